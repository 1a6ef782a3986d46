//! `tamizdat front`: the public half.

use std::{fs, future::Future, net::SocketAddr, path::Path};

use anyhow::{Context, Result, anyhow};
use front::{
    Config, Server,
    pull::{Source, check_signatures},
};

use crate::cli::Front;

pub(crate) fn run(command: &Front) -> Result<()> {
    front::harden();
    let mut config = config(command.config.as_deref())?;
    config.budget = command.budget.unwrap_or(config.budget);
    if let Some(root) = &command.root {
        let bytes = read_root(root)?;
        let source = Source::Folder(command.edition.clone());
        let state = check_signatures(&bytes, source, seconds())
            .with_context(|| format!("{} is not served", command.edition.display()))?;
        eprintln!("{state}");
    }
    runtime()?.block_on(async {
        let server = Server::listen(&command.edition, command.listen, config).await?;
        let address = server.address().unwrap_or(command.listen);
        eprintln!("serving {} at {}", command.edition.display(), url(address, &server));
        server.run(stopped()).await;
        Ok(())
    })
}

pub(crate) fn url(address: SocketAddr, server: &Server) -> String {
    format!("{}://{address}/", if server.is_tls() { "https" } else { "http" })
}

pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    // Files are read by few threads: each keeps memory of its own.
    Ok(tokio::runtime::Builder::new_multi_thread().max_blocking_threads(8).enable_all().build()?)
}

pub(crate) fn config(path: Option<&Path>) -> Result<Config> {
    let Some(path) = path else { return Ok(Config::default()) };
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Config::parse(&text).with_context(|| format!("{} does not hold", path.display()))
}

pub(crate) fn read_root(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| {
        format!("cannot read the root {}; the newsroom publishes it as root.json", path.display())
    })
}

/// The carriers that are named on the command line.
pub(crate) fn sources(names: &[String], proxy: Option<&str>) -> Result<Vec<Source>> {
    let parse = |name: &String| Source::parse(name, proxy).map_err(|why| anyhow!(why));
    names.iter().map(parse).collect()
}

#[expect(clippy::disallowed_methods, reason = "the command is where the clock is asked")]
pub(crate) fn seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Until the process is told to stop, by the keyboard or by whoever supervises it.
pub(crate) fn stopped() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    async {
        let Ok(mut told) = signal(SignalKind::terminate()) else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = told.recv() => {}
        }
    }
}
