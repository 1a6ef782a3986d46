//! `tamizdat carry`: an edition onto sticks, buckets and hosts.

use std::{fs, io::IsTerminal};

use anyhow::{Result, anyhow, bail};
use front::{
    carry::{Carrier, carry},
    pull::{Checked, check},
};

use super::front::{read_root, seconds, sources};
use crate::cli::{Carry, Layout};

pub(crate) fn run(command: &Carry) -> Result<()> {
    if command.check {
        return check_all(command);
    }
    let layout = match command.layout {
        Layout::Plain => front::carry::Layout::Plain,
        Layout::Tuf => front::carry::Layout::Tuf,
        Layout::Both => front::carry::Layout::Both,
    };
    let mut failed = 0;
    for to in &command.to {
        if let Err(error) = one(command, to, layout) {
            eprintln!("{error}");
            failed += 1;
        }
    }
    if failed > 0 {
        bail!("{failed} of {} carriers do not have the whole edition", command.to.len());
    }
    Ok(())
}

fn one(command: &Carry, to: &str, layout: front::carry::Layout) -> Result<()> {
    let carrier = Carrier::parse(to, settings(), command.ssh_config.as_deref())
        .map_err(|why| anyhow!(why))?;
    let shows = std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if shows && (done.is_multiple_of(50) || done == all) {
            eprint!("\r{to}: {done} of {all}{}", if done == all { "\n" } else { "" });
        }
    };
    let carried = carry(&command.edition, &carrier, layout, seconds(), &progress)?;
    println!(
        "{to}: snapshot {}, {} files written and read back, {} bytes, {} removed",
        carried.snapshot, carried.written, carried.bytes, carried.removed
    );
    Ok(())
}

/// Addresses and keys of buckets, by the names that S3's own tools use.
#[expect(clippy::disallowed_methods, reason = "a bucket's keys come in its tools' own variables")]
fn settings() -> impl Iterator<Item = (String, String)> {
    const NAMES: [&str; 7] = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT",
        "AWS_ALLOW_HTTP",
    ];
    NAMES.into_iter().filter_map(|name| Some((name.to_owned(), std::env::var(name).ok()?)))
}

/// Every carrier on a line: whether it can be reached, whether it holds, and how old it is.
fn check_all(command: &Carry) -> Result<()> {
    let root = command.root.as_deref().map(read_root).transpose()?;
    let Some(root) = root else { bail!("--check needs --root FILE") };
    let mut carriers = command.to.clone();
    let table = fs::read(command.edition.join("metadata/timestamp.json"));
    let newest = table.ok().and_then(|bytes| {
        let whole: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        whole["signed"]["meta"]["snapshot.json"]["version"].as_u64()
    });
    carriers.extend(mirrors(command));
    if carriers.is_empty() {
        bail!(
            "there is no carrier to look at: name some with --to, or in the newsroom's `mirrors`"
        );
    }
    let mut bad = 0;
    for name in &carriers {
        let is_folder = !name.contains("://");
        let checked = sources(std::slice::from_ref(name), None)
            .and_then(|sources| Ok(check(&root, sources, seconds(), is_folder, &|_, _| {})?));
        match checked {
            Ok(checked) => {
                let state = state(&checked, newest);
                bad += usize::from(!checked.is_whole());
                println!("{name}: {state}");
            }
            Err(error) => {
                bad += 1;
                println!("{name}: NOT GOOD: {error:#}");
            }
        }
    }
    if bad > 0 {
        bail!("{bad} of {} carriers are not good", carriers.len());
    }
    Ok(())
}

fn state(checked: &Checked, newest: Option<u64>) -> String {
    let whole = if checked.is_whole() {
        format!("verified, all {} files", checked.targets)
    } else {
        format!("NOT WHOLE: {} of {} files", checked.checked, checked.targets)
    };
    let behind = match newest.map(|newest| newest.saturating_sub(checked.snapshot)) {
        Some(0) => "the newest".to_owned(),
        Some(behind) => format!("{behind} editions behind"),
        None => "compared with nothing".to_owned(),
    };
    let published = checked.published.as_deref().unwrap_or("an unknown time");
    format!("{whole}; snapshot {} of {published}, {behind}", checked.snapshot)
}

/// The mirrors that the edition names.
fn mirrors(command: &Carry) -> Vec<String> {
    let text = fs::read(command.edition.join("plain/mirrors.json")).unwrap_or_default();
    let list: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let mirrors = list["mirrors"].as_array().into_iter().flatten();
    mirrors.filter_map(|one| one.as_str().map(str::to_owned)).collect()
}
