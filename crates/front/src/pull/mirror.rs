//! A verified copy of an edition in a folder, for a front to serve.
//!
//! The folder is laid out as the press lays out an edition, without the plain tree. All or nothing: blobs and metadata
//! first, then one sync of the disk, then `table`, then `timestamp.json`. Killed anywhere, the edition before is whole,
//! and what was fetched is found again.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use types::{Blob, Digest, Entry, Table, TargetPath};
use wire::{
    edition::delta::{self, Delta},
    forms,
};

use crate::files::{Sync, write_whole};

use super::{
    Client, Error, Keep, Source,
    client::{File, Taken, is_text, side_by_side},
};

/// How long what an edition no longer names is kept, in seconds.
const KEPT: i64 = 8 * 86_400;

/// A mirror's folder, open for one process.
#[derive(Debug)]
pub struct Mirror {
    dir: PathBuf,
    _lock: fs::File,
    client: Client,
    /// The root that it began with.
    root: Vec<u8>,
    root_version: u64,
    keep: Keep,
    table: Table,
    /// Every file of the edition, those that are not kept too.
    files: BTreeMap<TargetPath, File>,
    /// The versions of the lists that `files` was made of. A pull may end between its lists and its files.
    versions: BTreeMap<String, u64>,
    /// Whether an earlier pull was cut off: then a blob is whole only if its digest says so.
    was_cut_off: bool,
}

/// What a pull did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Whether another edition is in the folder now.
    pub is_new: bool,
    /// The snapshot that is there.
    pub snapshot: u64,
    /// When the newsroom published it.
    pub published: Option<String>,
    /// Until when it counts as the newest.
    pub expires: String,
    /// Files of the edition that are kept.
    pub files: usize,
    /// Files that were new.
    pub fetched: usize,
    /// Requests and bytes of this pull.
    pub requests: u64,
    /// Bytes of bodies.
    pub bytes: u64,
    /// Whether a delta pack brought it.
    pub by_delta: bool,
    /// What is strange.
    pub alarms: Vec<String>,
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Unwritable { path, source }
}

impl Mirror {
    /// Opens the folder, and believes what lies in it as far as it holds.
    pub fn open(
        dir: &Path,
        root: &[u8],
        sources: Vec<Source>,
        keep: Keep,
        now: i64,
        carried: bool,
    ) -> Result<Self, Error> {
        for folder in ["blobs", "metadata", "packs"] {
            let path = dir.join(folder);
            fs::create_dir_all(&path).map_err(unwritable(&path))?;
        }
        let path = dir.join("lock");
        let lock = fs::File::create(&path).map_err(unwritable(&path))?;
        if lock.try_lock().is_err() {
            return Err(Error::Busy(dir.to_owned()));
        }
        let client = Client::new(root, sources, now, carried)?;
        let table =
            fs::read(dir.join("table")).ok().and_then(|bytes| Table::from_bytes(&bytes).ok());
        let was_cut_off = dir.join("pulling").exists() || table.is_none();
        let table = table.unwrap_or_default();
        let mut mirror = Self {
            dir: dir.to_owned(),
            _lock: lock,
            root_version: client.trusted.root_version(),
            root: root.to_owned(),
            client,
            keep,
            table,
            files: BTreeMap::new(),
            versions: BTreeMap::new(),
            was_cut_off,
        };
        mirror.remember();
        Ok(mirror)
    }

    /// Believes again what was believed before. What does not hold any more is fetched anew.
    fn remember(&mut self) {
        let dir = self.dir.clone();
        let kept = |name: &str| fs::read(dir.join("metadata").join(name)).ok();
        let trusted = &mut self.client.trusted;
        while let Some(root) = kept(&format!("{}.root.json", trusted.root_version() + 1)) {
            if trusted.update_root(&root).is_err() {
                break;
            }
        }
        let Some(timestamp) = kept("timestamp.json") else { return };
        // One that is late is still what a newer one is compared with (TUF 5.4.3).
        let _ = trusted.update_timestamp(&timestamp);
        let Some(pinned) = trusted.timestamp().and_then(|one| one.snapshot().cloned()) else {
            return;
        };
        let Some(snapshot) = kept(&format!("{}.snapshot.json", pinned.version)) else { return };
        // So is the snapshot; and the lists that it pins save fetching them, if it is not late.
        let _ = trusted.update_snapshot(&snapshot, true);
        self.client.timestamp = timestamp;
    }

    /// The snapshot that is in the folder.
    pub fn snapshot(&self) -> u64 {
        self.table.snapshot
    }

