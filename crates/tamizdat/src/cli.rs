//! The command line. Bad usage ends with exit code 2, failure with 1.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// Publishes, is read and is funded, even when it is blocked.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A fictional newsroom, complete and running, in ./tamizdat-demo
    #[cfg(all(feature = "press", feature = "front"))]
    #[command(
        after_help = "Examples:\n  tamizdat demo\n  tamizdat demo --dir /tmp/lantern --site 127.0.0.1:8090\n  tamizdat demo --print-only"
    )]
    Demo(Demo),
    /// Print a folder of articles as an edition
    #[cfg(feature = "press")]
    #[command(
        after_help = "Examples:\n  tamizdat print --from newsroom --out edition\n  tamizdat print --from newsroom --out edition --json"
    )]
    Print(Print),
    /// Make the pictures' AVIF in idle time; the next print takes them in
    #[cfg(feature = "press")]
    #[command(
        after_help = "Example:\n  tamizdat pack --from newsroom && tamizdat print --from newsroom --out edition"
    )]
    Pack(Pack),
    /// Serve an edition
    #[cfg(feature = "front")]
    #[command(after_help = "Example:\n  tamizdat front --edition edition --listen 127.0.0.1:8080")]
    Front(Front),
}

/// Where the demo goes.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder it is written to
    #[arg(long, value_name = "DIR", default_value = "./tamizdat-demo")]
    pub(crate) dir: PathBuf,
    /// The address the site is served at
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) site: SocketAddr,
    /// The address the mirror will be served at, once editions are signed
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8081")]
    pub(crate) mirror: SocketAddr,
    /// Write and print it, but serve nothing
    #[arg(long)]
    pub(crate) print_only: bool,
}

/// What is printed where.
#[derive(Debug, Args)]
pub(crate) struct Print {
    /// The newsroom's folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) from: PathBuf,
    /// The edition's folder; never inside the newsroom's
    #[arg(long, value_name = "EDITION")]
    pub(crate) out: PathBuf,
    /// Print every page anew
    #[arg(long)]
    pub(crate) full: bool,
    /// Print for this moment (RFC 3339): what is published later is not in it
    #[arg(long, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
    /// Report as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Make no gzip and no brotli; for measuring
    #[arg(long)]
    pub(crate) bare: bool,
}

/// Whose pictures.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// The newsroom's folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) from: PathBuf,
}

/// What is served where.
#[derive(Debug, Args)]
pub(crate) struct Front {
    /// The edition's folder
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: PathBuf,
    /// The address to listen at
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: SocketAddr,
    /// Bytes a connection may carry before it is closed; 0 for no limit
    #[arg(long, value_name = "BYTES", default_value_t = 12_000)]
    pub(crate) budget: u64,
}
