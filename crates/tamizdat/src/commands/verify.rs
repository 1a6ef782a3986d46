//! `tamizdat verify`: every file of an edition, as a stranger would check it.

use std::io::IsTerminal;

use anyhow::{Result, anyhow, bail};
use front::pull::check;

use super::front::{read_root, seconds, sources};
use crate::cli::Verify;

pub(crate) fn run(command: &Verify) -> Result<()> {
    let checked = checked(command);
    if let (true, Err(error)) = (command.json, &checked) {
        println!("{}", serde_json::json!({ "error": format!("{error:#}") }));
    }
    let checked = checked?;
    if command.json {
        println!("{}", serde_json::to_string_pretty(&checked)?);
    } else {
        for fault in &checked.faults {
            eprintln!("{fault}");
        }
        for alarm in &checked.alarms {
            eprintln!("strange: {alarm}");
        }
        println!(
            "snapshot {}, published {}, the newest until {}; root {}; {} of {} files are as they were signed, {} bytes",
            checked.snapshot,
            checked.published.as_deref().unwrap_or("at an unknown time"),
            checked.expires,
            checked.root,
            checked.checked,
            checked.targets,
            checked.bytes
        );
    }
    if !checked.is_whole() {
        let bad = checked.targets - checked.checked;
        bail!("{bad} of {} files are missing or are not as they were signed", checked.targets);
    }
    Ok(())
}

fn checked(command: &Verify) -> Result<front::pull::Checked> {
    let root = read_root(&command.root)?;
    let sources = sources(&command.edition, command.proxy.as_deref())?;
    let shows = !command.json && std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if shows {
            eprint!("\rchecked {done} of {all}{}", if done == all { "\n" } else { "" });
        }
    };
    check(&root, sources, seconds(), command.carried, &progress).map_err(|error| {
        let late = error.to_string().contains("expired") && !command.carried;
        let hint = if late { "; a copy that came by hand is checked with --carried" } else { "" };
        anyhow!("{error}{hint}")
    })
}
