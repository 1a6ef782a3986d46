//! Where an edition lies, and how one replaces another.
//!
//! ```text
//! EDITION/table          which path holds which blob: the edition. Replaced by one rename, last.
//! EDITION/blobs/ab/…     bytes by SHA-256, with their .gz and .br
//! EDITION/metadata/…     who signed what (`docs/reference/edition.md`); `timestamp.json` is replaced last
//! EDITION/packs/…        what leads from one edition to the next
//! EDITION/plain/…        the same files under their paths, for a browser, a bucket, a stick
//! .EDITION.press/…        beside it: what makes the next print fast. It knows what is not published yet, so it never
//!                         lies inside what is carried away; it may be deleted
//! ```
//!
//! Killed at any moment, the table is the whole old one or the whole new one, and every blob it names is whole: a blob is
//! never trusted because it is there, only because a table that was published names it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use rayon::prelude::*;
use types::{Blob, Digest, Table, TargetPath};

use wire::forms::Forms;

use crate::state::State;

/// How long a blob that no edition names any more is kept for those who are still reading the edition before.
const KEPT: i64 = 8 * 24 * 60 * 60;

/// An edition's folder, open for printing by one process.
#[derive(Debug)]
pub(crate) struct Store {
    root: PathBuf,
    _lock: File,
    /// The edition that is published now.
    pub(crate) published: Table,
    /// Blobs that are whole.
    whole: Mutex<BTreeSet<Digest>>,
    /// Whether the print before this one was cut off.
    pub(crate) was_cut_off: bool,
    written: AtomicU64,
}

/// Why an edition could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another print is under way.
    #[error("another print is writing to {0}; wait until it is done")]
    Busy(PathBuf),
    /// The folder holds something else.
    #[error("{0} is neither empty nor an edition; choose another folder for --out")]
    NotEmpty(PathBuf),
    /// The disk or its rights.
    #[error("cannot write {path}: {source}; the edition before is still whole")]
    Unwritable {
        /// What could not be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Unwritable { path, source }
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let mut file = File::create(&beside)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path))
        // The new name is on the disk only when its folder is.
        .and_then(|()| path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all()));
    if written.is_err() {
        // The first error is the one to report; what is left over is overwritten next time.
        let _ = fs::remove_file(&beside);
    }
    written
}

impl Store {
    /// Opens the edition in `root`, or begins one there.
    pub(crate) fn open(root: &Path) -> Result<Self, Error> {
        let table = root.join("table");
        let press = press_folder(root);
        if !table.exists() && !press.exists() && root.exists() {
            let mut entries = fs::read_dir(root).map_err(unwritable(root))?;
            if entries.next().is_some() {
                return Err(Error::NotEmpty(root.to_owned()));
            }
        }
        for folder in [root.join("blobs"), root.join("plain"), press.clone()] {
            fs::create_dir_all(&folder).map_err(unwritable(&folder))?;
        }
        let lock_path = press.join("lock");
        let lock = File::create(&lock_path).map_err(unwritable(&lock_path))?;
        if lock.try_lock().is_err() {
            return Err(Error::Busy(root.to_owned()));
        }
        let published = fs::read(&table).ok().and_then(|bytes| Table::from_bytes(&bytes).ok());
        let was_cut_off = press.join("printing").exists() || published.is_none();
        let published = published.unwrap_or_default();
        let whole = published.files.values().map(|entry| entry.blob.sha256).collect();
        Ok(Self {
            root: root.to_owned(),
            _lock: lock,
            published,
            whole: Mutex::new(whole),
            was_cut_off,
            written: AtomicU64::new(0),
        })
    }

    /// Whether exactly these files are published, whoever signed them.
    pub(crate) fn is_published(&self, table: &Table) -> bool {
        let published = &self.published;
        table.files == published.files
            && table.policies == published.policies
            && table.languages == published.languages
    }

    /// The folder of signed metadata.
    pub(crate) fn metadata(&self) -> PathBuf {
        self.root.join("metadata")
    }

    pub(crate) fn metadata_file(&self, version: u64, role: &str) -> PathBuf {
        self.root.join("metadata").join(format!("{version}.{role}.json"))
    }

    /// The folder of delta packs.
    pub(crate) fn packs(&self) -> PathBuf {
        self.root.join("packs")
    }

    /// The bytes of a blob, if it is there.
    pub(crate) fn blob(&self, digest: &Digest) -> Option<Vec<u8>> {
        fs::read(self.root.join(Table::place(digest))).ok()
    }

