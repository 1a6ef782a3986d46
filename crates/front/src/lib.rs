//! The public room: serves an edition as its files are, holds no key, no database and no name.
//!
//! `shelf` finds what an address means in the edition, `answer` chooses the form and the headers, `serve` speaks HTTP,
//! `pull` brings an edition from other carriers and checks it. Nothing here writes down who asked for what.

mod answer;
mod body;
#[cfg(feature = "carry")]
pub mod carry;
mod config;
mod files;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod meter;
pub mod pull;
mod serve;
mod shelf;
mod tls;

pub use config::{Config, Tls};
pub use serve::Server;
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
    /// The configuration is not well formed.
    #[error("{0}")]
    Config(String),
    /// A certificate or its key cannot be used.
    #[error("cannot use {path}: {why}; both files must be PEM and belong together")]
    Certificate {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        why: String,
    },
}

/// Sees that nothing of the process is written to a disk when it dies, and that it may hold as many connections as the
/// system lets it.
pub fn harden() {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };
    // Each is a help, and what a system refuses it refuses.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let files = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum });
}
