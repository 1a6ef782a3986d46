//! Signs what changed: bins, snapshot, timestamp, and the delta pack that leads to them.
//!
//! The cost is that of what changed, not of what is there. A version is signed once: a number that lies on the disk
//! already, of a print that was cut off, is passed over (TUF 5.5.5 and `docs/reference/edition.md`, 3.6).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use types::{Digest, Entry, Table, TargetPath};
use wire::edition::{BINS, bin_name, bin_of, delta};

use super::{
    DAY, Error,
    extra::{policy_id, snapshot_end},
    folder::{Highest, Keys, signed},
    keys::{Pair, envelope, read},
    time,
};
use crate::store::Store;

pub(crate) const SNAPSHOT_DAYS: i64 = 7;
const BIN_DAYS: i64 = 400;
/// Every bin is signed anew within so many days, each on its own.
const ROUND_DAYS: i64 = 360;
/// A snapshot older than this is signed anew although nothing changed.
const SNAPSHOT_HALF: i64 = SNAPSHOT_DAYS * DAY / 2;
/// A timestamp older than this is.
const TIMESTAMP_OLD: i64 = 3_000;
/// Versions of a bin go in steps of this, from its own number.
const ROUND: u64 = BINS as u64;

/// The edition that was signed before, as its snapshot says.
#[derive(Debug, Default)]
pub(crate) struct Before {
    pub(crate) timestamp: u64,
    pub(crate) timestamp_ends: i64,
    pub(crate) snapshot: u64,
    snapshot_at: i64,
    targets: u64,
    bins: BTreeMap<String, u64>,
}

/// What was signed and must now be published.
#[derive(Debug)]
pub(crate) struct Signed {
    /// The bytes of `timestamp.json`.
    pub(crate) timestamp: Vec<u8>,
    /// How many bins were signed.
    pub(crate) bins: usize,
    highest: Highest,
}

impl Signed {
    /// Remembers what was signed, before anybody can see it.
    pub(crate) fn remember(&self, keys: &Keys) -> Result<(), Error> {
        keys.remember(self.highest)
    }
}

fn seconds(text: &Value) -> i64 {
    let time = text.as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok());
    time.map_or(0, jiff::Timestamp::as_second)
}

/// When a snapshot was published, as it says.
pub(crate) fn published(snapshot: &[u8]) -> Option<String> {
    signed(snapshot)["published"].as_str().map(str::to_owned)
}

impl Before {
    /// Reads what lies in the edition's folder. What cannot be read is as if it were not there.
    pub(crate) fn read(store: &Store) -> Self {
        let Ok(timestamp) = fs::read(store.metadata().join("timestamp.json")) else {
            return Self::default();
        };
        let timestamp = signed(&timestamp);
        let number = |value: &Value| value.as_u64().unwrap_or_default();
        let version = number(&timestamp["meta"]["snapshot.json"]["version"]);
        let Ok(snapshot) = fs::read(store.metadata_file(version, "snapshot")) else {
            return Self { timestamp: number(&timestamp["version"]), ..Self::default() };
        };
        let snapshot = signed(&snapshot);
        let mut bins = BTreeMap::new();
        for (name, pinned) in snapshot["meta"].as_object().into_iter().flatten() {
            let name = name.strip_suffix(".json").unwrap_or(name);
            bins.insert(name.to_owned(), number(&pinned["version"]));
        }
        Self {
            timestamp: number(&timestamp["version"]),
            timestamp_ends: seconds(&timestamp["expires"]),
            snapshot: version,
            snapshot_at: seconds(&snapshot["published"]),
            targets: bins.remove("targets").unwrap_or_default(),
            bins,
        }
    }

    /// Whether the snapshot should be signed anew although nothing changed.
    pub(crate) fn is_old(&self, keys: &Keys, now: i64) -> bool {
        now - self.snapshot_at > SNAPSHOT_HALF || self.targets != keys.targets_version
    }

    /// Whether the timestamp should be.
    pub(crate) fn is_timestamp_old(&self, lifetime: i64, now: i64) -> bool {
        now - (self.timestamp_ends - lifetime) > TIMESTAMP_OLD
    }
}

