//! What a reading leaves for the next one.

use std::{collections::BTreeMap, fs::Metadata, os::unix::fs::MetadataExt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::manuscript::{Article, Media};

/// How a file looked from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Last change of the bytes, nanoseconds since 1970.
    pub modified: i64,
    /// Last change of anything, nanoseconds since 1970; unlike the former it cannot be set back.
    pub changed: i64,
    /// The file's number on its disk.
    pub inode: u64,
}

impl Stamp {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let nanoseconds =
            |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            size: metadata.len(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        }
    }

    /// Whether a later change would have shown: a file changed in the very moment it was looked at may have changed
    /// again within the clock's tick, so it is read once more (git calls such entries racy).
    pub(crate) fn is_settled(&self, looked_at: i64) -> bool {
        self.changed < looked_at - 20_000_000
    }
}

/// What a reading leaves for the next one.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    /// When the files were looked at, nanoseconds since 1970 by the disk's clock.
    pub taken_at: i64,
    /// Articles by file, with the stamp their file had.
    pub articles: BTreeMap<String, (Stamp, Arc<Article>)>,
    /// Media by file, with the stamps of it and of the file beside it.
    pub media: BTreeMap<String, RememberedMedia>,
}

/// What is remembered of a picture, sound or document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RememberedMedia {
    /// The file's stamp.
    pub stamp: Stamp,
    /// What was found in the file itself.
    pub found: Found,
}

/// What a media file says about itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub kind: crate::manuscript::MediaKind,
    /// SHA-256 of all of it.
    pub source: types::Digest,
    /// Alternative text, caption and credit written inside the file.
    pub inside: crate::pictures::Words,
}

/// A media item as [`super::read`] puts it together.
pub(super) type Item = (String, Media);
