//! The edition on the shelf: which address is which file, and what of it is kept in memory.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::SystemTime,
};

use bytes::Bytes;
use hyper::header::HeaderValue;
use types::{Blob, Digest, Table};
use wire::edition::Signed;

use crate::Error;

/// Files larger than this are sent piece by piece and never kept in memory.
pub(crate) const LARGE: u64 = 262_144;

/// An edition's table with the place of its blobs.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    languages: Vec<String>,
    policies: Vec<Option<HeaderValue>>,
    pages: HashMap<Box<str>, Page>,
    timestamp: Option<Bytes>,
    /// Which snapshot signs the edition; 0 if none does.
    snapshot: u64,
    seen: Seen,
    memory: Arc<Memory>,
}

/// When the two files that make an edition changed last.
type Seen = [Option<SystemTime>; 2];

/// A public file.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) blob: Blob,
    policy: Option<u16>,
    cells: Arc<Cells>,
}

/// The forms of one blob, as far as they are in memory. Editions that share a blob share its cells.
#[derive(Debug)]
struct Cells {
    forms: [OnceLock<Bytes>; 3],
    memory: Arc<Memory>,
}

/// How much all cells together may hold.
#[derive(Debug)]
pub(crate) struct Memory {
    used: AtomicU64,
    most: u64,
}

impl Page {
    /// The blob's form, if it is in memory.
    pub(crate) fn in_memory(&self, form: Form) -> Option<&Bytes> {
        self.cells.forms[form as usize].get()
    }
}

impl Drop for Cells {
    fn drop(&mut self) {
        let held = self.forms.iter().filter_map(OnceLock::get).map(Bytes::len).sum::<usize>();
        self.memory.used.fetch_sub(held as u64, Relaxed);
    }
}

/// What an address means.
#[derive(Debug, Clone)]
pub(crate) enum Found<'a> {
    /// A file, with its path.
    File(&'a str, &'a Page),
    /// A file of the signed view.
    Signed(Signed),
    /// A folder without its slash; the address with it is another.
    Folder,
    /// Nothing; a page of the edition may say so.
    Nothing(Option<(&'a str, &'a Page)>),
}

/// The forms a blob may be sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Brotli,
    Gzip,
    Identity,
}

impl Shelf {
    /// Opens the edition in `root`, and keeps at most `memory` bytes of its files in memory.
    pub fn open(root: &Path, memory: u64) -> Result<Self, Error> {
        Self::read(root, None, Arc::new(Memory { used: AtomicU64::new(0), most: memory }))
    }

    /// Opens the edition that replaced this one in its place.
    pub(crate) fn reopen(&self) -> Result<Self, Error> {
        Self::read(&self.root, Some(self), self.memory.clone())
    }

    fn read(root: &Path, before: Option<&Self>, memory: Arc<Memory>) -> Result<Self, Error> {
        let refused = |why: String| Error::NoEdition { path: root.to_owned(), why };
        let seen = seen(root);
        let bytes = fs::read(root.join("table")).map_err(|error| refused(error.to_string()))?;
        let table = Table::from_bytes(&bytes).map_err(|error| refused(error.to_string()))?;
        drop(bytes);
        let policies =
            table.policies.iter().map(|policy| HeaderValue::from_str(policy).ok()).collect();
        let kept = |path: &str, digest: &Digest| {
            let page = before?.pages.get(path)?;
            (page.blob.sha256 == *digest).then(|| page.cells.clone())
        };
        let pages = table
            .files
            .into_iter()
            .map(|(path, entry)| {
                let cells = kept(path.as_str(), &entry.blob.sha256).unwrap_or_else(|| {
                    Arc::new(Cells { forms: Default::default(), memory: memory.clone() })
                });
                let page = Page { blob: entry.blob, policy: entry.policy, cells };
                (String::from(path).into_boxed_str(), page)
            })
            .collect();
        let timestamp = fs::read(root.join("metadata/timestamp.json")).ok().map(Bytes::from);
        let (languages, snapshot) = (table.languages, table.snapshot);
        let root = root.to_owned();
        Ok(Self { root, languages, policies, pages, timestamp, snapshot, seen, memory })
    }

    /// Whether another edition has been published in the same place.
    pub(crate) fn is_outdated(&self) -> bool {
        seen(&self.root) != self.seen
    }

    /// Which snapshot signs the edition; 0 if none does.
    pub fn snapshot(&self) -> u64 {
        self.snapshot
    }

    /// How many files it has.
    pub fn files(&self) -> usize {
        self.pages.len()
    }

    /// The bytes of `timestamp.json`, if the edition is signed.
    pub fn timestamp(&self) -> Option<&Bytes> {
        self.timestamp.as_ref()
    }

    /// Bytes of files that are in memory.
    pub(crate) fn in_memory(&self) -> u64 {
        self.memory.used.load(Relaxed)
    }

    /// The policy a page is sent with.
    pub(crate) fn policy(&self, page: &Page) -> Option<&HeaderValue> {
        self.policies.get(usize::from(page.policy?))?.as_ref()
    }

    fn get(&self, path: &str) -> Option<(&str, &Page)> {
        self.pages.get_key_value(path).map(|(path, page)| (&**path, page))
    }

