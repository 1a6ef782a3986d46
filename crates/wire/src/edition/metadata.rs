//! The four kinds of metadata, as their bytes say (TUF 1.0.34, section 4).

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest::{self, SHA256, SHA512};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::{canonical, keys::Key};

/// Why bytes were not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are not metadata of this role.
    #[error("{role} is not well formed: {why}")]
    Malformed {
        /// The role.
        role: String,
        /// What is wrong.
        why: String,
    },
    /// Fewer keys have signed than must.
    #[error("{role} has {found} valid signatures and needs {needed}")]
    TooFewSignatures {
        /// The role.
        role: String,
        /// Valid signatures of different keys.
        found: usize,
        /// The threshold.
        needed: u64,
    },
    /// A version went down, or something vanished that must stay.
    #[error("{role} is older than what was seen before")]
    RolledBack {
        /// The role.
        role: String,
    },
    /// The version is not the one that was announced.
    #[error("{role} has version {found}, but version {wanted} was announced")]
    WrongVersion {
        /// The role.
        role: String,
        /// What it says.
        found: u64,
        /// What was announced.
        wanted: u64,
    },
    /// Its time is over.
    #[error("{role} expired; ask another mirror, or wait for the newsroom's next edition")]
    Expired {
        /// The role.
        role: String,
    },
    /// More or fewer bytes than were announced.
    #[error("{name} does not have the length that was signed")]
    WrongLength {
        /// The file.
        name: String,
    },
    /// Other bytes than were announced.
    #[error("{name} does not have the digest that was signed")]
    WrongDigest {
        /// The file.
        name: String,
    },
    /// Nothing that may be believed names it.
    #[error("{name} is not part of this edition")]
    Unknown {
        /// The role or path.
        name: String,
    },
    /// Something must be checked before this can be.
    #[error("{role} came before what vouches for it")]
    OutOfOrder {
        /// The role.
        role: String,
    },
}

/// Whether signatures suffice: keys by id, how many must sign.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct RoleKeys {
    pub(crate) keyids: BTreeSet<String>,
    pub(crate) threshold: u64,
}

/// `root`: which keys speak for which role (section 4.3).
#[derive(Debug, Clone, Deserialize)]
pub struct Root {
    #[serde(flatten)]
    pub(crate) common: Common,
    pub(crate) consistent_snapshot: bool,
    pub(crate) keys: BTreeMap<String, Key>,
    pub(crate) roles: BTreeMap<String, RoleKeys>,
}

/// What every role says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Common {
    #[serde(rename = "_type")]
    kind: String,
    spec_version: String,
    pub(crate) version: u64,
    expires: String,
}

/// What one role says of a file of another (section 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pinned {
    /// The exact version.
    pub version: u64,
    /// Bytes, if they are pinned.
    pub length: Option<u64>,
    hashes: Option<BTreeMap<String, String>>,
}

/// `timestamp`: which snapshot is the newest (section 4.6).
#[derive(Debug, Clone, Deserialize)]
pub struct Timestamp {
    #[serde(flatten)]
    pub(crate) common: Common,
    meta: BTreeMap<String, Pinned>,
}

/// `snapshot`: which version of each list of targets belongs together (section 4.4).
#[derive(Debug, Clone, Deserialize)]
pub struct Snapshot {
    #[serde(flatten)]
    pub(crate) common: Common,
    #[serde(default)]
    published: Option<Value>,
    pub(crate) meta: BTreeMap<String, Pinned>,
}

/// `targets` and everything it delegates to (section 4.5).
#[derive(Debug, Clone, Deserialize)]
pub struct Targets {
    #[serde(flatten)]
    pub(crate) common: Common,
    /// The files this role speaks for.
    pub targets: BTreeMap<String, Listed>,
    pub(crate) delegations: Option<Delegations>,
}

