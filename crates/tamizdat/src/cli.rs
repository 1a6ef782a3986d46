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
    #[command(
        after_help = "Examples:\n  tamizdat front --edition edition --root root.json --listen 127.0.0.1:8080\n  tamizdat front --edition edition --root root.json --listen 0.0.0.0:443 --config front.toml"
    )]
    Front(Front),
    /// Carry an edition for others: fetch it, check it, serve it, again and again
    #[cfg(feature = "front")]
    #[command(
        after_help = "Examples:\n  tamizdat mirror --from https://lantern.example --root root.json --dir mirror --listen 0.0.0.0:8080\n  tamizdat mirror --from http://….onion --proxy socks5://127.0.0.1:9050 --root root.json --dir mirror --listen 127.0.0.1:8080 --keep 12m --media 480"
    )]
    Mirror(Mirror),
    /// Put an edition on a stick, a bucket or another host, or look after those where it is
    #[cfg(feature = "carry")]
    #[command(
        after_help = "Examples:\n  tamizdat carry --edition edition --to /media/stick --layout plain\n  AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_ENDPOINT=https://s3.example tamizdat carry --edition edition --to s3://bucket\n  tamizdat carry --edition edition --to sftp://user@host/srv/lantern\n  tamizdat carry --check --edition edition --root root.json"
    )]
    Carry(Carry),
    /// Check every file of an edition, as a stranger would
    #[cfg(feature = "front")]
    #[command(
        after_help = "Examples:\n  tamizdat verify https://mirror.example --root root.json\n  tamizdat verify /media/stick --root root.json --carried"
    )]
    Verify(Verify),
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
    /// The newsroom's first root: an edition that it does not vouch for is not served
    #[arg(long, value_name = "FILE")]
    pub(crate) root: Option<PathBuf>,
    /// The address to listen at
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: SocketAddr,
    /// Settings: certificate, limits, counters
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Bytes a connection may carry before it is closed; 0 for no limit
    #[arg(long, value_name = "BYTES")]
    pub(crate) budget: Option<u64>,
}

/// What is carried where.
#[derive(Debug, Args)]
pub(crate) struct Mirror {
    /// A front, a mirror, a bucket or a folder; more of them make it harder to hide an edition
    #[arg(long, value_name = "URL", required = true, num_args = 1..)]
    pub(crate) from: Vec<String>,
    /// The newsroom's root, by a way you trust
    #[arg(long, value_name = "FILE")]
    pub(crate) root: PathBuf,
    /// The folder that holds the copy
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The address to listen at
    #[arg(long, value_name = "ADDR", required_unless_present = "once")]
    pub(crate) listen: Option<SocketAddr>,
    /// Articles of so many months only, for example 12m
    #[arg(long, value_name = "MONTHS", value_parser = months)]
    pub(crate) keep: Option<u32>,
    /// Pictures up to this width only, for example 480
    #[arg(long, value_name = "PIXELS")]
    pub(crate) media: Option<u32>,
    /// A proxy for fetching, for example `socks5://127.0.0.1:9050`
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// Take editions that came late too: everything but expiry is checked
    #[arg(long)]
    pub(crate) carried: bool,
    /// Seconds between two looks, where nobody tells of a new edition
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    pub(crate) every: u64,
    /// Fetch once and end, without serving
    #[arg(long)]
    pub(crate) once: bool,
    /// Settings: certificate, limits, counters
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// `12m`: months.
#[cfg(feature = "front")]
fn months(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('m').and_then(|number| number.parse().ok());
    number.filter(|&months| months > 0).ok_or_else(|| "say months, for example 12m".to_owned())
}

/// What is carried where.
#[derive(Debug, Args)]
pub(crate) struct Carry {
    /// The edition's folder, of a print or of a mirror
    #[arg(long, value_name = "EDITION", default_value = "edition")]
    pub(crate) edition: PathBuf,
    /// A folder, `s3://BUCKET/PREFIX` or `sftp://USER@HOST/FOLDER`; several are served in turn
    #[arg(long, value_name = "DIR|s3:|sftp:", num_args = 1.., required_unless_present = "check")]
    pub(crate) to: Vec<String>,
    /// Which views: files under their paths, the signed view, or both
    #[arg(long, value_enum, default_value = "both")]
    pub(crate) layout: Layout,
    /// A configuration file of OpenSSH for sftp: its user, key and known hosts
    #[arg(long, value_name = "FILE")]
    pub(crate) ssh_config: Option<PathBuf>,
    /// Look whether all carriers can be reached, hold, and how old they are: those in --to, and the edition's mirrors
    #[arg(long)]
    pub(crate) check: bool,
    /// The newsroom's root, for --check
    #[arg(long, value_name = "FILE", required_if_eq("check", "true"))]
    pub(crate) root: Option<PathBuf>,
}

/// Which views a carrier gets.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Layout {
    /// Files under their paths, and metadata
    Plain,
    /// The signed view alone
    Tuf,
    /// Both
    Both,
}

/// What is checked.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// An edition's folder, a carried one, or an address
    #[arg(value_name = "EDITION|URL", required = true)]
    pub(crate) edition: Vec<String>,
    /// The newsroom's root, by a way you trust
    #[arg(long, value_name = "FILE")]
    pub(crate) root: PathBuf,
    /// Take an edition that came late too: everything but expiry is checked
    #[arg(long)]
    pub(crate) carried: bool,
    /// A proxy for fetching, for example `socks5://127.0.0.1:9050`
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// Report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
