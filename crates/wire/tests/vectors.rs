//! The published test vectors (`vectors/`), against our verifier.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{fs, path::Path};

use serde::Deserialize;
use wire::edition::{Refusal, Search, Trusted, Wanted};

#[derive(Deserialize)]
struct Case {
    name: String,
    now: i64,
    root: String,
    #[serde(default)]
    carried: bool,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    role: String,
    bytes: String,
    expect: String,
    path: Option<String>,
}

fn name(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Malformed { .. } => "Malformed",
        Refusal::TooFewSignatures { .. } => "TooFewSignatures",
        Refusal::RolledBack { .. } => "RolledBack",
        Refusal::WrongVersion { .. } => "WrongVersion",
        Refusal::Expired { .. } => "Expired",
        Refusal::WrongLength { .. } => "WrongLength",
        Refusal::WrongDigest { .. } => "WrongDigest",
        Refusal::Unknown { .. } => "Unknown",
        Refusal::OutOfOrder { .. } => "OutOfOrder",
    }
}

fn take(trusted: &mut Trusted, step: &Step) -> Result<(), Refusal> {
    let bytes = step.bytes.as_bytes();
    match step.role.as_str() {
        "root" => trusted.update_root(bytes).map(|_| ()),
        "timestamp" => trusted.update_timestamp(bytes).map(|_| ()),
        "snapshot" => trusted.update_snapshot(bytes, false),
        "targets" => trusted.update_targets(bytes, "targets", "root"),
        "file" => {
            let path = step.path.as_deref().unwrap();
            match Search::new(path).next(trusted) {
                Wanted::Found(listed) => listed.check(path, bytes),
                Wanted::Role { role, .. } => Err(Refusal::OutOfOrder { role }),
                Wanted::Nowhere => Err(Refusal::Unknown { name: path.to_owned() }),
            }
        }
        bin => trusted.update_targets(bytes, bin, "targets"),
    }
}

#[test]
fn every_vector_ends_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let case: Case = serde_json::from_slice(&fs::read(entry.path()).unwrap()).unwrap();
        let mut trusted = Trusted::begin(case.root.as_bytes(), case.now, case.carried).unwrap();
        cases += 1;
        for (at, step) in case.steps.iter().enumerate() {
            let mut after = trusted.clone();
            let got = take(&mut after, step);
            let said = got.as_ref().map_or_else(name, |()| "ok");
            if said != step.expect {
                wrong.push(format!(
                    "{} step {at} ({}): {said}, not {}",
                    case.name, step.role, step.expect
                ));
            }
            if got.is_ok() {
                trusted = after;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 40, "{cases}");
}