/// A public file as its role lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// Bytes.
    pub length: u64,
    hashes: BTreeMap<String, String>,
    #[serde(default)]
    custom: Option<Value>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Delegations {
    pub(crate) keys: BTreeMap<String, Key>,
    #[serde(default)]
    roles: Option<Vec<Delegation>>,
    succinct_roles: Option<Succinct>,
}

/// A role that another one trusts with some paths.
#[derive(Debug, Clone, Deserialize)]
pub struct Delegation {
    /// Its name.
    pub name: String,
    #[serde(flatten)]
    pub(crate) keys: RoleKeys,
    /// Whether no later role is asked for these paths.
    pub terminating: bool,
    paths: Option<Vec<String>>,
    path_hash_prefixes: Option<Vec<String>>,
}

/// Bins in one line (TAP 15).
#[derive(Debug, Clone, Deserialize)]
struct Succinct {
    #[serde(flatten)]
    keys: RoleKeys,
    bit_length: u32,
    name_prefix: String,
}

#[derive(Deserialize)]
struct Envelope {
    signatures: Vec<Signature>,
    signed: Value,
}

#[derive(Deserialize)]
struct Signature {
    keyid: String,
    sig: String,
}

/// Metadata that was read, not yet believed.
pub(crate) struct Read<T> {
    pub(crate) value: T,
    signatures: Vec<Signature>,
    canonical: Vec<u8>,
    role: String,
}

/// A kind of metadata, by the value of `_type`.
pub(crate) trait Kind: DeserializeOwned {
    const TYPE: &'static str;
    fn common(&self) -> &Common;
}

macro_rules! kinds {
    ($($kind:ident $name:literal),*) => {$(
        impl Kind for $kind {
            const TYPE: &'static str = $name;
            fn common(&self) -> &Common { &self.common }
        }
    )*};
}
kinds!(Root "root", Timestamp "timestamp", Snapshot "snapshot", Targets "targets");

/// Reads the metadata of `role`.
pub(crate) fn read<T: Kind>(bytes: &[u8], role: &str) -> Result<Read<T>, Refusal> {
    let malformed = |why: String| Refusal::Malformed { role: role.to_owned(), why };
    let envelope: Envelope =
        serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    let canonical = canonical(&envelope.signed).map_err(|error| malformed(error.to_string()))?;
    let value: T =
        serde_json::from_value(envelope.signed).map_err(|error| malformed(error.to_string()))?;
    let common = value.common();
    if common.kind != T::TYPE {
        return Err(malformed(format!("it says that it is {}", common.kind)));
    }
    // Section 4.1: another first number is another format.
    if common.spec_version.split('.').next() != Some("1") {
        return Err(malformed(format!("version {} of the format", common.spec_version)));
    }
    if common.version == 0 {
        return Err(malformed("version 0".to_owned()));
    }
    common.expires().ok_or_else(|| malformed(format!("expires \"{}\"", common.expires)))?;
    Ok(Read { value, signatures: envelope.signatures, canonical, role: role.to_owned() })
}

impl<T> Read<T> {
    /// Counts the signatures of different keys (section 5.1: "unique keys").
    pub(crate) fn check(
        &self,
        keys: &BTreeMap<String, Key>,
        role: &RoleKeys,
    ) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        let mut signed: BTreeSet<&str> = BTreeSet::new();
        for signature in &self.signatures {
            if !seen.insert(&signature.keyid) {
                let why = format!("two signatures by {}", signature.keyid);
                return Err(Refusal::Malformed { role: self.role.clone(), why });
            }
            let Some(key) = keys.get(&signature.keyid) else { continue };
            if role.keyids.contains(&signature.keyid)
                && let Ok(bytes) = hex::decode(&signature.sig)
                && key.has_signed(&self.canonical, &bytes)
            {
                signed.insert(key.public());
            }
        }
        let (found, needed) = (signed.len(), role.threshold);
        if role.threshold == 0 || (found as u64) < needed {
            return Err(Refusal::TooFewSignatures { role: self.role.clone(), found, needed });
        }
        Ok(())
    }
}

