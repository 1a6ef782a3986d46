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
    /// Keys: made once, signed by several editors, renewed before they end
    #[cfg(feature = "press")]
    #[command(subcommand)]
    Keys(Keys),
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
    /// The address the mirror is served at
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
    /// Sign it with the keys in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) keys: Option<PathBuf>,
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

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Make the keys of a newsroom, and the first root
    #[command(
        after_help = "Examples:\n  tamizdat keys create --dir keys\n  tamizdat keys create --dir keys --editors 5 --threshold 3 --passphrases file"
    )]
    Create(KeysCreate),
    /// Make the two keys of one editor, on their own machine
    #[command(after_help = "Example:\n  tamizdat keys editor --dir my-keys --name vera")]
    Editor(KeysEditor),
    /// Draft the next root: new online keys, other editors, another threshold, or only a later end
    #[command(
        after_help = "Examples:\n  tamizdat keys rotate --dir keys --online\n  tamizdat keys rotate --dir keys --without 2 --with vera.public.json\n  tamizdat keys rotate --dir keys"
    )]
    Rotate(KeysRotate),
    /// Sign the drafted root
    #[command(after_help = "Example:\n  tamizdat keys sign-root --dir keys --key root-1.age")]
    SignRoot(KeysSign),
    /// Sign where letters and money go; with --from, draft it first from the newsroom's settings
    #[command(
        after_help = "Example:\n  tamizdat keys sign-targets --dir keys --from newsroom --key targets-1.age"
    )]
    SignTargets(KeysSign),
    /// Take over with the standby keys, on the machine that signs from now on
    Standby(KeysStandby),
    /// Say who may sign, until when, and which drafts wait
    Show(KeysShow),
}

/// New keys.
#[derive(Debug, Args)]
pub(crate) struct KeysCreate {
    /// The folder they are written to
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// How many editors
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) editors: u8,
    /// How many of them must sign; more than half if not said
    #[arg(long, value_name = "M")]
    pub(crate) threshold: Option<u64>,
    /// A file with a passphrase on each line: the editors' in order, then the standby's; made and shown if not said
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrases: Option<PathBuf>,
    /// Take where letters and money go from this newsroom
    #[arg(long, value_name = "NEWSROOM")]
    pub(crate) from: Option<PathBuf>,
}

/// One editor's keys.
#[derive(Debug, Args)]
pub(crate) struct KeysEditor {
    /// The folder they are written to
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// What the others call the editor: letters, digits, hyphens
    #[arg(long)]
    pub(crate) name: String,
    /// A file with the passphrase; made and shown if not said
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// What the next root changes.
#[derive(Debug, Args)]
pub(crate) struct KeysRotate {
    /// The keys' folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// New online and standby keys: the signing machine was seized or is not trusted any more
    #[arg(long)]
    pub(crate) online: bool,
    /// An editor who leaves, or whose key is lost
    #[arg(long, value_name = "NAME")]
    pub(crate) without: Vec<String>,
    /// The public file of an editor who comes
    #[arg(long, value_name = "FILE")]
    pub(crate) with: Vec<PathBuf>,
    /// How many must sign from now on
    #[arg(long, value_name = "M")]
    pub(crate) threshold: Option<u64>,
    /// A file with the new standby keys' passphrase; made and shown if not said
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// One signature.
#[derive(Debug, Args)]
pub(crate) struct KeysSign {
    /// The keys' folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The editor's sealed key
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// A draft that came from another editor, or was signed with another tool
    #[arg(long, value_name = "FILE")]
    pub(crate) draft: Option<PathBuf>,
    /// Draft `targets` from this newsroom's settings first
    #[arg(long, value_name = "NEWSROOM")]
    pub(crate) from: Option<PathBuf>,
    /// A file with the passphrase; asked for if not said
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Who takes over.
#[derive(Debug, Args)]
pub(crate) struct KeysStandby {
    /// The keys' folder, with standby.age in it
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// A file with the passphrase; asked for if not said
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Whose state.
#[derive(Debug, Args)]
pub(crate) struct KeysShow {
    /// The keys' folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
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
