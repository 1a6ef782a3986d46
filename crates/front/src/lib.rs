//! The public room: serves an edition as its files are, holds no key, no database and no name.
//!
//! `shelf` finds what an address means in the edition, `answer` chooses the form and the headers, `serve` speaks HTTP.
//! Nothing here writes down who asked for what.

mod answer;
mod serve;
mod shelf;

pub use serve::{Config, Server};
pub use shelf::Shelf;

/// Why an edition cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no edition in the folder.
    #[error("cannot read the edition in {path}: {why}; print one with `tamizdat print`")]
    NoEdition {
        /// The folder.
        path: std::path::PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}; stop what uses it, or choose another address")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
}