    /// Bytes written to blobs so far.
    pub(crate) fn bytes_written(&self) -> u64 {
        self.written.load(Relaxed)
    }

    pub(crate) fn press_file(&self, name: &str) -> PathBuf {
        press_folder(&self.root).join(name)
    }

    /// Says that blobs are being written from now on. What an edition before named, and `state` remembers, is whole too.
    pub(crate) fn begin(&self, state: &State) -> Result<(), Error> {
        if !self.was_cut_off {
            let mut whole = self.whole.lock().expect("no thread panics while it holds the lock");
            whole.extend(state.gone.keys());
        }
        let mark = self.press_file("printing");
        fs::write(&mark, b"").map_err(unwritable(&mark))
    }

    /// Takes in some bytes with their precompressed forms.
    pub(crate) fn put(&self, bytes: &[u8], forms: Option<&Forms>) -> Result<Blob, Error> {
        let sha256 = Digest::of(bytes);
        let length = |bytes: &[u8]| bytes.len() as u64;
        let smaller = |form: &[u8]| (form.len() < bytes.len()).then(|| length(form));
        let blob = Blob {
            sha256,
            length: length(bytes),
            gzip: forms.and_then(|forms| smaller(&forms.gzip)),
            brotli: forms.and_then(|forms| smaller(&forms.brotli)),
        };
        let place = self.root.join(Table::place(&sha256));
        // A print without compression may have left the bytes without their forms.
        let lacks = |form: Option<u64>, ending: &str| {
            form.is_some() && !place.with_extension(ending).exists()
        };
        if !self.is_whole(sha256) {
            self.write(&place, bytes)?;
        } else if !lacks(blob.gzip, "gz") && !lacks(blob.brotli, "br") {
            return Ok(blob);
        }
        if let Some(forms) = forms {
            if blob.gzip.is_some() {
                self.write(&place.with_extension("gz"), &forms.gzip)?;
            }
            if blob.brotli.is_some() {
                self.write(&place.with_extension("br"), &forms.brotli)?;
            }
        }
        self.now_whole(sha256);
        Ok(blob)
    }

    /// Takes in a file that lies elsewhere on this machine, without reading it if the disk can do that.
    pub(crate) fn adopt(&self, from: &Path, sha256: Digest, length: u64) -> Result<Blob, Error> {
        let blob = Blob { sha256, length, gzip: None, brotli: None };
        if self.is_whole(sha256) {
            return Ok(blob);
        }
        let place = self.root.join(Table::place(&sha256));
        // Left over from a print that was cut off; not there is as good.
        let _ = fs::remove_file(&place);
        let copy = || fs::copy(from, &place).map(|_| ());
        copy().or_else(|error| retry(&place, error, copy)).map_err(unwritable(&place))?;
        self.written.fetch_add(length, Relaxed);
        self.now_whole(sha256);
        Ok(blob)
    }

    fn write(&self, place: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.written.fetch_add(bytes.len() as u64, Relaxed);
        // What a cut-off print left may be a hard link to a page in the plain tree: unlink, never overwrite.
        if self.was_cut_off {
            let _ = fs::remove_file(place);
        }
        let write = || fs::write(place, bytes);
        write().or_else(|error| retry(place, error, write)).map_err(unwritable(place))
    }

    fn is_whole(&self, digest: Digest) -> bool {
        self.whole.lock().expect("no thread panics while it holds the lock").contains(&digest)
    }

    fn now_whole(&self, digest: Digest) {
        self.whole.lock().expect("no thread panics while it holds the lock").insert(digest);
    }

    /// Makes `table` the edition. `gone` remembers when blobs fell out of use; `now` is in seconds since 1970.
    pub(crate) fn publish(
        &self,
        table: &Table,
        timestamp: Option<&[u8]>,
        gone: &mut BTreeMap<Digest, i64>,
        now: i64,
    ) -> Result<(), Error> {
        self.sync()?;
        let path = self.root.join("table");
        write_whole(&path, &table.to_bytes()).map_err(unwritable(&path))?;
        if let Some(timestamp) = timestamp {
            self.publish_timestamp(timestamp)?;
        }
        self.lay_out(table)?;
        self.forget(table, gone, now);
        Ok(())
    }

    /// Replaces the one file of the signed view that is overwritten. Everything it leads to is there.
    pub(crate) fn publish_timestamp(&self, timestamp: &[u8]) -> Result<(), Error> {
        let path = self.metadata().join("timestamp.json");
        write_whole(&path, timestamp).map_err(unwritable(&path))
    }

