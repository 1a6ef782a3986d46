//! Finds the files of a newsroom.

use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use rayon::prelude::*;

use super::{Error, Stamp};
use crate::problem::Problem;

/// What a file manager leaves in every folder it shows.
const LEFT_BEHIND: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// One file that was found.
pub(super) struct Found {
    /// Its name relative to the newsroom's folder, `/` between parts.
    pub(super) name: String,
    pub(super) stamp: Stamp,
    /// When it was looked at, nanoseconds since 1970.
    pub(super) looked_at: i64,
}

/// Whether a path leads through a symbolic link, which could lead anywhere: to a file that must not be published.
pub(crate) fn is_linked(root: &Path, name: &Path) -> bool {
    let mut path = root.to_owned();
    name.components().any(|part| {
        path.push(part);
        path.is_symlink()
    })
}

/// What is said of one.
pub(super) const LINKED: &str = "this is a link or a device; put the file itself here";

/// Every file under `root/folder` that is not hidden, sorted by name. A folder that is not there has none.
pub(super) fn files(
    root: &Path,
    folder: &str,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Found>, Error> {
    if is_linked(root, Path::new(folder)) {
        let (file, message) = (folder.to_owned(), LINKED.to_owned());
        problems.push(Problem { file, line: None, message });
        return Ok(Vec::new());
    }
    if !root.join(folder).is_dir() {
        return Ok(Vec::new());
    }
    let looked_at = clock();
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while !folders.is_empty() {
        let level: Vec<Result<Listing, Error>> =
            folders.par_iter().map(|folder| list(root, folder, looked_at)).collect();
        folders.clear();
        for listing in level {
            let listing = listing?;
            folders.extend(listing.folders);
            files.extend(listing.files);
            problems.extend(listing.problems);
        }
    }
    files.par_sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

#[derive(Default)]
struct Listing {
    folders: Vec<String>,
    files: Vec<Found>,
    problems: Vec<Problem>,
}

fn list(root: &Path, folder: &str, looked_at: i64) -> Result<Listing, Error> {
    let path = root.join(folder);
    let unreadable = |path: &PathBuf| {
        let path = path.clone();
        move |source| Error::Unreadable { path, source }
    };
    let mut listing = Listing::default();
    for entry in fs::read_dir(&path).map_err(unreadable(&path))? {
        let entry = entry.map_err(unreadable(&path))?;
        let Ok(name) = entry.file_name().into_string() else {
            let message = "a file here has a name that is not UTF-8; rename it".to_owned();
            listing.problems.push(Problem { file: folder.to_owned(), line: None, message });
            continue;
        };
        if name.starts_with('.') || name.ends_with('~') || LEFT_BEHIND.contains(&name.as_str()) {
            continue;
        }
        let name = format!("{folder}/{name}");
        let metadata = entry.metadata().map_err(unreadable(&entry.path()))?;
        if metadata.is_dir() {
            listing.folders.push(name);
        } else if metadata.is_file() {
            listing.files.push(Found { name, stamp: Stamp::of(&metadata), looked_at });
        } else {
            listing.problems.push(Problem { file: name, line: None, message: LINKED.to_owned() });
        }
    }
    Ok(listing)
}

/// The time to compare stamps with.
#[expect(clippy::disallowed_methods, reason = "compared with file stamps only, never printed")]
pub(super) fn clock() -> i64 {
    let now = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_nanos()).unwrap_or(i64::MAX)
}
