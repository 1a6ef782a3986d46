//! The keys' folder as the signer opens it.
//!
//! ```text
//! KEYS/root.json            the first root, for readers
//! KEYS/metadata/            N.root.json and N.targets.json, all of them
//! KEYS/files/               what `targets` lists itself: letterbox.json, outside.json, reader.html
//! KEYS/online/              bins.json, snapshot.json, timestamp.json: the keys that sign every edition
//! KEYS/signed.json          the highest versions these keys have signed
//! KEYS/editors/, standby.age, drafts/, editors.json      for the ceremonies
//! ```

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use types::{Digest, TargetPath};
use wire::edition::{Trusted, bin_name};

use super::{
    Error,
    keys::{Pair, read},
};
use crate::store::write_whole;

/// The keys that sign every edition.
#[derive(Debug)]
pub(crate) struct Online {
    pub(crate) bins: Pair,
    pub(crate) snapshot: Pair,
    pub(crate) timestamp: Pair,
}

/// Everything that is needed to sign an edition.
#[derive(Debug)]
pub struct Keys {
    pub(crate) folder: PathBuf,
    pub(crate) online: Online,
    /// Roots by version, as bytes.
    pub(crate) roots: BTreeMap<u64, Vec<u8>>,
    pub(crate) targets_version: u64,
    pub(crate) targets: Vec<u8>,
    /// What `targets` lists itself.
    pub(crate) files: BTreeMap<TargetPath, Vec<u8>>,
    /// Things that somebody should do soon.
    pub warnings: Vec<String>,
}

/// The highest versions these keys have signed, whatever became of the edition's folder since: a client that saw them
/// takes nothing lower.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Highest {
    pub(crate) timestamp: u64,
    pub(crate) snapshot: u64,
    pub(crate) bins: u64,
}

impl Keys {
    /// Opens the folder, and sees that its keys may sign at `now`, in seconds since 1970.
    pub fn open(folder: &Path, now: i64) -> Result<Self, Error> {
        let roots = versions(folder, "root")?;
        let first = roots.get(&1).ok_or_else(|| {
            let folder = folder.display();
            Error::First(format!(
                "{folder} holds no root; make keys with `tamizdat keys create --dir {folder}`"
            ))
        })?;
        let invalid = |version: u64, role: &str, why: String| Error::Invalid {
            path: metadata(folder, version, role),
            why,
        };
        let mut trusted = Trusted::begin(first, now, false)
            .map_err(|error| invalid(1, "root", error.to_string()))?;
        for (version, root) in roots.iter().skip(1) {
            trusted.update_root(root).map_err(|e| invalid(*version, "root", e.to_string()))?;
        }
        let (root_version, root) = roots.last_key_value().expect("there is a first root");
        trusted.check_root_is_fresh().map_err(|_| {
            Error::First(format!(
                "root {root_version} has expired; editors sign the next one with `tamizdat keys rotate` and `tamizdat keys sign-root`"
            ))
        })?;
        let (targets_version, targets) =
            versions(folder, "targets")?.pop_last().ok_or_else(|| {
                Error::First(
                    "the editors have not signed `targets`; do it with `tamizdat keys sign-targets`"
                        .to_owned(),
                )
            })?;
        trusted
            .check_targets(&targets)
            .map_err(|error| invalid(targets_version, "targets", error.to_string()))?;
        let place = |role: &str| folder.join("online").join(format!("{role}.json"));
        let open = |role: &str| Pair::open(&place(role));
        let online = Online {
            bins: open("bins")?,
            snapshot: open("snapshot")?,
            timestamp: open("timestamp")?,
        };
        let (root, list) = (signed(root), signed(&targets));
        check_online(&online, &root, &list, &place)?;
        let files = files(folder, &list)?;
        let warnings = warnings(&root, &list, now);
        Ok(Self {
            folder: folder.to_owned(),
            online,
            roots,
            targets_version,
            targets,
            files,
            warnings,
        })
    }

