//! What editors do together, who meet only by files: root and `targets` are drafted by one and signed by enough of them.
//!
//! Each step is a function here and a command in `tamizdat keys`; `docs/guide/ceremony.md` is the drill for people.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use types::Digest;
use wire::edition::{BINS, Trusted, bin_name, bin_prefixes, canonical, ed25519_key, key_id};

use super::{
    DAY, Error,
    folder::{lists, metadata, signed, versions},
    keys::{Pair, Work, envelope, read, seal, unseal},
    time,
};
use crate::store::write_whole;

const OFFLINE_DAYS: i64 = 365;
const ONLINE: [&str; 3] = ["bins", "snapshot", "timestamp"];

/// The two public keys of an editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// What the others call them.
    pub name: String,
    /// Signs roots.
    pub root: String,
    /// Signs where letters and money go.
    pub targets: String,
}

/// Who may sign what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Circle {
    threshold: u64,
    editors: Vec<Editor>,
    /// Public halves of `bins`, `snapshot`, `timestamp`: the live ones, then the standby's.
    live: [String; 3],
    standby: [String; 3],
}

/// What `targets` lists itself, as the newsroom has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Where letters go.
    pub letterbox: Vec<u8>,
    /// Where pages may lead.
    pub outside: Vec<u8>,
    /// The reader file without its root; nothing leaves it out.
    pub reader: Option<crate::reader::Reader>,
}

/// What a change of root changes.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Make new online and standby keys.
    pub online: bool,
    /// Editors who leave, or whose key is lost.
    pub without: Vec<String>,
    /// Editors who come.
    pub with: Vec<Editor>,
    /// How many must sign from now on.
    pub threshold: Option<u64>,
}

/// How far a draft is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// So many more editors must sign it.
    Waits {
        /// The draft's file, to be passed on.
        draft: PathBuf,
        /// How many.
        more: u64,
    },
    /// It holds from now on.
    Holds {
        /// Which version.
        version: u64,
    },
}

/// The two roles that editors sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who may sign.
    Root,
    /// Where letters and money go.
    Targets,
}

impl Role {
    /// Its name in metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Targets => "targets",
        }
    }
}

fn draft(folder: &Path, role: Role) -> PathBuf {
    folder.join("drafts").join(format!("{}.json", role.name()))
}

/// Makes the two keys of one editor, sealed, on their own machine.
pub fn editor(folder: &Path, name: &str, passphrase: &str, work: Work) -> Result<Editor, Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(Error::First(format!(
            "\"{name}\" cannot be a file's name; use letters, digits and hyphens"
        )));
    }
    let (root, targets) = (Pair::generate(), Pair::generate());
    for (role, pair) in [("root", &root), ("targets", &targets)] {
        let path = folder.join(format!("{role}-{name}.age"));
        if path.exists() {
            return Err(Error::First(format!(
                "{} is there already; a key is never overwritten",
                path.display()
            )));
        }
        seal(&path, &[pair], passphrase, work)?;
    }
    let editor = Editor { name: name.to_owned(), root: root.public, targets: targets.public };
    let path = folder.join(format!("{name}.public.json"));
    write(&path, &serde_json::to_vec_pretty(&editor).expect("an editor can be written"))?;
    Ok(editor)
}