    /// Everything written so far reaches the disk.
    fn sync(&self) -> Result<(), Error> {
        let folder = File::open(&self.root).map_err(unwritable(&self.root))?;
        rustix::fs::syncfs(&folder).map_err(|error| unwritable(&self.root)(error.into()))
    }

    /// Brings the plain tree to what the table says.
    fn lay_out(&self, table: &Table) -> Result<(), Error> {
        let plain = self.root.join("plain");
        if self.was_cut_off {
            sweep(&plain, &plain, &table.files);
        }
        let old = if self.was_cut_off { &BTreeMap::new() } else { &self.published.files };
        let changed: Vec<(&TargetPath, Digest)> = table
            .files
            .iter()
            .map(|(path, entry)| (path, entry.blob.sha256))
            .filter(|(path, digest)| {
                old.get(*path).is_none_or(|entry| entry.blob.sha256 != *digest)
            })
            .collect();
        let folders: BTreeSet<&str> = changed
            .iter()
            .filter_map(|(path, _)| path.as_str().rsplit_once('/').map(|(folder, _)| folder))
            .collect();
        for folder in folders {
            let folder = plain.join(folder);
            fs::create_dir_all(&folder).map_err(unwritable(&folder))?;
        }
        changed.par_iter().try_for_each(|(path, digest)| {
            let goal = plain.join(path.as_str());
            let is_new = !old.contains_key(*path) && !self.was_cut_off;
            place(&self.root.join(Table::place(digest)), &goal, is_new).map_err(unwritable(&goal))
        })?;
        for path in old.keys().filter(|path| !table.files.contains_key(*path)) {
            remove_with_folders(&plain, &plain.join(path.as_str()));
        }
        Ok(())
    }

    /// Deletes blobs that have not been named for long enough.
    fn forget(&self, table: &Table, gone: &mut BTreeMap<Digest, i64>, now: i64) {
        let named: BTreeSet<Digest> = table.files.values().map(|entry| entry.blob.sha256).collect();
        for entry in self.published.files.values() {
            if !named.contains(&entry.blob.sha256) {
                gone.entry(entry.blob.sha256).or_insert(now);
            }
        }
        gone.retain(|digest, since| {
            if named.contains(digest) {
                return false;
            }
            let keep = now - *since < KEPT;
            if !keep {
                let place = self.root.join(Table::place(digest));
                for path in [place.with_extension("gz"), place.with_extension("br"), place] {
                    // Not there is what we want.
                    let _ = fs::remove_file(path);
                }
            }
            keep
        });
    }

    /// Says that the print is done.
    pub(crate) fn end(&self) -> Result<(), Error> {
        let mark = self.press_file("printing");
        fs::remove_file(&mark).map_err(unwritable(&mark))
    }
}

/// `.NAME.press` beside the edition's folder `NAME`.
fn press_folder(root: &Path) -> PathBuf {
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let name =
        whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    whole.with_file_name(format!(".{name}.press"))
}

/// Tries once more after making the folder, if that was what was missing.
fn retry(place: &Path, error: io::Error, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    match place.parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            write()
        }
        _ => Err(error),
    }
}

/// Puts a blob under a path: by a second name for it, or by copying where the disk cannot do that.
fn place(blob: &Path, goal: &Path, is_new: bool) -> io::Result<()> {
    if is_new && fs::hard_link(blob, goal).is_ok() {
        return Ok(());
    }
    let name = goal.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = goal.with_file_name(format!(".{name}.new"));
    let _ = fs::remove_file(&beside);
    fs::hard_link(blob, &beside).or_else(|_| fs::copy(blob, &beside).map(|_| ()))?;
    fs::rename(&beside, goal)?;
    // Renaming one name of a file onto another name of the same file does nothing and leaves both (POSIX rename).
    let _ = fs::remove_file(&beside);
    Ok(())
}

fn remove_with_folders(top: &Path, path: &Path) {
    // Not there is what we want, and a folder that is not empty stays.
    let _ = fs::remove_file(path);
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != top) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
}

/// Removes from the plain tree what no edition put there: what a print that was cut off left.
fn sweep(top: &Path, folder: &Path, files: &BTreeMap<TargetPath, types::Entry>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep(top, &path, files);
            continue;
        }
        let name = path.strip_prefix(top).ok().and_then(|name| name.to_str());
        if !name.is_some_and(|name| files.contains_key(name)) {
            remove_with_folders(top, &path);
        }
    }
}