/// What one signing needs.
pub(crate) struct Signing<'a> {
    pub(crate) keys: &'a Keys,
    pub(crate) store: &'a Store,
    pub(crate) before: &'a Before,
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// Seconds that a timestamp lives.
    pub(crate) timestamp_lifetime: i64,
}

impl Signing<'_> {
    /// Signs `table`, whose blobs are in the store, and sets its snapshot.
    pub(crate) fn edition(&self, table: &mut Table) -> Result<Signed, Error> {
        let metadata = self.store.metadata();
        fs::create_dir_all(&metadata).map_err(unwritable(&metadata))?;
        self.lay_out_editors()?;
        let highest = self.keys.highest();
        let dirty = self.dirty(table);
        let floor = if self.before.bins.is_empty() { highest.bins } else { 0 };
        let members = members(table, &dirty, self.keys);
        let policies: Vec<String> = table.policies.iter().map(|one| policy_id(one)).collect();
        let written: Vec<(u16, u64, Vec<u8>)> = members
            .par_iter()
            .map(|(&bin, files)| {
                let name = bin_name(bin);
                let old = self.before.bins.get(&name).copied();
                // No two bins ever have one version: so no carrier can put one in another's place.
                let next = (old.unwrap_or(floor) / ROUND + 1) * ROUND + u64::from(bin);
                let version = self.free(&name, next, ROUND);
                let bytes = bin_bytes(&self.keys.online.bins, files, &policies, version, self.now);
                self.write(version, &name, &bytes)?;
                if let Some(old) = old {
                    self.superseded(old, &name);
                }
                Ok((bin, version, bytes))
            })
            .collect::<Result<_, Error>>()?;
        let mut bins = self.before.bins.clone();
        bins.extend(written.iter().map(|(bin, version, _)| (bin_name(*bin), *version)));
        let version = self.free("snapshot", self.before.snapshot.max(highest.snapshot) + 1, 1);
        let snapshot = self.snapshot(version, &bins);
        self.write(version, "snapshot", &snapshot)?;
        self.superseded(self.before.snapshot, "snapshot");
        table.snapshot = version;
        self.delta(table, &written, &snapshot)?;
        let timestamp_version = self.before.timestamp.max(highest.timestamp) + 1;
        let timestamp = self.timestamp(timestamp_version, version, &snapshot);
        let bins = bins.values().copied().max().unwrap_or_default().max(highest.bins);
        let highest = Highest { timestamp: timestamp_version, snapshot: version, bins };
        self.forget_packs(table);
        self.forget();
        Ok(Signed { timestamp, bins: written.len(), highest })
    }

    /// Signs only that the edition before is still the newest.
    pub(crate) fn timestamp_alone(&self) -> Result<Signed, Error> {
        self.lay_out_editors()?;
        let version = self.before.snapshot;
        let snapshot = read(&self.store.metadata_file(version, "snapshot"))?;
        let highest = self.keys.highest();
        let timestamp_version = self.before.timestamp.max(highest.timestamp) + 1;
        let timestamp = self.timestamp(timestamp_version, version, &snapshot);
        let highest = Highest { timestamp: timestamp_version, ..highest };
        Ok(Signed { timestamp, bins: 0, highest })
    }

    /// Every root, and the newest list that the editors signed.
    fn lay_out_editors(&self) -> Result<(), Error> {
        for (version, root) in &self.keys.roots {
            if !self.store.metadata_file(*version, "root").exists() {
                self.write(*version, "root", root)?;
            }
        }
        self.write(self.keys.targets_version, "targets", &self.keys.targets)
    }

    fn write(&self, version: u64, role: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.store.metadata_file(version, role);
        fs::write(&path, bytes).map_err(unwritable(&path))
    }

    /// The first number from `version`, in these steps, that was never written.
    fn free(&self, role: &str, version: u64, step: u64) -> u64 {
        let mut version = version;
        while self.store.metadata_file(version, role).exists() {
            version += step;
        }
        version
    }

    /// Its eight days begin now, not when it was written.
    fn superseded(&self, version: u64, role: &str) {
        let file = fs::File::options().append(true).open(self.store.metadata_file(version, role));
        let now = u64::try_from(self.now).unwrap_or_default();
        let now = std::time::UNIX_EPOCH + std::time::Duration::from_secs(now);
        // Without the mark it goes eight days after it was written.
        let _ = file.and_then(|file| file.set_modified(now));
    }

    /// The bins that must be signed: those whose files changed, those whose day it is, all if their keys changed.
    fn dirty(&self, table: &Table) -> BTreeSet<u16> {
        let all = || (0..BINS).collect();
        if self.before.bins.len() < usize::from(BINS) || self.bin_keys_changed() {
            return all();
        }
        let old = &self.store.published;
        // The table and the snapshot are of different editions: a print was cut off between them, or was not signed.
        if old.snapshot != self.before.snapshot {
            return all();
        }
        let same = |(path, entry): (&TargetPath, &Entry)| {
            let before = old.files.get(path);
            before.is_some_and(|before| {
                before.blob.sha256 == entry.blob.sha256 && old.policy(before) == table.policy(entry)
            })
        };
        let mut dirty: BTreeSet<u16> = table
            .files
            .iter()
            .filter(|one| !same(*one))
            .map(|(path, _)| path)
            .chain(old.files.keys().filter(|path| !table.files.contains_key(*path)))
            .map(|path| bin_of(path.as_str()))
            .collect();
        let (from, to) = (self.before.snapshot_at / DAY, self.now / DAY);
        dirty.extend((0..BINS).filter(|bin| is_due(*bin, from, to)));
        dirty
    }

    fn bin_keys_changed(&self) -> bool {
        if self.before.targets == self.keys.targets_version {
            return false;
        }
        let old = fs::read(self.store.metadata_file(self.before.targets, "targets"));
        let keys = |bytes: &[u8]| signed(bytes)["delegations"]["keys"].take();
        old.map_or(true, |old| keys(&old) != keys(&self.keys.targets))
    }

    fn snapshot(&self, version: u64, bins: &BTreeMap<String, u64>) -> Vec<u8> {
        let mut meta: Map<String, Value> = bins
            .iter()
            .map(|(name, version)| (format!("{name}.json"), json!({ "version": version })))
            .collect();
        meta.insert("targets.json".to_owned(), json!({ "version": self.keys.targets_version }));
        let signed = json!({
            "_type": "snapshot", "spec_version": "1.0.0", "version": version,
            "expires": snapshot_end(self.now), "published": time(self.now), "meta": meta,
        });
        envelope(&signed, &[&self.keys.online.snapshot])
    }

    fn timestamp(&self, version: u64, snapshot: u64, bytes: &[u8]) -> Vec<u8> {
        let sha256 = Digest::of(bytes).to_string();
        let signed = json!({
            "_type": "timestamp", "spec_version": "1.0.0", "version": version,
            "expires": time(self.now + self.timestamp_lifetime),
            "meta": { "snapshot.json": {
                "hashes": { "sha256": sha256 }, "length": bytes.len(), "version": snapshot,
            } },
        });
        envelope(&signed, &[&self.keys.online.timestamp])
    }

    /// Writes what leads from the edition before to this one.
    fn delta(
        &self,
        table: &Table,
        bins: &[(u16, u64, Vec<u8>)],
        snapshot: &[u8],
    ) -> Result<(), Error> {
        let old = &self.store.published;
        // Nobody has an edition before the first, and whoever has another fetches file by file.
        if self.before.snapshot == 0 || old.snapshot != self.before.snapshot {
            return Ok(());
        }
        let changed: Vec<(&TargetPath, &Entry)> = table
            .files
            .iter()
            .filter(|(path, entry)| {
                old.files.get(*path).is_none_or(|old| old.blob.sha256 != entry.blob.sha256)
            })
            .collect();
        let total: u64 = changed.iter().map(|(_, entry)| entry.blob.length).sum();
        if total > delta::MOST as u64 / 2 || bins.len() > usize::from(BINS) / 2 {
            return Ok(());
        }
        let metadata = self.store.metadata();
        let mut lists =
            vec![(table.snapshot, "snapshot".to_owned(), snapshot, self.before.snapshot)];
        for (bin, version, bytes) in bins {
            let name = bin_name(*bin);
            let before = self.before.bins.get(&name).copied().unwrap_or_default();
            lists.push((*version, name, bytes, before));
        }
        let packed: Vec<(delta::Metadata, Vec<u8>)> = lists
            .par_iter()
            .map(|(version, role, bytes, before)| {
                let against = format!("{before}.{role}.json");
                let prefix = fs::read(metadata.join(&against)).ok();
                let piece = delta::pack(bytes, prefix.as_deref().unwrap_or_default());
                let (length, packed) = (bytes.len() as u64, piece.len() as u64);
                let against = prefix.map(|_| against);
                let name = format!("{version}.{role}.json");
                (delta::Metadata { name, length, packed, against }, piece)
            })
            .collect();
        let files: Vec<(delta::File, Vec<u8>)> = changed
            .par_iter()
            .filter_map(|(path, entry)| {
                let bytes = self.store.blob(&entry.blob.sha256)?;
                let against = like(path, old);
                let prefix = against
                    .and_then(|path| self.store.blob(&old.files.get(path.as_str())?.blob.sha256));
                // A picture is as small as it gets.
                let is_text = entry.blob.gzip.is_some() || entry.blob.brotli.is_some();
                let piece = if is_text || bytes.len() < 65_536 {
                    delta::pack(&bytes, prefix.as_deref().unwrap_or_default())
                } else {
                    bytes
                };
                let file = delta::File {
                    path: (*path).clone(),
                    sha256: entry.blob.sha256,
                    length: entry.blob.length,
                    packed: piece.len() as u64,
                    against: against.filter(|_| prefix.is_some()).cloned(),
                };
                Some((file, piece))
            })
            .collect();
        let (metadata, mut pieces): (Vec<_>, Vec<_>) = packed.into_iter().unzip();
        let (files, more): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        pieces.extend(more);
        let head = delta::Head { from: self.before.snapshot, to: table.snapshot, metadata, files };
        let path = self.store.packs().join(format!("{}.delta", table.snapshot));
        fs::create_dir_all(self.store.packs()).map_err(unwritable(&path))?;
        fs::write(&path, delta::write(&head, &pieces)).map_err(unwritable(&path))
    }

    /// Removes packs that are far behind, and all of them when a file is gone: it must not be had from a pack.
    fn forget_packs(&self, table: &Table) {
        let mut old = self.store.published.files.keys();
        let lost = old.any(|path| !table.files.contains_key(path));
        let Ok(entries) = fs::read_dir(self.store.packs()) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".delta")?.parse().ok());
            if number.is_some_and(|number| delta::is_outdated(number, table.snapshot, lost)) {
                // Not there is what we want.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Removes metadata that no edition of the last eight days names.
    fn forget(&self) {
        // Going through the folder costs more than signing; what is too old can wait a little.
        if self.before.snapshot % 64 != 63 {
            return;
        }
        let Ok(entries) = fs::read_dir(self.store.metadata()) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some((version, role)) = name.to_str().and_then(parse) else { continue };
            let current = match role {
                "root" => 0,
                "snapshot" => self.before.snapshot,
                "targets" => self.before.targets,
                bin => self.before.bins.get(bin).copied().unwrap_or_default(),
            };
            let modified = entry.metadata().and_then(|file| file.modified()).ok();
            let age = modified
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                .map_or(0, |time| self.now - i64::try_from(time.as_secs()).unwrap_or(self.now));
            if version < current && age > 8 * DAY {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether a bin's own day in the round lies after day `from`, up to day `to`.
fn is_due(bin: u16, from: i64, to: i64) -> bool {
    let day = i64::from(bin) * ROUND_DAYS / i64::from(BINS);
    from + 1 + (day - from - 1).rem_euclid(ROUND_DAYS) <= to
}

fn parse(name: &str) -> Option<(u64, &str)> {
    let (version, role) = name.strip_suffix(".json")?.split_once('.')?;
    Some((version.parse().ok()?, role))
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Unwritable { path, source }
}

/// The file of the edition before that a file resembles most: itself, or its neighbour.
fn like<'a>(path: &TargetPath, old: &'a Table) -> Option<&'a TargetPath> {
    if let Some((same, _)) = old.files.get_key_value(path) {
        return Some(same);
    }
    let (folder, _) = path.as_str().split_once('/')?;
    let ending = path.as_str().rsplit_once('.')?.1;
    if !matches!(ending, "html" | "json" | "xml" | "js") {
        return None;
    }
    // Paths of a language sort by year and month, so the nearest before is an article of the same time.
    let resembles = |other: &&TargetPath| {
        other.as_str().starts_with(folder) && other.as_str().ends_with(ending)
    };
    let before = old.files.range::<TargetPath, _>(..path).rev().map(|(path, _)| path);
    let after = old.files.range::<TargetPath, _>(path..).map(|(path, _)| path);
    before.take(50).find(resembles).or_else(|| after.take(50).find(resembles))
}

/// The files of each bin that must be signed. What `targets` lists itself is in none.
fn members<'a>(
    table: &'a Table,
    dirty: &BTreeSet<u16>,
    keys: &Keys,
) -> BTreeMap<u16, Vec<(&'a TargetPath, &'a Entry)>> {
    let mut is_dirty = vec![false; usize::from(BINS)];
    let mut members: BTreeMap<u16, Vec<_>> = BTreeMap::new();
    for &bin in dirty {
        is_dirty[usize::from(bin)] = true;
        members.insert(bin, Vec::new());
    }
    let files: Vec<(&TargetPath, &Entry)> =
        table.files.iter().filter(|(path, _)| !keys.files.contains_key(*path)).collect();
    let bins: Vec<u16> = files.par_iter().map(|(path, _)| bin_of(path.as_str())).collect();
    for (file, bin) in files.into_iter().zip(bins) {
        if is_dirty[usize::from(bin)] {
            members.entry(bin).or_default().push(file);
        }
    }
    members
}