/// Makes all keys of a newsroom, and the first root and `targets`, signed by all editors.
///
/// `passphrases` are the editors' in order, then the standby's.
pub fn create(
    folder: &Path,
    threshold: u64,
    passphrases: &[String],
    work: Work,
    files: &Files,
    now: i64,
) -> Result<(), Error> {
    let Some((standby_passphrase, editors)) = passphrases.split_last() else {
        return Err(Error::First("no passphrases".to_owned()));
    };
    if folder.join("metadata").exists() || folder.join("online").exists() {
        let folder = folder.display();
        return Err(Error::First(format!(
            "{folder} holds keys already, and keys are never overwritten; choose another folder, or rotate with `tamizdat keys rotate --dir {folder}`"
        )));
    }
    let count = editors.len() as u64;
    check_threshold(threshold, count)?;
    let home = folder.join("editors");
    let mut circle = Vec::new();
    for (at, passphrase) in editors.iter().enumerate() {
        circle.push(editor(&home, &(at + 1).to_string(), passphrase, work)?);
    }
    let (live, standby) = make_online(folder, &folder.join("online"), standby_passphrase, work)?;
    let circle = Circle { threshold, editors: circle, live, standby };
    save_circle(folder, &circle)?;
    let unsealed = |role: &str| -> Result<Vec<Pair>, Error> {
        let mut pairs = Vec::new();
        for (editor, passphrase) in circle.editors.iter().zip(editors) {
            let path = home.join(format!("{role}-{}.age", editor.name));
            pairs.extend(unseal(&path, passphrase)?);
        }
        Ok(pairs)
    };
    let root = envelope(&root(&circle, 1, now), &unsealed("root")?.iter().collect::<Vec<_>>());
    lay_files(folder, files, &root)?;
    let list = targets(&circle, &folder.join("files"), 1, now);
    let list = envelope(&list, &unsealed("targets")?.iter().collect::<Vec<_>>());
    write(&metadata(folder, 1, "targets"), &list)?;
    write(&metadata(folder, 1, "root"), &root)?;
    write(&folder.join("root.json"), &root)
}

fn check_threshold(threshold: u64, editors: u64) -> Result<(), Error> {
    if threshold == 0 || threshold > editors {
        return Err(Error::First(format!(
            "{threshold} of {editors} editors cannot sign; the threshold is 1 to {editors}, and with three editors best 2"
        )));
    }
    Ok(())
}

type Publics = [String; 3];

fn make_online(
    folder: &Path,
    to: &Path,
    passphrase: &str,
    work: Work,
) -> Result<(Publics, Publics), Error> {
    let (live, standby) = (ONLINE.map(|_| Pair::generate()), ONLINE.map(|_| Pair::generate()));
    for (role, pair) in ONLINE.iter().zip(&live) {
        pair.save(&to.join(format!("{role}.json")))?;
    }
    seal(&folder.join("standby.age"), &standby.each_ref(), passphrase, work)?;
    Ok((live.map(|pair| pair.public), standby.map(|pair| pair.public)))
}

fn circle(folder: &Path) -> Result<Circle, Error> {
    let path = folder.join("editors.json");
    let bytes = read(&path)?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Invalid { path, why: error.to_string() })
}

fn save_circle(folder: &Path, circle: &Circle) -> Result<(), Error> {
    let bytes = serde_json::to_vec_pretty(circle).expect("names and keys can be written");
    write(&folder.join("editors.json"), &bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_whole(path, bytes).map_err(|source| Error::Unwritable { path: path.to_owned(), source })
}

fn keys_of<'a>(publics: impl IntoIterator<Item = &'a String>) -> Map<String, Value> {
    publics
        .into_iter()
        .map(|public| {
            let key = ed25519_key(public);
            (key_id(&key), key)
        })
        .collect()
}

fn role(publics: &[&String], threshold: u64) -> Value {
    let ids: BTreeSet<String> = publics.iter().map(|public| key_id(&ed25519_key(public))).collect();
    json!({ "keyids": ids, "threshold": threshold })
}

fn root(circle: &Circle, version: u64, now: i64) -> Value {
    let roots: Vec<&String> = circle.editors.iter().map(|editor| &editor.root).collect();
    let targets: Vec<&String> = circle.editors.iter().map(|editor| &editor.targets).collect();
    let online = |at: usize| vec![&circle.live[at], &circle.standby[at]];
    let all = roots.iter().chain(&targets).copied();
    let keys = keys_of(all.chain(online(1)).chain(online(2)));
    json!({
        "_type": "root", "spec_version": "1.0.0", "version": version,
        "expires": time(now + OFFLINE_DAYS * DAY), "consistent_snapshot": true, "keys": keys,
        "roles": {
            "root": role(&roots, circle.threshold),
            "targets": role(&targets, circle.threshold),
            "snapshot": role(&online(1), 1),
            "timestamp": role(&online(2), 1),
        },
    })
}

