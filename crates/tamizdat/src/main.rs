//! `tamizdat`: the commands and what they are wired to. Each lives in a file of its own under `commands`.

mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser;

/// Memory is wiped when it is freed: what a reader asked for, and what a key was, is not found in it later.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<mimalloc::MiMalloc> =
    zeroizing_alloc::ZeroAlloc(mimalloc::MiMalloc);

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tamizdat: {error}");
            ExitCode::FAILURE
        }
    }
}
