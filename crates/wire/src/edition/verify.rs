//! The client's workflow (TUF 1.0.34, section 5), step by step, as bytes arrive.
//!
//! [`Trusted`] holds what may be believed so far. Each step takes bytes and either believes more or says why not; who
//! fetched them, where they are kept and what time it is are the caller's.

use std::collections::{BTreeMap, BTreeSet};

use super::metadata::{Listed, Pinned, Read, Refusal, Root, Snapshot, Targets, Timestamp, read};

/// How many delegated roles are asked for one path (section 5.6.7.1).
const MOST_DELEGATIONS: usize = 32;

/// What may be believed so far.
#[derive(Debug, Clone)]
pub struct Trusted {
    root: Root,
    timestamp: Option<Timestamp>,
    snapshot: Option<Snapshot>,
    /// Lists by role, each with the parent whose keys it was checked against.
    targets: BTreeMap<String, (String, Targets)>,
    /// The one moment that expiry is held against (section 5.1), seconds since 1970.
    now: i64,
    /// A copy that was carried by hand is always late: everything but expiry is checked.
    carried: bool,
}

impl Trusted {
    /// Begins with a root that came by a way the reader trusts. Its expiry does not matter yet (section 5.3.1).
    pub fn begin(root: &[u8], now: i64, carried: bool) -> Result<Self, Refusal> {
        let read = read_root(root)?;
        check_root(&read, &read.value)?;
        Ok(Self {
            root: read.value,
            timestamp: None,
            snapshot: None,
            targets: BTreeMap::new(),
            now,
            carried,
        })
    }

    /// The root that is believed.
    pub fn root_version(&self) -> u64 {
        self.root.common.version
    }

    /// Whether metadata and targets are named by version and digest (section 6.2).
    pub fn is_consistent(&self) -> bool {
        self.root.consistent_snapshot
    }

    /// The timestamp that is believed.
    pub fn timestamp(&self) -> Option<&Timestamp> {
        self.timestamp.as_ref()
    }

    /// What the snapshot pins of a role.
    pub fn pinned(&self, role: &str) -> Option<&Pinned> {
        self.snapshot.as_ref()?.meta.get(&format!("{role}.json"))
    }

    /// Whether a role's list is believed already because of this parent. Another parent may trust other keys.
    pub fn has(&self, role: &str, parent: &str) -> bool {
        self.list(role, parent).is_some()
    }

    /// The list of a role that is believed because of this parent, if it is the one that the snapshot pins now.
    pub fn list(&self, role: &str, parent: &str) -> Option<&Targets> {
        let (_, list) = self.targets.get(role).filter(|(by, _)| by == parent)?;
        (self.pinned(role)?.version == list.common.version).then_some(list)
    }

    /// What is believed, without the lists of files: enough to compare timestamps.
    #[must_use]
    pub fn without_lists(&self) -> Self {
        Self {
            root: self.root.clone(),
            timestamp: self.timestamp.clone(),
            snapshot: None,
            targets: BTreeMap::new(),
            now: self.now,
            carried: self.carried,
        }
    }

    /// Timestamp and snapshot, as they are believed, have not expired.
    pub fn check_fresh(&self) -> Result<(), Refusal> {
        self.check_root_is_fresh()?;
        self.check_timestamp()?;
        if self.snapshot.is_some() { self.check_snapshot() } else { Ok(()) }
    }

    /// The names of all lists that are believed.
    pub fn roles(&self) -> Vec<String> {
        let pinned = |role: &str, list: &Targets| {
            self.pinned(role).is_some_and(|pinned| pinned.version == list.common.version)
        };
        let lists = self.targets.iter().filter(|(role, (_, list))| pinned(role, list));
        lists.map(|(role, _)| role.clone()).collect()
    }

    /// The paths that the list of a role names, whether or not it may speak for them.
    pub fn paths(&self, role: &str) -> Vec<&str> {
        let list = self.targets.get(role).map(|(_, list)| list);
        list.into_iter().flat_map(|list| list.targets.keys()).map(String::as_str).collect()
    }

    /// From now on expiry is held against this moment, seconds since 1970.
    pub fn set_now(&mut self, now: i64) {
        self.now = now;
    }

