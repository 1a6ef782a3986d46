//! What a hostile carrier may try, each refused by name. The TUF project's conformance suite tries much more
//! (`tests/conformance`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair},
};
use serde_json::{Value, json};
use wire::edition::{Refusal, Search, Trusted, Wanted};

const NOW: i64 = 1_790_000_000;
const LATER: &str = "2099-01-01T00:00:00Z";
const BEFORE: &str = "2020-01-01T00:00:00Z";

/// Builds the metadata of a small edition, and damages it in one line.
struct Forge {
    keys: Vec<Ed25519KeyPair>,
}

impl Forge {
    fn new() -> Self {
        let key = |seed| Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        Self { keys: (1..=5).map(key).collect() }
    }

    fn id(key: usize) -> String {
        format!("key{key}")
    }

    fn sign(&self, signed: &Value, keys: &[usize]) -> Vec<u8> {
        // serde_json sorts by key and escapes nothing else here, so this is the canonical form too.
        let bytes = serde_json::to_vec(signed).unwrap();
        let signatures: Vec<Value> = keys
            .iter()
            .map(|&key| json!({ "keyid": Self::id(key), "sig": hex::encode(self.keys[key].sign(&bytes)) }))
            .collect();
        serde_json::to_vec(&json!({ "signatures": signatures, "signed": signed })).unwrap()
    }

    fn common(kind: &str, version: u64, expires: &str) -> Value {
        json!({ "_type": kind, "spec_version": "1.0.0", "version": version, "expires": expires })
    }

    fn with(mut common: Value, more: &Value) -> Value {
        common.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        common
    }

    /// Root by two of keys 0, 1, 2; everything else by key 3, or by `online`.
    fn root(&self, version: u64, signers: &[usize], online: usize) -> Vec<u8> {
        let keys: serde_json::Map<String, Value> = (0..5)
            .map(|key| {
                let public = hex::encode(self.keys[key].public_key());
                let value = json!({ "keytype": "ed25519", "scheme": "ed25519", "keyval": { "public": public } });
                (Self::id(key), value)
            })
            .collect();
        let one = json!({ "keyids": [Self::id(online)], "threshold": 1 });
        let three = json!({ "keyids": [Self::id(0), Self::id(1), Self::id(2)], "threshold": 2 });
        let roles = json!({ "root": three, "targets": one, "snapshot": one, "timestamp": one });
        let more = json!({ "consistent_snapshot": true, "keys": keys, "roles": roles });
        self.sign(&Self::with(Self::common("root", version, LATER), &more), signers)
    }

    fn timestamp(&self, version: u64, snapshot: u64, expires: &str, key: usize) -> Vec<u8> {
        let more = json!({ "meta": { "snapshot.json": { "version": snapshot } } });
        self.sign(&Self::with(Self::common("timestamp", version, expires), &more), &[key])
    }

    fn snapshot(&self, version: u64, targets: u64) -> Vec<u8> {
        let more = json!({ "meta": { "targets.json": { "version": targets } } });
        self.sign(&Self::with(Self::common("snapshot", version, LATER), &more), &[3])
    }

    fn targets(&self, version: u64, path: &str, bytes: &[u8]) -> Vec<u8> {
        let sha256 = hex::encode(digest(&SHA256, bytes));
        let more = json!({ "targets": { path: { "length": bytes.len(), "hashes": { "sha256": sha256 } } } });
        self.sign(&Self::with(Self::common("targets", version, LATER), &more), &[3])
    }
}

fn trusted(forge: &Forge, carried: bool) -> Trusted {
    Trusted::begin(&forge.root(1, &[0, 2], 3), NOW, carried).unwrap()
}

const PATH: &str = "2026/11/статья.html";

fn whole(forge: &Forge) -> Trusted {
    let mut trusted = trusted(forge, false);
    assert!(trusted.update_timestamp(&forge.timestamp(5, 5, LATER, 3)).unwrap());
    trusted.update_snapshot(&forge.snapshot(5, 5), false).unwrap();
    trusted.update_targets(&forge.targets(5, PATH, b"page"), "targets", "root").unwrap();
    trusted
}