    /// Waits until one of the sources has another timestamp, as long as they let us. Returns false if nobody could wait.
    pub fn wait(&self) -> bool {
        let known = Digest::of(&self.client.timestamp);
        self.client.sources.iter().any(|source| source.wait(&known))
    }

    /// Looks for a newer edition, and takes it if all of it can be had and holds. On any refusal the one before stays.
    pub fn pull(&mut self, now: i64) -> Result<Pulled, Error> {
        let before = self.counted();
        self.client.trusted.set_now(now);
        self.client.alarms.clear();
        let dir = self.dir.clone();
        let kept = |name: &str| Some((fs::read(dir.join("metadata").join(name)).ok()?, true));
        let roots = self.client.roots(&kept)?;
        self.save(&roots)?;
        self.older_roots()?;
        let is_newer = self.client.timestamps()?;
        let pinned = self.client.trusted.timestamp().and_then(|one| one.snapshot().cloned());
        let snapshot = pinned.map_or(0, |pinned| pinned.version);
        let is_new = snapshot != self.table.snapshot || self.was_cut_off || self.files.is_empty();
        let mut pulled = Pulled::default();
        if is_new {
            self.take(snapshot, now, &mut pulled)?;
        } else if is_newer {
            self.client.snapshot(&kept)?;
            self.publish_timestamp()?;
        } else {
            self.client.snapshot(&kept)?;
        }
        let after = self.counted();
        let trusted = &self.client.trusted;
        pulled.is_new = pulled.is_new || is_newer;
        pulled.snapshot = self.table.snapshot;
        pulled.published = trusted.snapshot().and_then(|one| one.published()).map(str::to_owned);
        pulled.expires =
            trusted.timestamp().map(|one| one.expires().to_owned()).unwrap_or_default();
        pulled.files = self.table.files.len();
        (pulled.requests, pulled.bytes) = (after.0 - before.0, after.1 - before.1);
        pulled.alarms = std::mem::take(&mut self.client.alarms);
        Ok(pulled)
    }

    /// Roots before the one we began with: readers who have one of them need all that follow. Each must be a root that
    /// vouches for the next, so that nothing false is passed on.
    fn older_roots(&self) -> Result<(), Error> {
        let place = |version: u64| self.dir.join(format!("metadata/{version}.root.json"));
        let mut version = self.root_version;
        if !place(version).exists() {
            self.save(&vec![(format!("{version}.root.json"), self.root.clone())])?;
        }
        let mut next = self.root.clone();
        while version > 1 {
            version -= 1;
            let name = format!("{version}.root.json");
            let vouches = |bytes: &Vec<u8>| {
                let first = wire::edition::Trusted::begin(bytes, 0, true);
                first.is_ok_and(|mut first| {
                    first.root_version() == version && first.update_root(&next).is_ok()
                })
            };
            let here = fs::read(place(version)).ok().filter(vouches);
            let Some(bytes) = here.or_else(|| {
                let mut asked = self.client.sources.iter();
                asked.find_map(|source| source.metadata(&name, 512_000).ok()?.filter(vouches))
            }) else {
                break;
            };
            if !place(version).exists() {
                self.save(&vec![(name, bytes.clone())])?;
            }
            next = bytes;
        }
        Ok(())
    }

    fn counted(&self) -> (u64, u64) {
        self.client
            .sources
            .iter()
            .map(Source::counted)
            .fold((0, 0), |(requests, bytes), one| (requests + one.0, bytes + one.1))
    }

    fn take(&mut self, snapshot: u64, now: i64, pulled: &mut Pulled) -> Result<(), Error> {
        let mark = self.dir.join("pulling");
        fs::write(&mark, b"").map_err(unwritable(&mark))?;
        let delta = self.delta(snapshot);
        let dir = self.dir.clone();
        let kept = |name: &str| {
            let brought = delta.metadata.get(name).map(|bytes| (bytes.clone(), false));
            brought.or_else(|| Some((fs::read(dir.join("metadata").join(name)).ok()?, true)))
        };
        let mut taken = self.client.snapshot(&kept)?;
        taken.extend(self.client.lists(&kept)?.1);
        self.save(&taken)?;
        let versions = self.listed();
        let files = self.merge(&versions)?;
        Client::check_apart(&files)?;
        let wanted: Vec<(&TargetPath, &File)> =
            files.iter().filter(|(path, _)| self.keep.keeps(path, now)).collect();
        let (blobs, fetched) = self.fetch(&wanted, &delta)?;
        let table = self.table_of(&wanted, &blobs, snapshot);
        pulled.fetched = fetched;
        pulled.by_delta = !delta.metadata.is_empty();
        pulled.is_new = true;
        if let Some(bytes) = &delta.whole {
            let path = self.dir.join(format!("packs/{snapshot}.delta"));
            fs::write(&path, bytes).map_err(unwritable(&path))?;
        }
        self.publish(table, now)?;
        (self.files, self.versions) = (files, versions);
        fs::remove_file(&mark).map_err(unwritable(&mark))?;
        self.was_cut_off = false;
        Ok(())
    }