    /// Looks an address up; `path` is decoded and begins with a slash.
    pub(crate) fn find(&self, path: &str) -> Found<'_> {
        let path = path.strip_prefix('/').unwrap_or(path);
        if path.is_empty() || path.ends_with('/') {
            if let Some((path, page)) = self.get(&format!("{path}index.html")) {
                return Found::File(path, page);
            }
        } else if let Some((path, page)) = self.get(path) {
            return Found::File(path, page);
        } else if let Some(signed) = Signed::parse(path) {
            return Found::Signed(signed);
        } else if self.get(&format!("{path}/index.html")).is_some() {
            return Found::Folder;
        }
        let language = self.language(path, "");
        // The page's links are relative, so there is one for each depth.
        let page = match path.matches('/').count() {
            0 => "404.html".to_owned(),
            1 => format!("{language}/404.html"),
            depth => format!("{language}/404-{}.html", depth.min(4)),
        };
        Found::Nothing(self.get(&page))
    }

    /// The page that names the letterboxes.
    pub(crate) fn letters(&self, path: &str, accepted: &str) -> Option<(&str, &Page)> {
        let language = self.language(path.trim_start_matches('/'), accepted);
        self.get(&format!("{language}/join.html"))
            .or_else(|| self.get(&format!("{language}/index.html")))
    }

    /// The language of an address, or the first one that a reader takes, or the newsroom's first.
    fn language(&self, path: &str, accepted: &str) -> &str {
        let known = |tag: &str| self.languages.iter().find(|language| *language == tag);
        let first = path.split('/').next().unwrap_or_default();
        let mut wanted = accepted
            .split(',')
            .filter_map(|one| one.split([';', '-']).next())
            .filter_map(|tag| known(tag.trim()));
        let language = known(first).or_else(|| wanted.next()).or(self.languages.first());
        language.map_or("en", String::as_str)
    }

    /// Keeps a blob's form in memory, if there is room.
    pub(crate) fn keep(&self, page: &Page, form: Form, bytes: &Bytes) {
        let length = bytes.len() as u64;
        if length > LARGE {
            return;
        }
        let used = self.memory.used.fetch_add(length, Relaxed);
        let fits = used + length <= self.memory.most;
        if !fits || page.cells.forms[form as usize].set(bytes.clone()).is_err() {
            self.memory.used.fetch_sub(length, Relaxed);
        }
    }

    /// Where a blob lies in one of its forms.
    pub(crate) fn place(&self, digest: &Digest, form: Form) -> PathBuf {
        let mut place = self.root.join(Table::place(digest)).into_os_string();
        place.push(match form {
            Form::Brotli => ".br",
            Form::Gzip => ".gz",
            Form::Identity => "",
        });
        place.into()
    }

    /// Where metadata or a pack lies.
    pub(crate) fn signed_place(&self, signed: &Signed) -> Option<PathBuf> {
        Some(match signed {
            Signed::Timestamp => self.root.join("metadata/timestamp.json"),
            Signed::Metadata { version, role } => {
                self.root.join(format!("metadata/{version}.{role}.json"))
            }
            Signed::Delta { snapshot } => self.root.join(format!("packs/{snapshot}.delta")),
            Signed::Target { .. } => return None,
        })
    }

    /// The blob of a target that is asked for by digest, if that is the one of today.
    pub(crate) fn page(&self, path: &str) -> Option<&Page> {
        self.pages.get(path)
    }

    /// Reads the pages that readers ask for most: heads of lists, and the newest articles, up to half of what may be kept.
    pub(crate) fn warm(&self) -> io::Result<()> {
        const MOST: usize = 4000;
        #[expect(clippy::iter_over_hash_type, reason = "sorted before it is used")]
        let mut paths: Vec<(&str, &Page)> = {
            let mut paths = Vec::new();
            for (path, page) in &self.pages {
                if path.ends_with(".html") {
                    paths.push((&**path, page));
                }
            }
            paths
        };
        let month = |path: &str| {
            let mut parts = path.split('/').skip(1).map(|part| part.parse::<u32>().ok());
            match (parts.next().flatten(), parts.next().flatten()) {
                (Some(year), Some(month)) => year * 100 + month,
                _ => u32::MAX,
            }
        };
        paths.sort_unstable_by(|(one, _), (other, _)| {
            month(other).cmp(&month(one)).then_with(|| one.cmp(other))
        });
        for (_, page) in paths.into_iter().take(MOST) {
            for (form, there) in
                [(Form::Brotli, page.blob.brotli.is_some()), (Form::Gzip, page.blob.gzip.is_some())]
            {
                if self.in_memory() > self.memory.most / 2 {
                    return Ok(());
                }
                if there && page.in_memory(form).is_none() {
                    let bytes = fs::read(self.place(&page.blob.sha256, form))?;
                    self.keep(page, form, &bytes.into());
                }
            }
        }
        Ok(())
    }
}

fn seen(root: &Path) -> Seen {
    ["table", "metadata/timestamp.json"]
        .map(|name| fs::metadata(root.join(name)).and_then(|file| file.modified()).ok())
}
