//! `tamizdat front`: the public half.

use anyhow::Result;

use crate::cli::Front;

pub(crate) fn run(command: &Front) -> Result<()> {
    serve(command.listen, command.budget, &command.edition, |address| {
        eprintln!("serving {} at http://{address}/", command.edition.display());
    })
}

/// Serves an edition until the process is told to stop.
pub(crate) fn serve(
    listen: std::net::SocketAddr,
    budget: u64,
    edition: &std::path::Path,
    ready: impl FnOnce(std::net::SocketAddr),
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let config = front::Config { budget, ..front::Config::default() };
        let server = front::Server::listen(edition, listen, config).await?;
        ready(server.address().unwrap_or(listen));
        tokio::select! {
            () = server.run() => {}
            stopped = tokio::signal::ctrl_c() => stopped?,
        }
        Ok(())
    })
}
