//! Signed editions: what their metadata says, and whether it may be believed.

mod keys;
mod metadata;
mod verify;

pub use metadata::{Delegation, Listed, Pinned, Refusal, Root, Snapshot, Targets, Timestamp};
pub use verify::{Search, Trusted, Wanted};