impl Common {
    fn expires(&self) -> Option<i64> {
        // Section 4.2: to the second, in universal time.
        let good = self.expires.len() == 20 && self.expires.ends_with('Z');
        let time: jiff::Timestamp = good.then(|| self.expires.parse().ok())??;
        Some(time.as_second())
    }

    pub(crate) fn is_expired(&self, now: i64) -> bool {
        self.expires().is_none_or(|expires| expires <= now)
    }
}

impl Common {
    /// When it ends, as it says.
    pub(crate) fn expires_text(&self) -> &str {
        &self.expires
    }
}

impl Timestamp {
    /// Its version.
    pub fn version(&self) -> u64 {
        self.common.version
    }

    /// When it ends, as it says.
    pub fn expires(&self) -> &str {
        self.common.expires_text()
    }

    /// What it says of the snapshot.
    pub fn snapshot(&self) -> Option<&Pinned> {
        self.meta.get("snapshot.json")
    }
}

impl Snapshot {
    /// Its version.
    pub fn version(&self) -> u64 {
        self.common.version
    }

    /// When the newsroom published it, if it says so.
    pub fn published(&self) -> Option<&str> {
        self.published.as_ref()?.as_str()
    }

    /// The names of all lists it pins.
    pub fn roles(&self) -> impl Iterator<Item = (&str, u64)> {
        let pinned = self.meta.iter();
        pinned.filter_map(|(name, pinned)| Some((name.strip_suffix(".json")?, pinned.version)))
    }
}

fn check_digests(
    name: &str,
    bytes: &[u8],
    hashes: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let wrong = || Refusal::WrongDigest { name: name.to_owned() };
    let mut known = 0;
    for (algorithm, wanted) in hashes {
        let digest = match algorithm.as_str() {
            "sha256" => digest::digest(&SHA256, bytes),
            "sha512" => digest::digest(&SHA512, bytes),
            _ => continue,
        };
        known += 1;
        if hex::decode(wanted).ok().as_deref() != Some(digest.as_ref()) {
            return Err(wrong());
        }
    }
    // Digests that nobody here can check vouch for nothing.
    if known == 0 { Err(wrong()) } else { Ok(()) }
}

impl Pinned {
    /// Whether these are the bytes that were pinned, as far as they were.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        if self.length.is_some_and(|length| length != bytes.len() as u64) {
            return Err(Refusal::WrongLength { name: name.to_owned() });
        }
        self.hashes.as_ref().map_or(Ok(()), |hashes| check_digests(name, bytes, hashes))
    }
}

impl Listed {
    /// Whether these are the bytes that were signed.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        if self.length != bytes.len() as u64 {
            return Err(Refusal::WrongLength { name: name.to_owned() });
        }
        check_digests(name, bytes, &self.hashes)
    }

    /// The policy that a page is sent with, by its id.
    pub fn policy(&self) -> Option<&str> {
        self.custom.as_ref()?.get("policy")?.as_str()
    }

    /// Its SHA-256, if that is among its digests.
    pub fn sha256(&self) -> Option<types::Digest> {
        self.hashes.get("sha256")?.parse().ok()
    }

    /// The digest that its file is named by (section 6.2).
    pub fn name(&self) -> Option<&str> {
        self.hashes.get("sha256").or_else(|| self.hashes.values().next()).map(String::as_str)
    }
}

impl Targets {
    /// The roles that may speak for `path`, in order.
    pub(crate) fn delegations_for(&self, path: &str) -> Vec<Delegation> {
        let Some(delegations) = &self.delegations else { return Vec::new() };
        let digest = digest::digest(&SHA256, path.as_bytes());
        if let Some(succinct) = &delegations.succinct_roles {
            return succinct.bin(digest.as_ref()).into_iter().collect();
        }
        let hex = hex::encode(digest.as_ref());
        let roles = delegations.roles.iter().flatten();
        roles.filter(|role| role.speaks_for(path, &hex)).cloned().collect()
    }