    /// What the edition lists: of changed roles anew, of the others as before.
    fn merge(&self, now: &BTreeMap<String, u64>) -> Result<BTreeMap<TargetPath, File>, Error> {
        let trusted = &self.client.trusted;
        let is_same =
            |(role, version): &(&String, &u64)| self.versions.get(*role) == Some(*version);
        let changed = now.iter().filter(|one| !is_same(one)).map(|(role, _)| role.clone());
        let roles: Vec<String> = changed.collect();
        // A list of a list may take paths from any other: only our own form is known to be flat.
        let is_flat = roles.iter().all(|role| wire::edition::bin_number(role).is_some());
        if self.files.is_empty() || !is_flat {
            let all: Vec<String> = trusted.roles();
            return self.client.files(&all);
        }
        let changed: BTreeSet<u16> =
            roles.iter().filter_map(|role| wire::edition::bin_number(role)).collect();
        let mut files = self.files.clone();
        let own: BTreeSet<&str> = trusted.paths("targets").into_iter().collect();
        files.retain(|path, _| {
            own.contains(path.as_str()) || !changed.contains(&wire::edition::bin_of(path.as_str()))
        });
        files.extend(self.client.files(&roles)?);
        Ok(files)
    }

    /// The versions of all lists that the snapshot pins.
    fn listed(&self) -> BTreeMap<String, u64> {
        let snapshot = self.client.trusted.snapshot();
        let roles = snapshot.into_iter().flat_map(wire::edition::Snapshot::roles);
        roles.map(|(role, version)| (role.to_owned(), version)).collect()
    }

    fn save(&self, taken: &Taken) -> Result<(), Error> {
        for (name, bytes) in taken {
            let path = self.dir.join("metadata").join(name);
            write_whole(&path, bytes, Sync::Now).map_err(unwritable(&path))?;
        }
        Ok(())
    }

    /// A pack that leads from what is here to `snapshot`; nothing if there is none, or it is no good.
    fn delta(&self, snapshot: u64) -> Unpacked {
        if self.table.snapshot == 0 || self.was_cut_off || snapshot != self.table.snapshot + 1 {
            return Unpacked::default();
        }
        let most = delta::MOST as u64;
        let packs =
            self.client.sources.iter().filter_map(|source| source.delta(snapshot, most).ok()?);
        for bytes in packs {
            if let Some(unpacked) = self.unpack(&bytes, snapshot) {
                return Unpacked { whole: Some(bytes), ..unpacked };
            }
        }
        Unpacked::default()
    }

    fn unpack(&self, bytes: &[u8], snapshot: u64) -> Option<Unpacked> {
        let delta = Delta::read(bytes).ok()?;
        let head = &delta.head;
        let lengths = head.metadata.iter().map(|one| one.length);
        let lengths = lengths.chain(head.files.iter().map(|one| one.length));
        let total = lengths.fold(0_u64, u64::saturating_add);
        if head.from != self.table.snapshot || head.to != snapshot || total > 4 * delta::MOST as u64
        {
            return None;
        }
        let mut unpacked = Unpacked::default();
        let mut pieces = delta.pieces().into_iter();
        for (one, piece) in head.metadata.iter().zip(&mut pieces) {
            let is_name = |name: &str| {
                matches!(
                    wire::edition::Signed::parse(&format!("metadata/{name}")),
                    Some(wire::edition::Signed::Metadata { .. })
                )
            };
            if !is_name(&one.name) || one.length > 5_000_000 {
                return None;
            }
            let against = match &one.against {
                Some(name) if is_name(name) => {
                    fs::read(self.dir.join("metadata").join(name)).ok()?
                }
                Some(_) => return None,
                None => Vec::new(),
            };
            let bytes = delta::unpack(piece, &against, usize::try_from(one.length).ok()?)?;
            unpacked.metadata.insert(one.name.clone(), bytes);
        }
        for (one, piece) in head.files.iter().zip(pieces) {
            // A file whose prefix is not kept here is fetched.
            let against = match &one.against {
                Some(path) => match self.table.files.get(path.as_str()) {
                    Some(entry) => fs::read(self.place(&entry.blob.sha256)).ok()?,
                    None => continue,
                },
                None => Vec::new(),
            };
            let bytes = delta::unpack(piece, &against, usize::try_from(one.length).ok()?)?;
            if Digest::of(&bytes) == one.sha256 {
                unpacked.files.insert(one.sha256, bytes);
            }
        }
        Some(unpacked)
    }