    /// The snapshot that is believed.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref()
    }

    /// The version of the newest root that is believed, and when it ends.
    pub fn root_expires(&self) -> &str {
        self.root.common.expires_text()
    }

    fn is_expired(&self, common: &super::metadata::Common) -> bool {
        !self.carried && common.is_expired(self.now)
    }

    /// Takes the next root. Returns whether the keys of timestamp or snapshot changed: then what was kept of both must be
    /// forgotten (section 5.3.11).
    pub fn update_root(&mut self, bytes: &[u8]) -> Result<bool, Refusal> {
        let read = read_root(bytes)?;
        // 5.3.4: enough of the old keys and enough of the new ones.
        check_root(&read, &self.root)?;
        check_root(&read, &read.value)?;
        // 5.3.5: exactly the next version.
        let (found, wanted) = (read.value.common.version, self.root.common.version + 1);
        if found != wanted {
            return Err(Refusal::WrongVersion { role: "root".to_owned(), found, wanted });
        }
        let new = read.value;
        let changed = ["timestamp", "snapshot"].iter().any(|role| {
            let public = |root: &Root| -> BTreeSet<String> {
                let ids = root.roles.get(*role).map(|role| role.keyids.clone()).unwrap_or_default();
                ids.iter().filter_map(|id| Some(root.keys.get(id)?.public().to_owned())).collect()
            };
            public(&self.root) != public(&new)
        });
        self.root = new;
        if changed {
            (self.timestamp, self.snapshot) = (None, None);
        }
        Ok(changed)
    }

    /// The last root of the chain must be fresh (section 5.3.10).
    pub fn check_root_is_fresh(&self) -> Result<(), Refusal> {
        if self.is_expired(&self.root.common) {
            return Err(Refusal::Expired { role: "root".to_owned() });
        }
        Ok(())
    }

    /// Takes a timestamp. Returns false if it is the one that is believed already (section 5.4).
    pub fn update_timestamp(&mut self, bytes: &[u8]) -> Result<bool, Refusal> {
        const ROLE: &str = "timestamp";
        self.check_root_is_fresh()?;
        let read: Read<Timestamp> = read(bytes, ROLE)?;
        read.check(&self.root.keys, self.role(ROLE)?)?;
        let new = read.value;
        let snapshot = new.snapshot().ok_or_else(|| Refusal::Malformed {
            role: ROLE.to_owned(),
            why: "it names no snapshot.json".to_owned(),
        })?;
        if let Some(old) = &self.timestamp {
            let rolled_back = || Refusal::RolledBack { role: ROLE.to_owned() };
            // 5.4.3.1: the version does not go down; the same one again changes nothing.
            if new.common.version < old.common.version {
                return Err(rolled_back());
            }
            if new.common.version == old.common.version {
                return Ok(false);
            }
            // 5.4.3.2: nor does the snapshot's.
            if old.snapshot().is_some_and(|old| snapshot.version < old.version) {
                return Err(rolled_back());
            }
        }
        self.timestamp = Some(new);
        // 5.4.4. An old one is kept to compare with, and believed in nothing else.
        self.check_timestamp()?;
        Ok(true)
    }

    fn check_timestamp(&self) -> Result<&Pinned, Refusal> {
        let missing = || Refusal::OutOfOrder { role: "snapshot".to_owned() };
        let timestamp = self.timestamp.as_ref().ok_or_else(missing)?;
        if self.is_expired(&timestamp.common) {
            return Err(Refusal::Expired { role: "timestamp".to_owned() });
        }
        timestamp.snapshot().ok_or_else(missing)
    }

    /// Takes a snapshot (section 5.5). `kept` says that it was believed before and comes from our own disk, where the
    /// digest that a newer timestamp pins is not its own.
    pub fn update_snapshot(&mut self, bytes: &[u8], kept: bool) -> Result<(), Refusal> {
        const ROLE: &str = "snapshot";
        let pinned = self.check_timestamp()?.clone();
        if !kept {
            // 5.5.2.
            pinned.check("snapshot.json", bytes)?;
        }
        let read: Read<Snapshot> = read(bytes, ROLE)?;
        read.check(&self.root.keys, self.role(ROLE)?)?;
        let new = read.value;
        if !kept && new.common.version != pinned.version {
            return Err(Refusal::WrongVersion {
                role: ROLE.to_owned(),
                found: new.common.version,
                wanted: pinned.version,
            });
        }
        if let Some(old) = &self.snapshot {
            // 5.5.5: nothing vanishes and no version goes down.
            for (name, old) in &old.meta {
                if new.meta.get(name).is_none_or(|new| new.version < old.version) {
                    return Err(Refusal::RolledBack { role: name.clone() });
                }
            }
        }
        self.snapshot = Some(new);
        self.check_snapshot()
    }

    fn check_snapshot(&self) -> Result<(), Refusal> {
        let pinned = self.check_timestamp()?;
        let snapshot = self
            .snapshot
            .as_ref()
            .ok_or_else(|| Refusal::OutOfOrder { role: "targets".to_owned() })?;
        if self.is_expired(&snapshot.common) {
            return Err(Refusal::Expired { role: "snapshot".to_owned() });
        }
        if snapshot.common.version != pinned.version {
            return Err(Refusal::WrongVersion {
                role: "snapshot".to_owned(),
                found: snapshot.common.version,
                wanted: pinned.version,
            });
        }
        Ok(())
    }

    /// Takes the list of `role`, which `parent` delegates to; `root` is the parent of `targets` (section 5.6).
    pub fn update_targets(
        &mut self,
        bytes: &[u8],
        role: &str,
        parent: &str,
    ) -> Result<(), Refusal> {
        self.check_snapshot()?;
        let unknown = || Refusal::Unknown { name: role.to_owned() };
        let pinned = self.pinned(role).ok_or_else(unknown)?;
        // 5.6.2.
        pinned.check(&format!("{role}.json"), bytes)?;
        let read: Read<Targets> = read(bytes, role)?;
        // 5.6.3.
        if parent == "root" {
            read.check(&self.root.keys, self.role("targets")?)?;
        } else {
            let out_of_order = || Refusal::OutOfOrder { role: role.to_owned() };
            let (by, _) = self.targets.get(parent).ok_or_else(out_of_order)?;
            let parent = self.list(parent, by).ok_or_else(out_of_order)?;
            let (keys, signers) = parent.delegated(role).ok_or_else(unknown)?;
            read.check(keys, &signers)?;
        }
        let new = read.value;
        if let Some(why) = new.fault() {
            return Err(Refusal::Malformed { role: role.to_owned(), why: why.to_owned() });
        }
        // 5.6.4.
        if new.common.version != pinned.version {
            return Err(Refusal::WrongVersion {
                role: role.to_owned(),
                found: new.common.version,
                wanted: pinned.version,
            });
        }
        // 5.6.5.
        if self.is_expired(&new.common) {
            return Err(Refusal::Expired { role: role.to_owned() });
        }
        self.targets.insert(role.to_owned(), (parent.to_owned(), new));
        Ok(())
    }

    /// Reads a list that the editors signed, outside of any edition: only its signatures and its form are checked.
    pub fn check_targets(&self, bytes: &[u8]) -> Result<Targets, Refusal> {
        let read: Read<Targets> = read(bytes, "targets")?;
        read.check(&self.root.keys, self.role("targets")?)?;
        match read.value.fault() {
            Some(why) => {
                Err(Refusal::Malformed { role: "targets".to_owned(), why: why.to_owned() })
            }
            None => Ok(read.value),
        }
    }

    fn role(&self, role: &str) -> Result<&super::metadata::RoleKeys, Refusal> {
        self.root.roles.get(role).ok_or_else(|| Refusal::Unknown { name: role.to_owned() })
    }
}

