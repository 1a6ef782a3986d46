//! One file for each command.

#[cfg(feature = "carry")]
mod carry;
#[cfg(all(feature = "press", feature = "front"))]
mod demo;
#[cfg(feature = "front")]
mod front;
#[cfg(feature = "press")]
mod keys;
#[cfg(feature = "front")]
mod mirror;
#[cfg(feature = "press")]
mod pack;
#[cfg(feature = "press")]
mod print;

#[cfg(feature = "front")]
mod verify;

use crate::cli::Command;

pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    match command {
        #[cfg(all(feature = "press", feature = "front"))]
        Command::Demo(demo) => demo::run(&demo),
        #[cfg(feature = "press")]
        Command::Print(print) => print::run(&print),
        #[cfg(feature = "press")]
        Command::Keys(keys) => keys::run(&keys),
        #[cfg(feature = "press")]
        Command::Pack(pack) => pack::run(&pack),
        #[cfg(feature = "front")]
        Command::Front(front) => front::run(&front),
        #[cfg(feature = "front")]
        Command::Mirror(mirror) => mirror::run(&mirror),
        #[cfg(feature = "carry")]
        Command::Carry(carry) => carry::run(&carry),
        #[cfg(feature = "front")]
        Command::Verify(verify) => verify::run(&verify),
    }
}
