//! A client of any TUF repository by our verifier, with the command line that the TUF project's conformance suite drives
//! (`CLIENT-CLI.md` there). It keeps what it trusts in `--metadata-dir` and shows how the steps of
//! `wire::edition::Trusted` fit together.

#![expect(clippy::print_stderr, reason = "a program says on its terminal what went wrong")]

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use wire::edition::{Search, Trusted, Wanted};

type Error = Box<dyn std::error::Error>;

/// The most bytes of each kind of metadata, and how many roots are followed in one go (TUF 1.0.34, 5.3.3 and others).
const ROOT: u64 = 512_000;
const TIMESTAMP: u64 = 16_384;
const SNAPSHOT: u64 = 2_000_000;
const TARGETS: u64 = 5_000_000;
const MOST_ROOTS: usize = 256;

#[derive(Default)]
struct Call {
    command: String,
    root: PathBuf,
    metadata_dir: PathBuf,
    metadata_url: String,
    names: Vec<String>,
    target_url: String,
    target_dir: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tuf_client: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let call = call()?;
    match call.command.as_str() {
        "init" => {
            fs::create_dir_all(&call.metadata_dir)?;
            let root = fs::read(&call.root)?;
            Trusted::begin(&root, 0, true)?;
            fs::write(call.metadata_dir.join("root.json"), root)?;
            Ok(())
        }
        "refresh" => Client::new(&call)?.refresh(),
        "download" => {
            let mut client = Client::new(&call)?;
            client.refresh()?;
            call.names.iter().try_for_each(|name| client.download(&call, name))
        }
        other => Err(format!("\"{other}\" is none of init, refresh, download").into()),
    }
}

fn call() -> Result<Call, Error> {
    let mut call = Call::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--metadata-dir" => call.metadata_dir = value()?.into(),
            "--metadata-url" => call.metadata_url = value()?,
            "--target-name" => call.names.push(value()?),
            "--target-base-url" => call.target_url = value()?,
            "--target-dir" => call.target_dir = value()?.into(),
            "init" => {
                call.root = value()?.into();
                call.command = argument;
            }
            "refresh" | "download" => call.command = argument,
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(call)
}

struct Client {
    trusted: Trusted,
    dir: PathBuf,
    url: String,
}

impl Client {
    fn new(call: &Call) -> Result<Self, Error> {
        #[expect(clippy::disallowed_methods, reason = "the command is where the clock is asked")]
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let root = fs::read(call.metadata_dir.join("root.json"))?;
        let trusted = Trusted::begin(&root, i64::try_from(now)?, false)?;
        Ok(Self { trusted, dir: call.metadata_dir.clone(), url: call.metadata_url.clone() })
    }

    fn kept(&self, role: &str) -> Option<Vec<u8>> {
        fs::read(self.place(role)).ok()
    }

    fn place(&self, role: &str) -> PathBuf {
        self.dir.join(format!("{}.json", quoted(role)))
    }

    fn keep(&self, role: &str, bytes: &[u8]) -> io::Result<()> {
        write(&self.place(role), bytes)
    }

    fn fetch(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
        fetch(&format!("{}/{name}", self.url.trim_end_matches('/')), most)
    }

    fn fetch_there(&self, name: &str, most: u64) -> Result<Vec<u8>, Error> {
        self.fetch(name, most)?.ok_or_else(|| format!("{name} is not there").into())
    }

    fn refresh(&mut self) -> Result<(), Error> {
        for _ in 0..MOST_ROOTS {
            let next = self.trusted.root_version() + 1;
            let Some(root) = self.fetch(&format!("{next}.root.json"), ROOT)? else { break };
            if self.trusted.update_root(&root)? {
                for role in ["timestamp", "snapshot"] {
                    // Not there is what we want.
                    let _ = fs::remove_file(self.place(role));
                }
            }
            self.keep("root", &root)?;
        }
        self.trusted.check_root_is_fresh()?;
        if let Some(kept) = self.kept("timestamp") {
            // What is kept may be late, or be signed by keys of yesterday; then the new one decides alone.
            let _ = self.trusted.update_timestamp(&kept);
        }
        let timestamp = self.fetch_there("timestamp.json", TIMESTAMP)?;
        if self.trusted.update_timestamp(&timestamp)? {
            self.keep("timestamp", &timestamp)?;
        }
        self.refresh_snapshot()?;
        self.load("targets", "root")
    }

