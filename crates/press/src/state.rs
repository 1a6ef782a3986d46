//! What one print leaves for the next: which files came of which inputs. It may be deleted; then all is printed anew.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};
use types::{Digest, TargetPath};

use crate::{
    folder::Memory,
    pictures::Derivatives,
    search::Term,
    store::{self, write_whole},
};

/// One file that a job made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) path: TargetPath,
    pub(crate) blob: types::Blob,
    /// The policy a page is sent with, by number in [`State::policies`].
    pub(crate) policy: Option<u16>,
}

/// What one job made of which inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) print: u128,
    pub(crate) files: Vec<Kept>,
}

/// Everything that is remembered.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// The program that wrote it; another program's state is not used.
    pub(crate) program: String,
    pub(crate) policies: Vec<String>,
    /// Jobs by their name.
    pub(crate) done: BTreeMap<String, Done>,
    pub(crate) derivatives: Derivatives,
    /// Blobs no edition names, with the second since when.
    pub(crate) gone: BTreeMap<Digest, i64>,
    /// Words of the articles in each language's open search block, by the fingerprint of the article.
    pub(crate) terms: BTreeMap<String, BTreeMap<u128, Vec<Term>>>,
}

/// What is remembered of the newsroom's files, kept apart so that both can be read at once.
#[derive(Debug, Default, Serialize, Deserialize)]
struct MemoryFile {
    taken_at: i64,
    articles: Vec<(String, crate::folder::Stamp, std::sync::Arc<crate::manuscript::Article>)>,
    media: BTreeMap<String, crate::folder::RememberedMedia>,
}

/// Articles in one piece of the memory file, so that pieces can be read side by side.
const PIECE: usize = 4096;

impl State {
    pub(crate) fn load(path: &Path, program: &str) -> Self {
        let state =
            std::fs::read(path).ok().and_then(|bytes| postcard::from_bytes::<Self>(&bytes).ok());
        let fresh = || Self { program: program.to_owned(), ..Self::default() };
        state.filter(|state| state.program == program).unwrap_or_else(fresh)
    }

    pub(crate) fn save(&self, path: &Path) -> Result<(), store::Error> {
        let bytes = postcard::to_allocvec(self).expect("state in memory can be written");
        write(path, &bytes)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), store::Error> {
    write_whole(path, bytes)
        .map_err(|source| store::Error::Unwritable { path: path.to_owned(), source })
}

/// Reads what is remembered of a folder.
pub(crate) fn load_memory(path: &Path, program: &str) -> Memory {
    use rayon::prelude::*;
    let Some((bytes, pieces)) = std::fs::read(path).ok().and_then(|bytes| {
        let (head, rest) = postcard::take_from_bytes::<(String, Vec<usize>)>(&bytes).ok()?;
        let start = bytes.len() - rest.len();
        (head.0 == program).then_some((bytes, (start, head.1)))
    }) else {
        return Memory::default();
    };
    let (mut at, lengths) = pieces;
    let mut ranges = Vec::new();
    for length in lengths {
        ranges.push(at..at + length);
        at += length;
    }
    let read: Option<Vec<MemoryFile>> =
        ranges.into_par_iter().map(|range| postcard::from_bytes(bytes.get(range)?).ok()).collect();
    let mut memory = Memory::default();
    for piece in read.unwrap_or_default() {
        memory.taken_at = piece.taken_at;
        memory.media.extend(piece.media);
        memory.articles.extend(
            piece.articles.into_iter().map(|(name, stamp, article)| (name, (stamp, article))),
        );
    }
    memory
}

/// Writes what is remembered of a folder.
pub(crate) fn save_memory(path: &Path, program: &str, memory: Memory) -> Result<(), store::Error> {
    use rayon::prelude::*;
    let taken_at = memory.taken_at;
    let mut articles: Vec<_> = memory
        .articles
        .into_iter()
        .map(|(name, (stamp, article))| (name, stamp, article))
        .collect();
    let mut pieces = Vec::new();
    while !articles.is_empty() {
        let rest = articles.split_off(PIECE.min(articles.len()));
        pieces.push(MemoryFile { taken_at, articles, media: BTreeMap::new() });
        articles = rest;
    }
    pieces.push(MemoryFile { taken_at, articles, media: memory.media });
    let written: Vec<Vec<u8>> = pieces
        .par_iter()
        .map(|piece| postcard::to_allocvec(piece).expect("memory can be written"))
        .collect();
    let lengths: Vec<usize> = written.iter().map(Vec::len).collect();
    let mut bytes = postcard::to_allocvec(&(program, lengths)).expect("memory can be written");
    bytes.extend(written.concat());
    write(path, &bytes)
}
