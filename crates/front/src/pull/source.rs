//! Where an edition comes from: an address, or a folder that was carried here. Nothing here is believed.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use types::{Digest, Table, TargetPath};
use wire::{edition::target_name, forms};

/// How long a mirror may take to answer, and to send one file.
const ANSWERS: Duration = Duration::from_secs(30);
const SENDS: Duration = Duration::from_mins(3);
/// How long it may keep us waiting for the next edition.
const WAITS: u64 = 50;

/// Where an edition comes from.
#[derive(Debug)]
pub enum Source {
    /// A front, a mirror, a bucket.
    Web(Web),
    /// A folder: an edition's own, or a carried one.
    Folder(PathBuf),
}

/// A carrier at an address.
#[derive(Debug)]
pub struct Web {
    base: String,
    agent: ureq::Agent,
    counted: Counted,
}

/// What was fetched.
#[derive(Debug, Default)]
struct Counted {
    requests: AtomicU64,
    bytes: AtomicU64,
}

/// A file's bytes, and its brotli form if it came in that.
#[derive(Debug)]
pub(crate) struct Bytes {
    pub(crate) identity: Vec<u8>,
    pub(crate) brotli: Option<Vec<u8>>,
}

impl From<Vec<u8>> for Bytes {
    fn from(identity: Vec<u8>) -> Self {
        Self { identity, brotli: None }
    }
}

impl Source {
    /// Reads an address or a folder's name. `proxy` is for addresses, for example `socks5://127.0.0.1:9050`.
    pub fn parse(text: &str, proxy: Option<&str>) -> Result<Self, String> {
        if !text.starts_with("http://") && !text.starts_with("https://") {
            let path = PathBuf::from(text);
            if path.is_dir() {
                return Ok(Self::Folder(path));
            }
            return Err(format!(
                "{text} is neither a folder nor an address that begins with http:// or https://"
            ));
        }
        let proxy = proxy
            .map(|proxy| {
                ureq::Proxy::new(proxy).map_err(|error| format!("{proxy} is no proxy: {error}"))
            })
            .transpose()?;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls =
            ureq::tls::TlsConfig::builder().unversioned_rustls_crypto_provider(provider).build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .proxy(proxy)
            .http_status_as_error(false)
            // A carrier has no business to send us elsewhere, least of all to addresses that only this machine reaches.
            .max_redirects(0)
            .user_agent("tamizdat")
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(ANSWERS + Duration::from_secs(WAITS)))
            .timeout_recv_body(Some(SENDS))
            .max_idle_connections_per_host(16)
            .build()
            .new_agent();
        let base = text.trim_end_matches('/').to_owned();
        Ok(Self::Web(Web { base, agent, counted: Counted::default() }))
    }

    /// What people know it by.
    pub fn name(&self) -> String {
        match self {
            Self::Web(web) => web.base.clone(),
            Self::Folder(path) => path.display().to_string(),
        }
    }

    /// Requests that were made, and bytes of bodies that came.
    pub fn counted(&self) -> (u64, u64) {
        match self {
            Self::Web(web) => (web.counted.requests.load(Relaxed), web.counted.bytes.load(Relaxed)),
            Self::Folder(_) => (0, 0),
        }
    }

    /// A file of metadata, at most `most` bytes of it; nothing if it is not there.
    pub(crate) fn metadata(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Web(web) => web.get(&format!("metadata/{name}"), most, &[]),
            Self::Folder(path) => read(&path.join("metadata").join(name), most),
        }
    }

    /// Waits until there is another timestamp than the one with this digest, or a while. A folder does not wait.
    pub(crate) fn wait(&self, known: &Digest) -> bool {
        let Self::Web(web) = self else { return false };
        let tag = format!("\"{}\"", &known.to_string()[..24]);
        let wait = format!("wait={WAITS}");
        let fields = [("if-none-match", tag.as_str()), ("prefer", wait.as_str())];
        web.get("metadata/timestamp.json", 16_384, &fields).is_ok()
    }

    /// A delta pack, if there is one.
    pub(crate) fn delta(&self, snapshot: u64, most: u64) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Web(web) => web.get(&format!("packs/{snapshot}.delta"), most, &[]),
            Self::Folder(path) => read(&path.join("packs").join(format!("{snapshot}.delta")), most),
        }
    }

    /// A public file by its path and digest: whatever comes is held against the digest by the caller.
    pub(crate) fn target(
        &self,
        path: &TargetPath,
        digest: &Digest,
        length: u64,
        is_text: bool,
    ) -> io::Result<Option<Bytes>> {
        match self {
            Self::Web(web) => web.target(path, digest, length, is_text),
            Self::Folder(folder) => {
                let signed =
                    folder.join("targets").join(target_name(path.as_str(), &digest.to_string()));
                for place in [
                    folder.join(Table::place(digest)),
                    signed,
                    folder.join(path.as_str()),
                    folder.join("plain").join(path.as_str()),
                ] {
                    let bytes = read(&place, length)?;
                    if let Some(bytes) = bytes.filter(|bytes| Digest::of(bytes) == *digest) {
                        return Ok(Some(bytes.into()));
                    }
                }
                Ok(None)
            }
        }
    }
}