    /// The names of the roles it delegates to.
    pub fn delegates(&self) -> Vec<&str> {
        let roles = self.delegations.iter().flat_map(|all| all.roles.iter().flatten());
        roles.map(|role| role.name.as_str()).collect()
    }

    /// The keys and the threshold of a role it delegates to.
    pub(crate) fn delegated(&self, name: &str) -> Option<(&BTreeMap<String, Key>, RoleKeys)> {
        let delegations = self.delegations.as_ref()?;
        if let Some(succinct) = &delegations.succinct_roles {
            return succinct.names(name).then(|| (&delegations.keys, succinct.keys.clone()));
        }
        let role = delegations.roles.iter().flatten().find(|role| role.name == name)?;
        Some((&delegations.keys, role.keys.clone()))
    }

    /// What is wrong with its delegations as a whole.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let delegations = self.delegations.as_ref()?;
        match (&delegations.roles, &delegations.succinct_roles) {
            (Some(_), Some(_)) => return Some("both roles and succinct_roles"),
            (None, None) => return Some("neither roles nor succinct_roles"),
            _ => {}
        }
        let mut names = BTreeSet::new();
        for role in delegations.roles.iter().flatten() {
            if matches!(role.name.as_str(), "" | "root" | "timestamp" | "snapshot" | "targets") {
                return Some("a delegated role with the name of a top one");
            }
            if !names.insert(&role.name) {
                return Some("two delegated roles of one name");
            }
            if role.paths.is_some() == role.path_hash_prefixes.is_some() {
                return Some("a delegated role needs either paths or path_hash_prefixes");
            }
        }
        if delegations.succinct_roles.as_ref().is_some_and(|s| !(1..=32).contains(&s.bit_length)) {
            return Some("bit_length is 1 to 32");
        }
        None
    }
}

impl Succinct {
    fn digits(&self) -> usize {
        self.bit_length.div_ceil(4) as usize
    }

    fn bin(&self, digest: &[u8]) -> Option<Delegation> {
        let first = u32::from_be_bytes(digest.get(..4)?.try_into().ok()?);
        let number = first.checked_shr(32 - self.bit_length).unwrap_or(first);
        let name = format!("{}-{number:0width$x}", self.name_prefix, width = self.digits());
        let keys = self.keys.clone();
        Some(Delegation { name, keys, terminating: true, paths: None, path_hash_prefixes: None })
    }

    fn names(&self, name: &str) -> bool {
        let number = name.strip_prefix(&self.name_prefix).and_then(|rest| rest.strip_prefix('-'));
        number.filter(|digits| digits.len() == self.digits()).is_some_and(|digits| {
            u64::from_str_radix(digits, 16).is_ok_and(|number| number < 1 << self.bit_length)
        })
    }
}

impl Delegation {
    fn speaks_for(&self, path: &str, hex: &str) -> bool {
        let by_hash = self.path_hash_prefixes.iter().flatten();
        let mut by_path = self.paths.iter().flatten();
        by_hash.into_iter().any(|prefix| hex.starts_with(prefix.as_str()))
            || by_path.any(|pattern| matches(pattern, path))
    }
}

/// Shell patterns part by part (section 4.5): neither `*` nor `?` reaches over a slash.
fn matches(pattern: &str, path: &str) -> bool {
    let (patterns, parts): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), path.split('/').collect());
    patterns.len() == parts.len()
        && patterns.iter().zip(parts).all(|(pattern, part)| {
            let (pattern, part): (Vec<char>, Vec<char>) =
                (pattern.chars().collect(), part.chars().collect());
            glob(&pattern, &part)
        })
}

/// `*` and `?` without recursion, so that no pattern costs more than its length times that of the part.
fn glob(pattern: &[char], part: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < part.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '?' || c == part[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stop_at_a_slash() {
        assert!(matches("a/*.html", "a/b.html"));
        assert!(!matches("a/*.html", "a/b/c.html"));
        assert!(!matches("*", "a/b"));
        assert!(matches("a?c/**d", "abc/ddd"));
        assert!(!matches("a", "b"));
    }
}