fn read_root(bytes: &[u8]) -> Result<Read<Root>, Refusal> {
    let read: Read<Root> = read(bytes, "root")?;
    for role in ["root", "timestamp", "snapshot", "targets"] {
        if !read.value.roles.contains_key(role) {
            let why = format!("it names no keys for {role}");
            return Err(Refusal::Malformed { role: "root".to_owned(), why });
        }
    }
    Ok(read)
}

fn check_root(read: &Read<Root>, by: &Root) -> Result<(), Refusal> {
    let keys = by.roles.get("root").ok_or_else(|| Refusal::Unknown { name: "root".to_owned() })?;
    read.check(&by.keys, keys)
}

/// What a search asks for next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The list of this role, by its parent; give it to [`Trusted::update_targets`] and ask again.
    Role {
        /// The role.
        role: String,
        /// Who delegates to it.
        parent: String,
    },
    /// The file is listed.
    Found(Listed),
    /// No role that may speak for this path lists it.
    Nowhere,
}

/// Looks for one path through the delegations, in the order of section 5.6.7.
#[derive(Debug, Clone)]
pub struct Search {
    path: String,
    visited: BTreeSet<String>,
    stack: Vec<(String, String)>,
}

impl Search {
    /// Begins at `targets`.
    pub fn new(path: &str) -> Self {
        let stack = vec![("targets".to_owned(), "root".to_owned())];
        Self { path: path.to_owned(), visited: BTreeSet::new(), stack }
    }

    /// The next step, after what the last one asked for was given to `trusted`.
    pub fn next(&mut self, trusted: &Trusted) -> Wanted {
        while self.visited.len() <= MOST_DELEGATIONS {
            let Some((role, parent)) = self.stack.last().cloned() else { break };
            if self.visited.contains(&role) {
                self.stack.pop();
                continue;
            }
            let Some(targets) = trusted.list(&role, &parent) else {
                return Wanted::Role { role, parent };
            };
            self.stack.pop();
            if let Some(listed) = targets.targets.get(&self.path) {
                return Wanted::Found(listed.clone());
            }
            self.visited.insert(role.clone());
            let mut children = Vec::new();
            for child in targets.delegations_for(&self.path) {
                children.push((child.name, role.clone()));
                if child.terminating {
                    // 5.6.7.2.1: nobody after this one is asked.
                    self.stack.clear();
                    break;
                }
            }
            self.stack.extend(children.into_iter().rev());
        }
        Wanted::Nowhere
    }
}
