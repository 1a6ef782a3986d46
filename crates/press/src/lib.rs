//! The press: turns a manuscript into pages, and pages into an edition.
//!
//! Read [`folder`] for how a newsroom lies on a disk, [`manuscript`] for what may be printed, [`mod@print`] for how it
//! becomes an edition. Inside, `plan` is the manuscript seen at one moment, `jobs` lists every file with what it is made
//! from, `make` makes one, `store` keeps them. The same manuscript, derivatives and clock print the same bytes with one
//! version of the program, on any machine.

mod check;
mod color;
mod feeds;
mod finger;
pub mod folder;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod jobs;
mod make;
pub mod manuscript;
mod markup;
mod moment;
mod pages;
mod parts;
mod pictures;
mod plan;
mod print;
mod problem;
mod reader;
mod related;
mod report;
mod search;
mod sign;
mod site;
mod slugs;
mod state;
mod store;
mod words;

pub use make::Changed;
pub use moment::{Day, Moment};
pub use pictures::Refusal;
pub use print::{Error, Options, editors_files, pack, print};
pub use problem::Problem;
pub use report::{Progress, Report};
pub use sign::{
    Error as SignError, ceremony,
    folder::Keys,
    keys::{Pair, Work, passphrase},
};
pub use store::Error as StoreError;
