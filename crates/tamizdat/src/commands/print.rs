//! `tamizdat print`: a folder becomes an edition.

use std::{
    io::{IsTerminal, Write},
    path::Path,
    sync::Mutex,
};

use anyhow::{Result, anyhow};
use press::{Moment, Options, Progress, Report};

use crate::cli::Print;

pub(crate) fn run(command: &Print) -> Result<()> {
    let program = program();
    let shown = Shown::new(!command.json);
    let progress = |progress| shown.show(progress);
    let now = now(command.now.as_deref()).inspect_err(|error| {
        if command.json {
            println!("{}", serde_json::json!({ "error": error.to_string(), "faults": [] }));
        }
    })?;
    let mut options = options(&command.from, &command.out, now, &program, &progress);
    options.full = command.full;
    options.keys = command.keys.as_deref();
    options.compress = !command.bare;
    let printed = press::print(&options);
    shown.clear();
    let report = match printed {
        Ok(report) => report,
        Err(error) if command.json => {
            println!(
                "{}",
                serde_json::json!({ "error": error.to_string(), "faults": faults(&error) })
            );
            return Err(explain(error));
        }
        Err(error) => return Err(explain(error)),
    };
    if command.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        eprintln!("{}", summary(&report));
    }
    Ok(())
}

/// What to print, with everything else as usual.
pub(crate) fn options<'a>(
    from: &'a Path,
    out: &'a Path,
    now: Moment,
    program: &'a str,
    progress: &'a (dyn Fn(Progress) + Sync),
) -> Options<'a> {
    Options { from, out, now, full: false, keys: None, compress: true, program, progress }
}

/// The moment to print for: as given, or this one.
pub(crate) fn now(given: Option<&str>) -> Result<Moment> {
    match given {
        Some(text) => Moment::parse(text).ok_or_else(|| {
            anyhow!("--now must be a time such as 2026-11-24T12:00:00Z, not \"{text}\"")
        }),
        #[expect(clippy::disallowed_methods, reason = "the command is where the clock is asked")]
        None => Ok(Moment { seconds: jiff::Timestamp::now().as_second(), offset: 0 }),
    }
}

/// Which program this is: the version, and in a program built anew the time it was built.
pub(crate) fn program() -> String {
    let built =
        std::env::current_exe().and_then(|path| path.metadata()).and_then(|file| file.modified());
    format!("{} {built:?}", env!("CARGO_PKG_VERSION"))
}

fn faults(error: &press::Error) -> &[press::Problem] {
    match error {
        press::Error::Folder(press::folder::Error::Faulty(problems)) => problems,
        _ => &[],
    }
}

/// Every fault on a line of its own, then what they come to.
pub(crate) fn explain(error: press::Error) -> anyhow::Error {
    for fault in faults(&error) {
        eprintln!("{fault}");
    }
    error.into()
}

pub(crate) fn summary(report: &Report) -> String {
    let took: u64 = report.took_ms.values().sum();
    let mut text = format!(
        "{} articles, {} pages ({} parts), {} files; touched {}, {:.2} MB for each mirror; {} ms",
        report.articles,
        report.pages,
        report.parts,
        report.files,
        report.touched + report.removed,
        mega(report.touched_bytes),
        took
    );
    if report.snapshot > 0 {
        text.push_str(&format!(
            "\nsigned as snapshot {}, {} lists anew",
            report.snapshot, report.signed
        ));
    }
    for warning in &report.warnings {
        text.push_str(&format!("\nsoon: {warning}"));
    }
    if let Some(next) = &report.next {
        let waiting = report.waiting;
        text.push_str(&format!("\n{waiting} waiting for their time, the next until {next}"));
    }
    for (path, bytes) in &report.heavy {
        text.push_str(&format!("\nheavy: {path} is {bytes} bytes on the wire; behind a frozen connection it may not arrive"));
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

/// Progress on a terminal, one line that is written over; nothing elsewhere.
pub(crate) struct Shown {
    is_on: bool,
    last: Mutex<String>,
}

impl Shown {
    pub(crate) fn new(wanted: bool) -> Self {
        Self { is_on: wanted && std::io::stderr().is_terminal(), last: Mutex::default() }
    }

    pub(crate) fn show(&self, progress: Progress) {
        if !self.is_on {
            return;
        }
        let line = match progress {
            Progress::Reading => "reading".to_owned(),
            Progress::Pictures(count) => {
                format!("looking at {count} pictures, sounds and documents")
            }
            Progress::Printing(done, all) => format!("printing {done} of {all}"),
            Progress::Publishing => "publishing".to_owned(),
        };
        let mut last = self.last.lock().expect("no thread panics while it holds the lock");
        eprint!("\r{line:<width$}", width = last.chars().count());
        // A terminal that does not take it shows no progress, which harms nothing.
        let _ = std::io::stderr().flush();
        *last = line;
    }

    pub(crate) fn clear(&self) {
        if self.is_on {
            let last = self.last.lock().expect("no thread panics while it holds the lock");
            eprint!("\r{:width$}\r", "", width = last.chars().count());
        }
    }
}
