//! Files that are there whole or not at all.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

/// When a file must be on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    /// Before this returns.
    Now,
    /// Before it is named: the caller syncs them all.
    Later,
}

/// Writes a file beside its place and renames it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], sync: Sync) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    if sync == Sync::Now {
        file.sync_all()?;
    }
    fs::rename(&beside, path)
}
