//! What a print did, for people and for `--json`.

use std::{collections::BTreeMap, time::Instant};

use serde::Serialize;

/// What a print did.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Report {
    /// Public articles, all languages together.
    pub articles: usize,
    /// Articles whose time has not come yet.
    pub waiting: usize,
    /// When the next of them is published, as it stands in its file.
    pub next: Option<String>,
    /// Files that are pages.
    pub pages: usize,
    /// Pages that hold a part of an article that was cut.
    pub parts: usize,
    /// All files of the edition.
    pub files: usize,
    /// Bytes of the edition, uncompressed.
    pub bytes: u64,
    /// Files that are new or changed.
    pub touched: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Bytes a mirror that has the edition before must fetch, each file in its smallest form.
    pub touched_bytes: u64,
    /// The snapshot that signs the edition; 0 if it is not signed.
    pub snapshot: u64,
    /// Lists of files that were signed anew.
    pub signed: usize,
    /// What somebody should do soon.
    pub warnings: Vec<String>,
    /// Bytes written to disk, all forms together.
    pub written_bytes: u64,
    /// Pages heavier than the wire budget, with their bytes in brotli.
    pub heavy: BTreeMap<String, u64>,
    /// Milliseconds by stage.
    pub took_ms: BTreeMap<&'static str, u64>,
}

/// Measures stages one after the other.
#[derive(Debug)]
pub(crate) struct Stages {
    since: Instant,
    took: BTreeMap<&'static str, u64>,
}

impl Stages {
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), took: BTreeMap::new() }
    }

    /// The stage that ends now.
    pub(crate) fn end(&mut self, name: &'static str) {
        let took = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        *self.took.entry(name).or_default() += took;
        self.since = Instant::now();
    }

    pub(crate) fn took(self) -> BTreeMap<&'static str, u64> {
        self.took
    }
}

/// How far a print is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Reading the newsroom.
    Reading,
    /// Making sizes of so many pictures.
    Pictures(usize),
    /// Printing: so many of so many pages.
    Printing(usize, usize),
    /// Writing the new table.
    Publishing,
}
