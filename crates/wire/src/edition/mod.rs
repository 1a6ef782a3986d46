//! Signed editions: what their metadata says, and whether it may be believed.

mod canonical;
pub mod delta;
mod keys;
mod layout;
mod metadata;
mod verify;

pub use canonical::{canonical, ed25519_key, key_id};
pub use layout::{
    BINS, RESERVED, Signed, bin_name, bin_number, bin_of, bin_prefixes, is_role, target_name,
};
pub use metadata::{Delegation, Listed, Pinned, Refusal, Root, Snapshot, Targets, Timestamp};
pub use verify::{Search, Trusted, Wanted};
