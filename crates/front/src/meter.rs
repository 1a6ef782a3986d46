//! What is counted, and nothing else is: sums without any address, name or path, in the text form of Prometheus.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

/// Counters of one front.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    /// Answers by the first digit of their status, from 1.
    answers: [AtomicU64; 5],
    /// Bytes of bodies.
    pub(crate) bytes: AtomicU64,
    /// Connections so far.
    pub(crate) connections: AtomicU64,
    /// Connections now.
    pub(crate) open: AtomicU64,
    /// Connections that were closed because there was no place for them.
    pub(crate) turned_away: AtomicU64,
    /// Editions that were put on the shelf.
    pub(crate) editions: AtomicU64,
}

/// What is read from the shelf when somebody asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    pub(crate) snapshot: u64,
    pub(crate) files: usize,
    pub(crate) in_memory: u64,
    pub(crate) fresh_seconds: Option<i64>,
}

impl Meter {
    pub(crate) fn answered(&self, status: u16, bytes: u64) {
        if let Some(counter) = self.answers.get(usize::from(status / 100).wrapping_sub(1)) {
            counter.fetch_add(1, Relaxed);
        }
        self.bytes.fetch_add(bytes, Relaxed);
    }

    pub(crate) fn text(&self, state: State) -> String {
        let mut text = String::new();
        let mut put = |name: &str, kind: &str, help: &str, labels: &str, value: i128| {
            if !help.is_empty() {
                let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
            }
            let _ = writeln!(text, "{name}{labels} {value}");
        };
        let of = |counter: &AtomicU64| i128::from(counter.load(Relaxed));
        for (at, counter) in self.answers.iter().enumerate() {
            let help = if at == 0 { "Answers by class of status." } else { "" };
            let label = format!("{{class=\"{}xx\"}}", at + 1);
            put("tamizdat_answers_total", "counter", help, &label, of(counter));
        }
        put("tamizdat_body_bytes_total", "counter", "Bytes of bodies.", "", of(&self.bytes));
        put("tamizdat_connections_total", "counter", "Connections.", "", of(&self.connections));
        put("tamizdat_connections_open", "gauge", "Connections now.", "", of(&self.open));
        put(
            "tamizdat_connections_turned_away_total",
            "counter",
            "Connections for which there was no place.",
            "",
            of(&self.turned_away),
        );
        put(
            "tamizdat_editions_total",
            "counter",
            "Editions put on the shelf.",
            "",
            of(&self.editions),
        );
        put(
            "tamizdat_snapshot",
            "gauge",
            "The snapshot that signs the edition.",
            "",
            state.snapshot.into(),
        );
        put("tamizdat_files", "gauge", "Files of the edition.", "", state.files as i128);
        put(
            "tamizdat_memory_bytes",
            "gauge",
            "Bytes of files in memory.",
            "",
            state.in_memory.into(),
        );
        if let Some(seconds) = state.fresh_seconds {
            put(
                "tamizdat_fresh_seconds",
                "gauge",
                "Seconds until the edition's timestamp expires; negative when it has.",
                "",
                seconds.into(),
            );
        }
        text
    }
}
