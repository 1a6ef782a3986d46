//! `tamizdat mirror`: a verified copy for others to read, kept up to date.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::Result;
use front::{
    Config, Server,
    pull::{Keep, Mirror, Pulled},
};

use super::front::{config, read_root, runtime, seconds, sources, stopped, url};
use crate::cli;

/// How long a source must have kept us waiting to count as one that tells of new editions.
const WAITED: Duration = Duration::from_secs(1);

pub(crate) fn run(command: &cli::Mirror) -> Result<()> {
    front::harden();
    let root = read_root(&command.root)?;
    let sources = sources(&command.from, command.proxy.as_deref())?;
    let keep = Keep { months: command.keep, media: command.media };
    let mut mirror = Mirror::open(&command.dir, &root, sources, keep, seconds(), command.carried)?;
    if command.once {
        eprintln!("{}", said(&mirror.pull(seconds())?));
        return Ok(());
    }
    let Some(listen) = command.listen else { return Ok(()) };
    let mut config = config(command.config.as_deref())?;
    config.kept = keep.words();
    if let Some(words) = &config.kept {
        eprintln!("this mirror keeps only {words}");
    }
    let every = Duration::from_secs(command.every.max(1));
    carry(mirror, &command.dir, listen, config, every)
}

/// Pulls for ever, and serves as soon as there is an edition.
fn carry(
    mirror: Mirror,
    dir: &Path,
    listen: SocketAddr,
    config: Config,
    every: Duration,
) -> Result<()> {
    let (stop, stopping) = mpsc::channel();
    let (ready, is_ready) = tokio::sync::oneshot::channel();
    let pulling = std::thread::spawn(move || follow(mirror, every, &stopping, ready));
    let result = runtime()?.block_on(async {
        tokio::select! {
            // The loop has ended before there was anything to serve.
            () = stopped() => return Ok(()),
            there = is_ready => if there.is_err() { return Ok(()) },
        }
        let server = Server::listen(dir, listen, config).await?;
        let address = server.address().unwrap_or(listen);
        eprintln!("serving the mirror at {}", url(address, &server));
        server.run(stopped()).await;
        Ok(())
    });
    // Nobody listens any more if the loop has ended.
    let _ = stop.send(());
    // A pull that is under way may take minutes, and is found again next time.
    drop(pulling);
    result
}

/// Pulls until told to stop. Each refusal is said once, not each time.
pub(crate) fn follow(
    mut mirror: Mirror,
    every: Duration,
    stop: &mpsc::Receiver<()>,
    ready: tokio::sync::oneshot::Sender<()>,
) {
    let mut ready = Some(ready);
    let mut last = String::new();
    if mirror.snapshot() > 0
        && let Some(ready) = ready.take()
    {
        // Whoever waits may have gone.
        let _ = ready.send(());
    }
    loop {
        let message = match mirror.pull(seconds()) {
            Ok(pulled) => {
                if let Some(ready) = ready.take() {
                    let _ = ready.send(());
                }
                let is_news = pulled.fetched > 0 || last.is_empty() || !pulled.alarms.is_empty();
                if is_news { said(&pulled) } else { last.clone() }
            }
            Err(error) => format!("refused: {error}; what was there before stays"),
        };
        if message != last {
            eprintln!("{message}");
            last = message;
        }
        let since = Instant::now();
        if mirror.wait() && since.elapsed() >= WAITED {
            if stop.try_recv().is_ok() {
                return;
            }
            continue;
        }
        match stop.recv_timeout(every.saturating_sub(since.elapsed())) {
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn said(pulled: &Pulled) -> String {
    let mut text = format!(
        "snapshot {}, published {}, the newest until {}: {} files, {} new{}, {} requests, {} bytes",
        pulled.snapshot,
        pulled.published.as_deref().unwrap_or("at an unknown time"),
        pulled.expires,
        pulled.files,
        pulled.fetched,
        if pulled.by_delta { " by a delta pack" } else { "" },
        pulled.requests,
        pulled.bytes
    );
    for alarm in &pulled.alarms {
        text.push_str(&format!("\nstrange: {alarm}"));
    }
    text
}

/// The demo's mirror, in the same process as its site.
pub(crate) struct Beside {
    pub(crate) from: String,
    pub(crate) root: PathBuf,
    pub(crate) dir: PathBuf,
    pub(crate) listen: SocketAddr,
}

impl Beside {
    /// Pulls and serves until the process ends.
    pub(crate) async fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let root = read_root(&self.root)?;
        let sources = sources(std::slice::from_ref(&self.from), None)?;
        let dir = self.dir.clone();
        let open = tokio::task::spawn_blocking(move || {
            Mirror::open(&dir, &root, sources, Keep::default(), seconds(), false)
        });
        let mirror = open.await??;
        let (ended, stopping) = mpsc::channel();
        let (ready, is_ready) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || follow(mirror, Duration::from_secs(5), &stopping, ready));
        if is_ready.await.is_ok() {
            let server = Server::listen(&self.dir, self.listen, Config::default()).await?;
            eprintln!("its mirror is at {}", url(self.listen, &server));
            server.run(stop).await;
        }
        let _ = ended.send(());
        Ok(())
    }
}
