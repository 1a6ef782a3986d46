//! From a table to a signed edition (`docs/reference/edition.md`).
//!
//! `keys` are the keys as files, `ceremony` is what editors do together, `folder` is the keys' folder as the signer opens
//! it, `edition` signs what changed, `extra` makes the files that only a signed edition has.

pub mod ceremony;
pub(crate) mod edition;
pub(crate) mod extra;
pub(crate) mod folder;
pub(crate) mod keys;

use std::path::PathBuf;

/// Why nothing was signed. What was signed before still holds.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {source}; what was signed before still holds")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file holds no key of ours.
    #[error("{0} holds no Ed25519 key; it was not made by `tamizdat keys`, or it is damaged")]
    NoKey(PathBuf),
    /// A sealed file cannot be opened or made.
    #[error("cannot open {path}: {why}; is it the right passphrase?")]
    Unsealable {
        /// The file.
        path: PathBuf,
        /// What age says.
        why: String,
    },
    /// Metadata in the keys' folder does not hold.
    #[error("{path} does not hold: {why}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Something must be done first.
    #[error("{0}")]
    First(String),
}

/// Seconds in a day.
pub(crate) const DAY: i64 = 86_400;

/// Seconds since 1970 as metadata writes time.
pub(crate) fn time(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