    fn place(&self, digest: &Digest) -> PathBuf {
        self.dir.join(Table::place(digest))
    }

    /// Sees that every wanted blob is there in all its forms. Returns them, and how many came from outside.
    fn fetch(
        &self,
        wanted: &[(&TargetPath, &File)],
        delta: &Unpacked,
    ) -> Result<(HashMap<Digest, Blob>, usize), Error> {
        let mut blobs: HashMap<Digest, Blob> = HashMap::with_capacity(wanted.len());
        if !self.was_cut_off {
            blobs.extend(self.table.files.values().map(|entry| (entry.blob.sha256, entry.blob)));
        }
        let mut seen = BTreeSet::new();
        let missing: Vec<(&TargetPath, &File)> = wanted
            .iter()
            .filter(|(_, file)| !blobs.contains_key(&file.digest) && seen.insert(file.digest))
            .copied()
            .collect();
        let refused: Mutex<Option<Error>> = Mutex::new(None);
        let fetched = side_by_side(&missing, |(path, file)| {
            let stop =
                || refused.lock().expect("no thread panics while it holds the lock").is_some();
            if stop() {
                return None;
            }
            match self.blob(path, file, delta) {
                Ok(blob) => Some(blob),
                Err(error) => {
                    *refused.lock().expect("no thread panics while it holds the lock") =
                        Some(error);
                    None
                }
            }
        });
        if let Some(error) = refused.into_inner().expect("no thread panics while it holds the lock")
        {
            return Err(error);
        }
        blobs.extend(fetched.into_iter().flatten().map(|blob| (blob.sha256, blob)));
        Ok((blobs, missing.len()))
    }

    /// One blob: from a pack, from the disk if a pull was cut off after it, or from a source.
    fn blob(&self, path: &TargetPath, file: &File, delta: &Unpacked) -> Result<Blob, Error> {
        let place = self.place(&file.digest);
        let good =
            |bytes: &Vec<u8>| bytes.len() as u64 == file.length && Digest::of(bytes) == file.digest;
        let is_here = fs::metadata(&place).is_ok_and(|there| there.len() == file.length);
        let here = if is_here { fs::read(&place).ok().filter(good) } else { None };
        let is_here = here.is_some();
        let packed = || delta.files.get(&file.digest).cloned().filter(good);
        let bytes = match here.or_else(packed) {
            Some(identity) => identity.into(),
            None => self.client.file(path, file)?,
        };
        if !is_here {
            write_whole(&place, &bytes.identity, Sync::Later).map_err(unwritable(&place))?;
        }
        let mut blob = Blob { sha256: file.digest, length: file.length, gzip: None, brotli: None };
        if is_text(path) {
            let brotli = bytes.brotli.unwrap_or_else(|| forms::brotli(&bytes.identity));
            let gzip = forms::gzip(&bytes.identity);
            let write = |form: Vec<u8>, ending: &str| -> Result<Option<u64>, Error> {
                if form.len() as u64 >= file.length {
                    return Ok(None);
                }
                let place = place.with_extension(ending);
                write_whole(&place, &form, Sync::Later).map_err(unwritable(&place))?;
                Ok(Some(form.len() as u64))
            };
            blob.brotli = write(brotli, "br")?;
            blob.gzip = write(gzip, "gz")?;
        }
        Ok(blob)
    }