    pub(crate) fn highest(&self) -> Highest {
        let bytes = fs::read(self.folder.join("signed.json")).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(crate) fn remember(&self, highest: Highest) -> Result<(), Error> {
        let path = self.folder.join("signed.json");
        let bytes = serde_json::to_vec(&highest).expect("numbers can be written");
        write_whole(&path, &bytes).map_err(|source| Error::Unwritable { path, source })
    }
}

pub(crate) fn metadata(folder: &Path, version: u64, role: &str) -> PathBuf {
    folder.join("metadata").join(format!("{version}.{role}.json"))
}

/// All versions of a role in the keys' folder.
pub(crate) fn versions(folder: &Path, role: &str) -> Result<BTreeMap<u64, Vec<u8>>, Error> {
    let mut found = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder.join("metadata")) else { return Ok(found) };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let version = name.to_str().and_then(|name| name.strip_suffix(&format!(".{role}.json")));
        if let Some(version) = version.and_then(|version| version.parse().ok()) {
            found.insert(version, read(&entry.path())?);
        }
    }
    Ok(found)
}

/// The signed part of metadata that was checked.
pub(crate) fn signed(bytes: &[u8]) -> Value {
    let mut whole: Value = serde_json::from_slice(bytes).unwrap_or_default();
    whole["signed"].take()
}

pub(crate) fn lists(ids: &Value, id: &str) -> bool {
    ids.as_array().is_some_and(|ids| ids.iter().any(|one| one == id))
}

fn check_online(
    online: &Online,
    root: &Value,
    targets: &Value,
    place: &impl Fn(&str) -> PathBuf,
) -> Result<(), Error> {
    let roles = targets["delegations"]["roles"].as_array();
    let bin = roles.and_then(|roles| roles.iter().find(|role| role["name"] == bin_name(0)));
    let bins = bin.map_or(&Value::Null, |bin| &bin["keyids"]);
    for (role, pair, ids, by) in [
        ("timestamp", &online.timestamp, &root["roles"]["timestamp"]["keyids"], "root"),
        ("snapshot", &online.snapshot, &root["roles"]["snapshot"]["keyids"], "root"),
        ("bins", &online.bins, bins, "targets"),
    ] {
        if !lists(ids, &pair.id) {
            return Err(Error::First(format!(
                "{} may not sign: {by} {} does not name it; the editors must sign a {by} that does, or the key is an old one",
                place(role).display(),
                root["version"]
            )));
        }
    }
    Ok(())
}

fn files(folder: &Path, targets: &Value) -> Result<BTreeMap<TargetPath, Vec<u8>>, Error> {
    let mut files = BTreeMap::new();
    for (name, listed) in targets["targets"].as_object().into_iter().flatten() {
        let path = folder.join("files").join(name);
        let bytes = read(&path)?;
        if listed["hashes"]["sha256"] != Digest::of(&bytes).to_string() {
            let why = "it is not what the editors signed; put the signed file back, or sign anew with `tamizdat keys sign-targets`".to_owned();
            return Err(Error::Invalid { path, why });
        }
        let path = name.parse().map_err(|error: types::Error| {
            let why = error.to_string();
            Error::Invalid { path, why }
        })?;
        files.insert(path, bytes);
    }
    Ok(files)
}

/// What an administrator should hear of three months before readers do.
fn warnings(root: &Value, targets: &Value, now: i64) -> Vec<String> {
    let mut warnings = Vec::new();
    for (role, signed) in [("root", root), ("targets", targets)] {
        let expires = signed["expires"].as_str().unwrap_or_default();
        let seconds = expires.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_second);
        let days = (seconds - now) / super::DAY;
        if days < 90 {
            warnings.push(format!(
                "{role} {} ends on {expires}, in {days} days; then no reader takes an edition. Editors sign the next one: docs/guide/ceremony.md",
                signed["version"]
            ));
        }
    }
    warnings
}