fn targets(circle: &Circle, files: &Path, version: u64, now: i64) -> Value {
    let bins = [&circle.live[0], &circle.standby[0]];
    let keys = role(&bins, 1);
    let roles: Vec<Value> = (0..BINS)
        .map(|bin| {
            json!({
                "name": bin_name(bin), "keyids": keys["keyids"], "threshold": 1,
                "terminating": true, "path_hash_prefixes": bin_prefixes(bin),
            })
        })
        .collect();
    let mut listed = Map::new();
    for name in ["letterbox.json", "outside.json", "reader.html"] {
        let Ok(bytes) = fs::read(files.join(name)) else { continue };
        let sha256 = Digest::of(&bytes).to_string();
        let target = json!({ "hashes": { "sha256": sha256 }, "length": bytes.len() });
        listed.insert(name.to_owned(), target);
    }
    json!({
        "_type": "targets", "spec_version": "1.0.0", "version": version,
        "expires": time(now + OFFLINE_DAYS * DAY), "targets": listed,
        "delegations": { "keys": keys_of(bins), "roles": roles },
    })
}

fn lay_files(folder: &Path, files: &Files, root: &[u8]) -> Result<(), Error> {
    let to = folder.join("files");
    write(&to.join("letterbox.json"), &files.letterbox)?;
    write(&to.join("outside.json"), &files.outside)?;
    match &files.reader {
        Some(reader) => write(&to.join("reader.html"), reader.html(root).as_bytes()),
        None => Ok(()),
    }
}

/// The newest version of a role, with its bytes.
fn newest(folder: &Path, role: Role) -> Result<(u64, Vec<u8>), Error> {
    versions(folder, role.name())?.pop_last().ok_or_else(|| {
        let folder = folder.display();
        Error::First(format!("{folder} holds no {}; make keys first", role.name()))
    })
}

/// Drafts the next root, and the next `targets` where the change needs one.
///
/// `standby` seals new standby keys, and is needed only for new online keys.
pub fn rotate(
    folder: &Path,
    change: &Change,
    standby: Option<(&str, Work)>,
    now: i64,
) -> Result<(), Error> {
    let mut circle = circle(folder)?;
    for name in &change.without {
        let before = circle.editors.len();
        circle.editors.retain(|editor| editor.name != *name);
        if circle.editors.len() == before {
            let known: Vec<&str> =
                circle.editors.iter().map(|editor| editor.name.as_str()).collect();
            return Err(Error::First(format!(
                "there is no editor \"{name}\"; there are {}",
                known.join(", ")
            )));
        }
    }
    for new in &change.with {
        if circle.editors.iter().any(|editor| editor.name == new.name) {
            return Err(Error::First(format!("there is an editor \"{}\" already", new.name)));
        }
        circle.editors.push(new.clone());
    }
    circle.threshold = change.threshold.unwrap_or(circle.threshold);
    check_threshold(circle.threshold, circle.editors.len() as u64)?;
    if change.online {
        let Some((passphrase, work)) = standby else {
            return Err(Error::First("new standby keys need a passphrase".to_owned()));
        };
        let drafts = folder.join("drafts");
        (circle.live, circle.standby) =
            make_online(&drafts, &drafts.join("online"), passphrase, work)?;
    }
    let (version, _) = newest(folder, Role::Root)?;
    let new = root(&circle, version + 1, now);
    write(&draft(folder, Role::Root), &envelope(&new, &[]))?;
    save_circle(&folder.join("drafts"), &circle)?;
    let (version, _) = newest(folder, Role::Targets)?;
    // New bins keys stand in `targets`, and so do signatures of editors who leave.
    if change.online || !change.without.is_empty() {
        let list = targets(&circle, &folder.join("files"), version + 1, now);
        write(&draft(folder, Role::Targets), &envelope(&list, &[]))?;
    }
    Ok(())
}