    fn table_of(
        &self,
        wanted: &[(&TargetPath, &File)],
        blobs: &HashMap<Digest, Blob>,
        snapshot: u64,
    ) -> Table {
        let json = |name: &str| -> serde_json::Value {
            let file = wanted.iter().find(|(path, _)| path.as_str() == name);
            let bytes = file.and_then(|(_, file)| fs::read(self.place(&file.digest)).ok());
            serde_json::from_slice(&bytes.unwrap_or_default()).unwrap_or_default()
        };
        let (mirrors, named) = (json("mirrors.json"), json("policies.json"));
        let languages = mirrors["languages"].as_array().into_iter().flatten();
        let languages = languages.filter_map(|one| Some(one.as_str()?.to_owned())).collect();
        let mut policies = Vec::new();
        let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
        for (id, policy) in named.as_object().into_iter().flatten() {
            let (Some(policy), Ok(number)) = (policy.as_str(), u16::try_from(policies.len()))
            else {
                continue;
            };
            numbers.insert(id, number);
            policies.push(policy.to_owned());
        }
        let entry = |file: &File| {
            let policy = file.policy.as_ref().and_then(|id| numbers.get(id.as_str()).copied());
            Some(Entry { blob: *blobs.get(&file.digest)?, policy })
        };
        let files = wanted
            .iter()
            .filter_map(|(path, file)| Some(((*path).clone(), entry(file)?)))
            .collect();
        Table { languages, policies, files, snapshot }
    }

    fn publish(&mut self, table: Table, now: i64) -> Result<(), Error> {
        let folder = fs::File::open(&self.dir).map_err(unwritable(&self.dir))?;
        rustix::fs::syncfs(&folder).map_err(|error| unwritable(&self.dir)(error.into()))?;
        let path = self.dir.join("table");
        write_whole(&path, &table.to_bytes(), Sync::Now).map_err(unwritable(&path))?;
        self.publish_timestamp()?;
        let old = std::mem::replace(&mut self.table, table);
        self.forget(&old, now);
        Ok(())
    }

    fn publish_timestamp(&self) -> Result<(), Error> {
        let path = self.dir.join("metadata/timestamp.json");
        write_whole(&path, &self.client.timestamp, Sync::Now).map_err(unwritable(&path))
    }

    /// Deletes what no edition of the last eight days names.
    fn forget(&self, old: &Table, now: i64) {
        let path = self.dir.join("gone");
        let bytes = fs::read(&path).unwrap_or_default();
        let mut gone: BTreeMap<Digest, i64> = serde_json::from_slice(&bytes).unwrap_or_default();
        let named: BTreeSet<Digest> =
            self.table.files.values().map(|entry| entry.blob.sha256).collect();
        for entry in old.files.values() {
            if !named.contains(&entry.blob.sha256) {
                gone.entry(entry.blob.sha256).or_insert(now);
            }
        }
        gone.retain(|digest, since| {
            let keep = now - *since < KEPT;
            if !keep && !named.contains(digest) {
                let place = self.place(digest);
                for path in [place.with_extension("gz"), place.with_extension("br"), place] {
                    // Not there is what we want.
                    let _ = fs::remove_file(path);
                }
            }
            keep && !named.contains(digest)
        });
        let bytes = serde_json::to_vec(&gone).expect("digests and numbers can be written");
        // If this is lost, a few blobs stay longer.
        let _ = write_whole(&path, &bytes, Sync::Now);
        self.forget_packs(old);
        self.forget_metadata(now);
    }

    fn forget_packs(&self, old: &Table) {
        let lost = old.files.keys().any(|path| !self.table.files.contains_key(path));
        let Ok(entries) = fs::read_dir(self.dir.join("packs")) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".delta")?.parse().ok());
            if number.is_some_and(|number| delta::is_outdated(number, self.table.snapshot, lost)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn forget_metadata(&self, now: i64) {
        let Some(snapshot) = self.client.trusted.snapshot() else { return };
        let current: BTreeMap<&str, u64> = snapshot.roles().collect();
        let Ok(entries) = fs::read_dir(self.dir.join("metadata")) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some((version, role)) = name
                .to_str()
                .and_then(|name| name.strip_suffix(".json")?.split_once('.'))
                .and_then(|(version, role)| Some((version.parse::<u64>().ok()?, role)))
            else {
                continue;
            };
            let newest = match role {
                "root" => continue,
                "snapshot" => snapshot.version(),
                role => current.get(role).copied().unwrap_or_default(),
            };
            let written = entry.metadata().and_then(|file| file.modified()).ok();
            let written = written.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            let age = written.map_or(0, |time| now - i64::try_from(time.as_secs()).unwrap_or(now));
            if version < newest && age > KEPT {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// What came out of a pack; nothing of it is believed.
#[derive(Debug, Default)]
struct Unpacked {
    metadata: BTreeMap<String, Vec<u8>>,
    files: HashMap<Digest, Vec<u8>>,
    whole: Option<Vec<u8>>,
}
