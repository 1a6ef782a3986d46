//! `tamizdat pack`: what takes long, in idle time.

use anyhow::Result;

use super::print::{now, options, program};
use crate::cli::Pack;

pub(crate) fn run(command: &Pack) -> Result<()> {
    let program = program();
    let ignore = |_| {};
    let options = options(&command.from, std::path::Path::new(""), now(None)?, &program, &ignore);
    let done = |file: &str| eprintln!("made {file}");
    let made = press::pack(&options, &done).map_err(super::print::explain)?;
    eprintln!("{made} AVIF made; the next print takes them in");
    Ok(())
}
