//! The formats that cross the border between the desk and the world.
//!
//! Everything here takes bytes and gives values: no network, no disk, no clock. `edition` is what goes out: signed
//! metadata of The Update Framework (TUF) 1.0.34, checked as a stranger would. Read `edition/verify.rs` first.

pub mod edition;
pub mod forms;