#[test]
fn a_whole_edition_is_believed_and_a_swapped_blob_is_not() {
    let trusted = whole(&Forge::new());
    let Wanted::Found(listed) = Search::new(PATH).next(&trusted) else { panic!("not found") };
    listed.check(PATH, b"page").unwrap();
    assert_eq!(listed.check(PATH, b"pagf"), Err(Refusal::WrongDigest { name: PATH.to_owned() }));
    assert_eq!(listed.check(PATH, b"pages"), Err(Refusal::WrongLength { name: PATH.to_owned() }));
    assert_eq!(Search::new("other.html").next(&trusted), Wanted::Nowhere);
}

#[test]
fn a_flipped_byte_is_refused_wherever_it_is() {
    let forge = Forge::new();
    let good = forge.timestamp(5, 5, LATER, 3);
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        // Names of fields outside the signed part may change without meaning; what is believed may not.
        if let Ok(true) = trusted(&forge, false).update_timestamp(&bad) {
            panic!("byte {at} of {} was not missed", good.len());
        }
        assert!(trusted(&forge, false).update_timestamp(&good[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn one_coerced_editor_cannot_change_the_keys() {
    let forge = Forge::new();
    let mut trusted = trusted(&forge, false);
    let alone = trusted.update_root(&forge.root(2, &[1], 4));
    assert_eq!(
        alone,
        Err(Refusal::TooFewSignatures { role: "root".to_owned(), found: 1, needed: 2 })
    );
    let leap = trusted.update_root(&forge.root(3, &[0, 1], 4));
    assert!(matches!(leap, Err(Refusal::WrongVersion { .. })), "{leap:?}");
    assert_eq!(trusted.root_version(), 1);
}

#[test]
fn a_stolen_key_is_refused_after_two_editors_rotated_it_and_versions_may_fall_back() {
    let forge = Forge::new();
    let mut trusted = trusted(&forge, false);
    // The thief goes as far as he can.
    trusted.update_timestamp(&forge.timestamp(1_000_000_000, 1_000_000_000, LATER, 3)).unwrap();
    assert!(trusted.update_root(&forge.root(2, &[0, 1], 4)).unwrap(), "the keys changed");
    let stolen = trusted.update_timestamp(&forge.timestamp(1_000_000_001, 6, LATER, 3));
    assert!(matches!(stolen, Err(Refusal::TooFewSignatures { .. })), "{stolen:?}");
    trusted.update_timestamp(&forge.timestamp(6, 6, LATER, 4)).unwrap();
}

#[test]
fn nothing_is_rolled_back_or_mixed() {
    let forge = Forge::new();
    let mut trusted = whole(&forge);
    let old = trusted.update_timestamp(&forge.timestamp(4, 4, LATER, 3));
    assert_eq!(old, Err(Refusal::RolledBack { role: "timestamp".to_owned() }));
    let old = trusted.update_timestamp(&forge.timestamp(6, 4, LATER, 3));
    assert_eq!(old, Err(Refusal::RolledBack { role: "timestamp".to_owned() }));
    assert!(!trusted.update_timestamp(&forge.timestamp(5, 5, LATER, 3)).unwrap());
    trusted.update_timestamp(&forge.timestamp(6, 6, LATER, 3)).unwrap();
    let mixed = trusted.update_snapshot(&forge.snapshot(5, 5), false);
    assert!(matches!(mixed, Err(Refusal::WrongVersion { .. })), "{mixed:?}");
    let old = trusted.update_snapshot(&forge.snapshot(6, 4), false);
    assert_eq!(old, Err(Refusal::RolledBack { role: "targets.json".to_owned() }));
}

#[test]
fn a_late_edition_is_refused_unless_it_was_carried() {
    let forge = Forge::new();
    let late = forge.timestamp(5, 5, BEFORE, 3);
    let refused = trusted(&forge, false).update_timestamp(&late);
    assert_eq!(refused, Err(Refusal::Expired { role: "timestamp".to_owned() }));
    trusted(&forge, true).update_timestamp(&late).unwrap();
}
