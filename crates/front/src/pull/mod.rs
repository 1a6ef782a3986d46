//! An edition from other carriers, checked as a stranger would check it (TUF 1.0.34, section 5).
//!
//! `source` fetches, [`Client`] walks through the workflow and believes, [`Mirror`] keeps what is believed in a folder
//! that a front can serve, [`check()`] goes over every file of an edition and keeps nothing.

mod check;
mod client;
mod keep;
mod mirror;
mod source;

pub use check::{Checked, check, check_signatures};
pub use client::Client;
pub use keep::Keep;
pub use mirror::{Mirror, Pulled};
pub use source::Source;

use std::path::PathBuf;

/// Why an edition was not taken. The one before is still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody had it, or what they had does not hold.
    #[error("{what} cannot be had: {}", .why.join("; "))]
    Refused {
        /// The file or role.
        what: String,
        /// What became of each source.
        why: Vec<String>,
    },
    /// The root it should begin with is none.
    #[error("the root does not hold: {0}; take the newsroom's root.json")]
    Root(wire::edition::Refusal),
    /// The disk or its rights.
    #[error("cannot write {path}: {source}; the edition before is still whole")]
    Unwritable {
        /// What could not be written.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another mirror writes there.
    #[error("another mirror is writing to {0}; stop it, or choose another folder with --dir")]
    Busy(PathBuf),
}