/// A bin's metadata, written straight in canonical form: paths come sorted, and hold nothing to escape but quotes.
fn bin_bytes(
    key: &Pair,
    files: &[(&TargetPath, &Entry)],
    policies: &[String],
    version: u64,
    now: i64,
) -> Vec<u8> {
    let expires = time(now + BIN_DAYS * DAY);
    let mut signed = format!(
        "{{\"_type\":\"targets\",\"expires\":\"{expires}\",\"spec_version\":\"1.0.0\",\"targets\":{{"
    );
    for (at, (path, entry)) in files.iter().enumerate() {
        signed.push_str(if at == 0 { "\"" } else { ",\"" });
        signed.push_str(&path.as_str().replace('"', "\\\""));
        signed.push_str("\":{");
        if let Some(policy) = entry.policy.and_then(|policy| policies.get(usize::from(policy))) {
            let _ = write!(signed, "\"custom\":{{\"policy\":\"{policy}\"}},");
        }
        let blob = &entry.blob;
        let _ = write!(
            signed,
            "\"hashes\":{{\"sha256\":\"{}\"}},\"length\":{}}}",
            blob.sha256, blob.length
        );
    }
    let _ = write!(signed, "}},\"version\":{version}}}");
    let signature = key.sign(signed.as_bytes());
    format!(
        "{{\"signatures\":[{{\"keyid\":\"{}\",\"sig\":\"{signature}\"}}],\"signed\":{signed}}}",
        key.id
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bin_has_its_day_and_no_day_has_many() {
        for start in [0, 20_780, 20_999] {
            let mut seen = vec![0; usize::from(BINS)];
            for day in start..start + ROUND_DAYS {
                let due: Vec<u16> = (0..BINS).filter(|bin| is_due(*bin, day, day + 1)).collect();
                assert!((2..=3).contains(&due.len()), "{} on day {day}", due.len());
                for bin in due {
                    seen[usize::from(bin)] += 1;
                }
            }
            assert!(seen.iter().all(|&times| times == 1));
            assert_eq!((0..BINS).filter(|bin| is_due(*bin, start, start)).count(), 0);
            let all = (0..BINS).filter(|bin| is_due(*bin, start, start + ROUND_DAYS)).count();
            assert_eq!(all, usize::from(BINS), "after a long silence");
        }
    }
}