impl Web {
    fn target(
        &self,
        path: &TargetPath,
        digest: &Digest,
        length: u64,
        is_text: bool,
    ) -> io::Result<Option<Bytes>> {
        if is_text {
            // The plain view is a third of the size, if it is still this edition's.
            let form = self.get_plain(path.as_str(), length)?;
            if let Some(bytes) = form.filter(|bytes| Digest::of(&bytes.identity) == *digest) {
                return Ok(Some(bytes));
            }
        }
        let signed = encode(&target_name(path.as_str(), &digest.to_string()));
        if let Some(bytes) = self.get(&format!("targets/{signed}"), length, &[])? {
            return Ok(Some(bytes.into()));
        }
        // Sticks and small buckets have only the plain view.
        Ok(self.get(&encode(path.as_str()), length, &[])?.map(Bytes::from))
    }

    fn get_plain(&self, path: &str, length: u64) -> io::Result<Option<Bytes>> {
        let url = format!("{}/{}", self.base, encode(path));
        let answer = self.call(&url, &[("accept-encoding", "br")])?;
        if answer.status() != 200 {
            return Ok(None);
        }
        let is_brotli = answer.headers().get("content-encoding").is_some_and(|name| name == "br");
        let bytes = self.body(answer, length)?;
        if !is_brotli {
            return Ok(Some(bytes.into()));
        }
        let most = usize::try_from(length).unwrap_or(usize::MAX);
        let identity = forms::unbrotli(&bytes, most);
        Ok(identity.map(|identity| Bytes { identity, brotli: Some(bytes) }))
    }

    fn call(
        &self,
        url: &str,
        fields: &[(&str, &str)],
    ) -> io::Result<ureq::http::Response<ureq::Body>> {
        self.counted.requests.fetch_add(1, Relaxed);
        let mut request = self.agent.get(url);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        request.call().map_err(io::Error::other)
    }

    fn get(&self, path: &str, most: u64, fields: &[(&str, &str)]) -> io::Result<Option<Vec<u8>>> {
        let answer = self.call(&format!("{}/{path}", self.base), fields)?;
        match answer.status().as_u16() {
            200 => self.body(answer, most).map(Some),
            // Buckets say 403 for what is not there.
            304 | 403 | 404 | 410 => Ok(None),
            status => Err(io::Error::other(format!("it answers {status}"))),
        }
    }

    fn body(&self, answer: ureq::http::Response<ureq::Body>, most: u64) -> io::Result<Vec<u8>> {
        let bytes = capped(answer.into_body().into_reader(), most)?;
        self.counted.bytes.fetch_add(bytes.len() as u64, Relaxed);
        Ok(bytes)
    }
}

/// Everything, if it is no longer than `most` bytes. What never ends, ends here.
fn capped(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("it sends more than {most} bytes")));
    }
    Ok(bytes)
}

fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    match File::open(path) {
        Ok(file) if file.metadata()?.is_file() => capped(file, most).map(Some),
        Ok(_) => Ok(None),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::InvalidFilename
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn encode(path: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let parts: Vec<String> =
        path.split('/').map(|part| utf8_percent_encode(part, ENCODED).to_string()).collect();
    parts.join("/")
}