    fn refresh_snapshot(&mut self) -> Result<(), Error> {
        if let Some(kept) = self.kept("snapshot")
            && self.trusted.update_snapshot(&kept, true).is_ok()
        {
            return Ok(());
        }
        let pinned = self.trusted.timestamp().and_then(|timestamp| timestamp.snapshot().cloned());
        let pinned = pinned.ok_or("the timestamp names no snapshot")?;
        let name = self.versioned("snapshot", pinned.version);
        let bytes = self.fetch_there(&name, pinned.length.unwrap_or(SNAPSHOT))?;
        self.trusted.update_snapshot(&bytes, false)?;
        self.keep("snapshot", &bytes)?;
        Ok(())
    }

    fn versioned(&self, role: &str, version: u64) -> String {
        let role = quoted(role);
        if self.trusted.is_consistent() {
            format!("{version}.{role}.json")
        } else {
            format!("{role}.json")
        }
    }

    fn load(&mut self, role: &str, parent: &str) -> Result<(), Error> {
        if self.trusted.has(role, parent) {
            return Ok(());
        }
        if let Some(kept) = self.kept(role)
            && self.trusted.update_targets(&kept, role, parent).is_ok()
        {
            return Ok(());
        }
        let pinned = self.trusted.pinned(role).ok_or(format!("the snapshot names no {role}"))?;
        let (name, most) = (self.versioned(role, pinned.version), pinned.length.unwrap_or(TARGETS));
        let bytes = self.fetch_there(&name, most)?;
        self.trusted.update_targets(&bytes, role, parent)?;
        self.keep(role, &bytes)?;
        Ok(())
    }

    fn download(&mut self, call: &Call, name: &str) -> Result<(), Error> {
        let mut search = Search::new(name);
        let listed = loop {
            match search.next(&self.trusted) {
                Wanted::Found(listed) => break listed,
                Wanted::Role { role, parent } => self.load(&role, &parent)?,
                Wanted::Nowhere => return Err(format!("{name} is not in this repository").into()),
            }
        };
        let place = call.target_dir.join(quoted(name));
        if fs::read(&place).is_ok_and(|bytes| listed.check(name, &bytes).is_ok()) {
            return Ok(());
        }
        let path = match (self.trusted.is_consistent(), listed.name()) {
            (true, Some(digest)) => match name.rsplit_once('/') {
                Some((folder, file)) => format!("{folder}/{digest}.{file}"),
                None => format!("{digest}.{name}"),
            },
            _ => name.to_owned(),
        };
        let path: Vec<String> = path.split('/').map(quoted).collect();
        let url = format!("{}/{}", call.target_url.trim_end_matches('/'), path.join("/"));
        let bytes = fetch(&url, listed.length)?.ok_or(format!("{url} is not there"))?;
        listed.check(name, &bytes)?;
        write(&place, &bytes)?;
        Ok(())
    }
}

/// At most `most` bytes of an address; nothing if there is nothing. An endless answer ends here.
fn fetch(url: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
    let answer = match ureq::get(url).call() {
        Ok(answer) => answer,
        Err(ureq::Error::StatusCode(403 | 404)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    answer.into_body().into_reader().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(format!("{url} is longer than {most} bytes").into());
    }
    Ok(Some(bytes))
}

fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = place.with_extension("new");
    fs::write(&beside, bytes)?;
    fs::rename(beside, place)
}

/// One part of a path in an address or a file's name (RFC 3986, 2.1).
fn quoted(text: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, ENCODED).to_string()
}
