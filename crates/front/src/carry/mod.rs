//! An edition onto carriers that only hold files: a stick, another folder, a bucket, a host reached by `sftp`.
//!
//! In the order of publication (`docs/reference/edition.md`, 7): content, metadata, `timestamp.json`, each read back and
//! compared. What changed since the last time is known from what the carrier itself holds; nothing is remembered here.
//! [`carrier`] is what a carrier must be able to do.

mod carrier;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

pub use carrier::Carrier;
use serde::{Deserialize, Serialize};
use types::{Digest, Table, TargetPath};
use wire::edition::{Signed, target_name};

/// Which views a carrier gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Files under their paths, and metadata: for a stick, readable without anything.
    Plain,
    /// The signed view alone: for checking clients.
    Tuf,
    /// Both.
    Both,
}

impl Layout {
    fn has_plain(self) -> bool {
        self != Self::Tuf
    }

    fn has_targets(self) -> bool {
        self != Self::Plain
    }
}

/// Why an edition is not on a carrier, or not wholly. Run again, it goes on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The edition cannot be read.
    #[error("cannot read the edition in {path}: {why}")]
    NoEdition {
        /// Its folder.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The carrier does not take something.
    #[error("{carrier} does not take {name}: {source}; run it again, it goes on where it stopped")]
    Put {
        /// The carrier.
        carrier: String,
        /// The file.
        name: String,
        /// What it says.
        source: io::Error,
    },
    /// What was written does not come back.
    #[error(
        "{carrier} gives back something else for {name}; the carrier is full, broken or not ours"
    )]
    NotBack {
        /// The carrier.
        carrier: String,
        /// The file.
        name: String,
    },
}

/// What was carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The snapshot that is there.
    pub snapshot: u64,
    /// Files that were written.
    pub written: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were removed.
    pub removed: usize,
}

/// What lies on a carrier, kept on it: whoever carries next needs nothing else. It is believed by nobody who reads.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    files: BTreeMap<String, Digest>,
    /// Files that no edition names any more, with the second since when.
    gone: BTreeMap<String, i64>,
}

const MANIFEST: &str = "carried.json";
/// How long what an edition no longer names stays.
const KEPT: i64 = 8 * 86_400;

/// Puts the edition in `edition` on a carrier. `progress` hears how many of how many files are there.
pub fn carry(
    edition: &Path,
    carrier: &Carrier,
    layout: Layout,
    now: i64,
    progress: &dyn Fn(usize, usize),
) -> Result<Carried, Error> {
    let refused = |why: String| Error::NoEdition { path: edition.to_owned(), why };
    let table = fs::read(edition.join("table")).map_err(|error| refused(error.to_string()))?;
    let table = Table::from_bytes(&table).map_err(|error| refused(error.to_string()))?;
    let timestamp = fs::read(edition.join("metadata/timestamp.json"))
        .map_err(|_| refused("it is not signed; print it with --keys".to_owned()))?;
    let metadata = named_metadata(edition, &timestamp).map_err(refused)?;

    let before: Manifest = carrier
        .get(MANIFEST)
        .ok()
        .flatten()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let mut work =
        Work { carrier, before, after: Manifest::default(), carried: Carried::default() };

    let mut content: Vec<(String, Digest)> = Vec::new();
    for (path, entry) in &table.files {
        let digest = entry.blob.sha256;
        // What a client checks by digest is there before what a reader clicks on.
        if layout.has_targets() {
            content.push((
                format!("targets/{}", target_name(path.as_str(), &digest.to_string())),
                digest,
            ));
        }
    }
    if layout.has_plain() {
        let plain =
            |(path, entry): (&TargetPath, &types::Entry)| (path.to_string(), entry.blob.sha256);
        content.extend(table.files.iter().map(plain));
    }
    let all = content.len() + metadata.len();
    for (at, (name, digest)) in content.iter().enumerate() {
        let place = edition.join(Table::place(digest));
        let read = || fs::read(&place).map_err(|error| refused(error.to_string()));
        work.put(name, *digest, read)?;
        progress(at + 1, all);
    }
    for (at, (name, bytes)) in metadata.iter().enumerate() {
        work.put(name, Digest::of(bytes), || Ok(bytes.clone()))?;
        progress(content.len() + at + 1, all);
    }
    work.put("metadata/timestamp.json", Digest::of(&timestamp), || Ok(timestamp.clone()))?;
    work.carried.snapshot = table.snapshot;
    work.end(now)
}

/// Every file of metadata that the timestamp leads to, and all roots.
fn named_metadata(edition: &Path, timestamp: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let folder = edition.join("metadata");
    let read = |name: &str| {
        fs::read(folder.join(name)).map_err(|error| format!("metadata/{name}: {error}"))
    };
    let signed = |bytes: &[u8]| -> Result<serde_json::Value, String> {
        let mut whole: serde_json::Value =
            serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        Ok(whole["signed"]["meta"].take())
    };
    let mut named = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if matches!(
            Signed::parse(&format!("metadata/{name}")),
            Some(Signed::Metadata { role, .. }) if role == "root"
        ) {
            named.insert(format!("metadata/{name}"), read(&name)?);
        }
    }
    let version = &signed(timestamp)?["snapshot.json"]["version"];
    let snapshot = format!("{version}.snapshot.json");
    let bytes = read(&snapshot)?;
    for (name, pinned) in signed(&bytes)?.as_object().into_iter().flatten() {
        let name = format!("{}.{name}", pinned["version"]);
        let bytes = read(&name)?;
        named.insert(format!("metadata/{name}"), bytes);
    }
    named.insert(format!("metadata/{snapshot}"), bytes);
    Ok(named)
}

struct Work<'a> {
    carrier: &'a Carrier,
    before: Manifest,
    after: Manifest,
    carried: Carried,
}

impl Work<'_> {
    fn put(
        &mut self,
        name: &str,
        digest: Digest,
        read: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<(), Error> {
        self.after.files.insert(name.to_owned(), digest);
        if self.before.files.get(name) == Some(&digest) {
            return Ok(());
        }
        let bytes = read()?;
        let carrier = || self.carrier.name();
        self.carrier.put(name, &bytes).map_err(|source| Error::Put {
            carrier: carrier(),
            name: name.to_owned(),
            source,
        })?;
        let back = self.carrier.get(name).ok().flatten();
        if back.is_none_or(|back| back != bytes) {
            return Err(Error::NotBack { carrier: carrier(), name: name.to_owned() });
        }
        self.carried.written += 1;
        self.carried.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Removes what is not named any more, pages at once and the rest after eight days, and writes down what is there.
    fn end(mut self, now: i64) -> Result<Carried, Error> {
        let left: BTreeSet<String> = self
            .before
            .files
            .keys()
            .chain(self.before.gone.keys())
            .filter(|name| !self.after.files.contains_key(*name))
            .cloned()
            .collect();
        for name in left {
            let since = self.before.gone.get(&name).copied().unwrap_or(now);
            let is_plain = Signed::parse(&name).is_none();
            if is_plain || now - since >= KEPT {
                let removed = self.carrier.delete(&name);
                removed.map_err(|source| Error::Put {
                    carrier: self.carrier.name(),
                    name: name.clone(),
                    source,
                })?;
                self.carried.removed += 1;
            } else {
                self.after.gone.insert(name, since);
            }
        }
        let manifest = serde_json::to_vec(&self.after).expect("names and digests can be written");
        self.carrier.put(MANIFEST, &manifest).map_err(|source| Error::Put {
            carrier: self.carrier.name(),
            name: MANIFEST.to_owned(),
            source,
        })?;
        Ok(self.carried)
    }
}