/// Drafts the next `targets` with these files. Returns the addresses that are new and those that are gone.
pub fn draft_targets(folder: &Path, files: &Files, now: i64) -> Result<Vec<String>, Error> {
    let pending = folder.join("drafts").join("editors.json").exists();
    let circle = circle(&if pending { folder.join("drafts") } else { folder.to_owned() })?;
    let (version, _) = newest(folder, Role::Targets)?;
    let (_, root) = newest(folder, Role::Root)?;
    let old = fs::read(folder.join("files").join("outside.json")).unwrap_or_default();
    let drafts = folder.join("drafts");
    lay_files(&drafts, files, &root)?;
    let list = targets(&circle, &drafts.join("files"), version + 1, now);
    write(&draft(folder, Role::Targets), &envelope(&list, &[]))?;
    let addresses = |bytes: &[u8]| -> BTreeSet<String> {
        let list: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let all = list["addresses"].as_array().into_iter().flatten();
        all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let (old, new) = (addresses(&old), addresses(&files.outside));
    let added = new.difference(&old).map(|one| format!("+ {one}"));
    let gone = old.difference(&new).map(|one| format!("- {one}"));
    Ok(added.chain(gone).collect())
}

/// Adds an editor's signature to a draft. When enough have signed, it holds.
pub fn sign(
    folder: &Path,
    role: Role,
    key: &Path,
    passphrase: &str,
    now: i64,
) -> Result<Step, Error> {
    let path = draft(folder, role);
    if !path.exists() {
        let how = match role {
            Role::Root => "draft one with `tamizdat keys rotate`",
            Role::Targets => "draft one with `tamizdat keys sign-targets --from NEWSROOM`",
        };
        return Err(Error::First(format!("there is no draft to sign; {how}")));
    }
    let invalid = |why: &str| Error::Invalid { path: path.clone(), why: why.to_owned() };
    let mut whole: Value = serde_json::from_slice(&read(&path)?)
        .map_err(|error| Error::Invalid { path: path.clone(), why: error.to_string() })?;
    let bytes = canonical(&whole["signed"]).map_err(|error| invalid(&error.to_string()))?;
    let pair = unseal(key, passphrase)?.into_iter().next().ok_or(Error::NoKey(key.to_owned()))?;
    let (_, root) = newest(folder, Role::Root)?;
    let old = signed(&root);
    let may_sign = lists(&old["roles"][role.name()]["keyids"], &pair.id)
        || lists(&whole["signed"]["roles"][role.name()]["keyids"], &pair.id);
    if !may_sign {
        return Err(Error::First(format!(
            "{} may not sign a {}: neither the root that holds nor the draft names it",
            key.display(),
            role.name()
        )));
    }
    let signatures = whole["signatures"].as_array_mut().ok_or_else(|| invalid("no signatures"))?;
    signatures.retain(|one| one["keyid"] != pair.id);
    signatures.push(pair.signature(&bytes));
    let text = canonical(&whole).map_err(|error| invalid(&error.to_string()))?;
    write(&path, &text)?;
    let more = missing(&whole, &old, role);
    if more > 0 {
        return Ok(Step::Waits { draft: path, more });
    }
    install(folder, role, &text, now)
}

/// How many signatures are still missing, by the root that holds and, for a root, by the new one.
fn missing(whole: &Value, old: &Value, role: Role) -> u64 {
    let signatures = whole["signatures"].as_array();
    let lacks = |root: &Value| {
        let role = &root["roles"][role.name()];
        let by = signatures.into_iter().flatten();
        let have = by
            .filter(|one| one["keyid"].as_str().is_some_and(|id| lists(&role["keyids"], id)))
            .count() as u64;
        role["threshold"].as_u64().unwrap_or(u64::MAX).saturating_sub(have)
    };
    match role {
        Role::Root => lacks(old).max(lacks(&whole["signed"])),
        Role::Targets => lacks(old),
    }
}

/// Takes a draft that enough editors have signed into the keys' folder. A root that was signed elsewhere, with any tool,
/// comes in the same way.
pub fn install(folder: &Path, role: Role, bytes: &[u8], now: i64) -> Result<Step, Error> {
    let path = draft(folder, role);
    let invalid = |why: String| Error::Invalid { path: path.clone(), why };
    let mut trusted: Option<Trusted> = None;
    for root in versions(folder, "root")?.values() {
        let step = match &mut trusted {
            None => Trusted::begin(root, now, true).map(|first| trusted = Some(first)),
            Some(trusted) => trusted.update_root(root).map(|_| ()),
        };
        step.map_err(|error| invalid(error.to_string()))?;
    }
    let mut trusted = trusted.ok_or_else(|| Error::First("there is no root".to_owned()))?;
    let drafts = folder.join("drafts");
    let version = signed(bytes)["version"].as_u64().unwrap_or_default();
    match role {
        Role::Root => {
            trusted.update_root(bytes).map_err(|error| invalid(error.to_string()))?;
            move_there(&drafts, folder, &["online/snapshot.json", "online/timestamp.json"])?;
        }
        Role::Targets => {
            trusted.check_targets(bytes).map_err(|error| invalid(error.to_string()))?;
            let (last, _) = newest(folder, role)?;
            if version != last + 1 {
                let next = last + 1;
                return Err(invalid(format!("it is version {version}, and {next} is next")));
            }
            let files = ["online/bins.json", "files/letterbox.json", "files/outside.json"];
            move_there(&drafts, folder, &files)?;
            move_there(&drafts, folder, &["files/reader.html"])?;
        }
    }
    write(&metadata(folder, version, role.name()), bytes)?;
    let _ = fs::remove_file(&path);
    if !draft(folder, Role::Root).exists() && !draft(folder, Role::Targets).exists() {
        move_there(&drafts, folder, &["editors.json", "standby.age"])?;
        // What is left are empty folders.
        let _ = fs::remove_dir_all(&drafts);
    }
    Ok(Step::Holds { version })
}

/// Moves files that may be there.
fn move_there(from: &Path, to: &Path, names: &[&str]) -> Result<(), Error> {
    for name in names {
        let goal = to.join(name);
        let moved = match goal.parent() {
            Some(folder) => {
                fs::create_dir_all(folder).and_then(|()| fs::rename(from.join(name), &goal))
            }
            None => Ok(()),
        };
        match moved {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::Unwritable { path: goal, source: error });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Puts the standby keys where the live ones are, on the machine that takes over.
pub fn standby(folder: &Path, passphrase: &str) -> Result<(), Error> {
    let pairs = unseal(&folder.join("standby.age"), passphrase)?;
    if pairs.len() != ONLINE.len() {
        return Err(Error::NoKey(folder.join("standby.age")));
    }
    for (role, pair) in ONLINE.iter().zip(&pairs) {
        pair.save(&folder.join("online").join(format!("{role}.json")))?;
    }
    Ok(())
}

/// The state of a keys' folder, in lines for people.
pub fn show(folder: &Path, now: i64) -> Result<Vec<String>, Error> {
    let circle = circle(folder)?;
    let mut lines = vec![format!(
        "{} of {} editors must sign: {}",
        circle.threshold,
        circle.editors.len(),
        circle.editors.iter().map(|editor| editor.name.as_str()).collect::<Vec<_>>().join(", ")
    )];
    for role in [Role::Root, Role::Targets] {
        let (version, bytes) = newest(folder, role)?;
        let expires = signed(&bytes)["expires"].as_str().unwrap_or_default().to_owned();
        lines.push(format!("{} {version} holds until {expires}", role.name()));
        if let Ok(bytes) = fs::read(draft(folder, role)) {
            let whole: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            let (_, root) = newest(folder, Role::Root)?;
            let more = missing(&whole, &signed(&root), role);
            lines.push(format!("a draft of the next {} waits for {more} signatures", role.name()));
        }
    }
    if let Err(error) = super::folder::Keys::open(folder, now) {
        lines.push(format!("it cannot sign an edition now: {error}"));
    }
    Ok(lines)
}
