//! Checked values that two or more crates share.
//!
//! A thing may enter if it is a value with a parser, does no input or output, and is used by two crates. Functions
//! without a type, helpers and re-exports may not. Read `path.rs` first: everything public has such a name.

mod digest;
mod language;
mod path;
mod slug;
mod table;

pub use digest::Digest;
pub use language::{Direction, Language};
pub use path::{TargetPath, clash};
pub use slug::Slug;
pub use table::{Blob, Entry, Table};

/// What a value was refused for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is no language tag we accept.
    #[error("\"{0}\" is not a language tag; write two or three small letters, for example \"en\"")]
    Language(String),
    /// The text is no slug.
    #[error("\"{0}\" is not a slug; use a to z, 0 to 9 and single hyphens, at most 120 characters")]
    Slug(String),
    /// The text is no path of a public file.
    #[error("\"{path}\" is not a path of a public file: {why}")]
    Path {
        /// The path as it came.
        path: String,
        /// The rule it breaks.
        why: &'static str,
    },
    /// The bytes are no table of an edition.
    #[error("this is not the table of an edition: {0}; print the edition again")]
    Table(&'static str),
    /// The text is no SHA-256 in hexadecimal.
    #[error("\"{0}\" is not a SHA-256 digest; it has 64 digits 0 to 9, a to f")]
    Digest(String),
}
