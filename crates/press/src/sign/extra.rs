//! The files that only a signed edition has: its mirrors, its policies, the log of what was published before.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use types::{Digest, Entry, Table, TargetPath};

use super::{DAY, edition::SNAPSHOT_DAYS, folder::Keys, time};
use crate::{
    manuscript::Site,
    store::{self, Store},
};

/// Editions in one file of the log.
const CHUNK: usize = 100;

/// What a policy is called in metadata.
pub(crate) fn policy_id(policy: &str) -> String {
    Digest::of(policy.as_bytes()).to_string()[..8].to_owned()
}

/// Puts mirrors, policies and what the editors signed into the table.
pub(crate) fn add(
    table: &mut Table,
    store: &Store,
    keys: &Keys,
    site: &Site,
) -> Result<(), store::Error> {
    let mirrors = json!({ "format": 1, "languages": table.languages, "mirrors": site.mirrors });
    let policies: BTreeMap<String, &String> =
        table.policies.iter().map(|policy| (policy_id(policy), policy)).collect();
    let policies = to_bytes(&json!(policies));
    put(table, store, "mirrors.json", &to_bytes(&mirrors))?;
    put(table, store, "policies.json", &policies)?;
    for (path, bytes) in &keys.files {
        put(table, store, path.as_str(), bytes)?;
    }
    Ok(())
}

fn to_bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("values in memory can be written")
}

fn put(table: &mut Table, store: &Store, path: &str, bytes: &[u8]) -> Result<(), store::Error> {
    let blob = store.put(bytes, Some(&wire::forms::forms(bytes)))?;
    let path: TargetPath = path.parse().expect("names of ours, and names that were checked");
    table.files.insert(path, Entry { blob, policy: None });
    Ok(())
}

fn is_log(path: &TargetPath) -> bool {
    path.as_str().starts_with("log/")
}

/// Takes the log over from the edition before, so that both can be compared.
pub(crate) fn keep_log(table: &mut Table, published: &Table) {
    let log = published.files.iter().filter(|(path, _)| is_log(path));
    table.files.extend(log.map(|(path, entry)| (path.clone(), entry.clone())));
}

/// Adds the edition before, the one with snapshot `version`, to the log.
pub(crate) fn extend_log(
    table: &mut Table,
    store: &Store,
    version: u64,
) -> Result<(), store::Error> {
    let last = table.files.iter().rfind(|(path, _)| is_log(path));
    let last = last.and_then(|(path, entry)| {
        let number: usize =
            path.as_str().strip_prefix("log/")?.strip_suffix(".json")?.parse().ok()?;
        let bytes = store.blob(&entry.blob.sha256)?;
        let mut chunk: Value = serde_json::from_slice(&bytes).ok()?;
        let editions = chunk["editions"].as_array_mut()?;
        Some((number, std::mem::take(editions)))
    });
    let (mut number, mut editions) = last.unwrap_or_default();
    // A print that was cut off may have written it down already.
    let is_there = editions.last().is_some_and(|last: &Value| last["snapshot"] == version);
    let snapshot = std::fs::read(store.metadata_file(version, "snapshot")).ok();
    if let Some(bytes) = snapshot.filter(|_| !is_there) {
        if editions.len() >= CHUNK {
            (number, editions) = (number + 1, Vec::new());
        }
        let sha256 = Digest::of(&bytes);
        let at = super::edition::published(&bytes).unwrap_or_default();
        editions.push(json!({ "at": at, "sha256": sha256.to_string(), "snapshot": version }));
    }
    let chunk = json!({ "editions": editions, "format": 1 });
    put(table, store, &format!("log/{number:06}.json"), &to_bytes(&chunk))
}

/// The time that a snapshot of `now` ends.
pub(crate) fn snapshot_end(now: i64) -> String {
    time(now + SNAPSHOT_DAYS * DAY)
}
