//! The client's workflow over all sources: roots, the highest timestamp of all, snapshot, every list.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use types::{Digest, TargetPath};
use wire::edition::{Refusal, Search, Trusted, Wanted};

use super::{Error, Source};

/// The most bytes of each kind of metadata, and how many roots are followed in one go (`docs/reference/edition.md`, 6.5).
const ROOT: u64 = 512_000;
const TIMESTAMP: u64 = 16_384;
const SNAPSHOT: u64 = 2_000_000;
const TARGETS: u64 = 5_000_000;
const MOST_ROOTS: usize = 256;
/// Lists that are asked for: more than any edition has, fewer than an endless graph.
const MOST_ROLES: usize = 20_000;
/// Requests at once.
pub(crate) const SIDE_BY_SIDE: usize = 8;

/// Metadata that is here already, by the name of its file, and whether it is on the disk. It is believed no sooner than
/// what is fetched.
pub(crate) type Kept<'a> = dyn Fn(&str) -> Option<(Vec<u8>, bool)> + Sync + 'a;

/// Metadata that was taken, by the name of its file, to be kept.
pub(crate) type Taken = Vec<(String, Vec<u8>)>;

/// The name of a list's file, its bytes, and whether they came from outside.
type Fetched = (String, Vec<u8>, bool);

/// A public file as the edition lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) digest: Digest,
    pub(crate) length: u64,
    pub(crate) policy: Option<String>,
}

/// What is believed, and whom it is asked of.
#[derive(Debug)]
pub struct Client {
    pub(crate) trusted: Trusted,
    pub(crate) sources: Vec<Source>,
    /// Sources that carry a false root: nothing of theirs is looked at in this pull.
    liars: BTreeSet<usize>,
    /// The bytes of the timestamp that is believed.
    pub(crate) timestamp: Vec<u8>,
    /// What is strange, though it does not forbid to go on.
    pub alarms: Vec<String>,
}

impl Client {
    /// Begins with a root that came by a way the reader trusts. `carried` enforces everything but expiry.
    pub fn new(root: &[u8], sources: Vec<Source>, now: i64, carried: bool) -> Result<Self, Error> {
        let trusted = Trusted::begin(root, now, carried).map_err(Error::Root)?;
        let (liars, timestamp, alarms) = (BTreeSet::new(), Vec::new(), Vec::new());
        Ok(Self { trusted, sources, liars, timestamp, alarms })
    }

    /// The sources that are asked.
    fn honest(&self) -> Vec<&Source> {
        let all = self.sources.iter().enumerate();
        all.filter(|(at, _)| !self.liars.contains(at)).map(|(_, source)| source).collect()
    }

    /// TUF 5.3: every root from the one that is trusted, of whichever source has the next.
    pub(crate) fn roots(&mut self, kept: &Kept<'_>) -> Result<Taken, Error> {
        let (mut taken, mut false_roots) = (Taken::new(), Vec::new());
        let mut unheard = Vec::new();
        self.liars.clear();
        for _ in 0..MOST_ROOTS {
            let name = format!("{}.root.json", self.trusted.root_version() + 1);
            let mut next = kept(&name).filter(|(bytes, _)| self.trusted.update_root(bytes).is_ok());
            // One source that withholds it, or has a false one, must not hide it.
            for at in 0..self.sources.len() {
                if next.is_some() || self.liars.contains(&at) {
                    continue;
                }
                let bytes = match self.sources[at].metadata(&name, ROOT) {
                    Ok(Some(bytes)) => bytes,
                    Ok(None) => continue,
                    // 5.3.3: not there is one thing; an answer without end, or none, is another.
                    Err(error) => {
                        self.liars.insert(at);
                        unheard.push(format!("{}: {name}: {error}", self.sources[at].name()));
                        continue;
                    }
                };
                match self.trusted.update_root(&bytes) {
                    Ok(_) => next = Some((bytes, false)),
                    Err(refusal) => false_roots.push((at, name.clone(), refusal)),
                }
            }
            let Some((bytes, is_on_disk)) = next else { break };
            if !is_on_disk {
                taken.push((name, bytes));
            }
        }
        self.drop_liars(false_roots, unheard)?;
        // 5.3.10.
        self.trusted.check_root_is_fresh().map_err(|refusal| Error::Refused {
            what: "root".to_owned(),
            why: vec![refusal.to_string()],
        })?;
        Ok(taken)
    }

    /// TUF 5.3.4: who hands out a root that does not hold is not asked for anything else.
    fn drop_liars(
        &mut self,
        false_roots: Vec<(usize, String, Refusal)>,
        unheard: Vec<String>,
    ) -> Result<(), Error> {
        let mut why = Vec::new();
        for (at, name, refusal) in false_roots {
            self.liars.insert(at);
            why.push(format!("{}: {name}: {refusal}", self.sources[at].name()));
        }
        if self.liars.len() == self.sources.len() {
            why.extend(unheard);
            return Err(Error::Refused { what: "root".to_owned(), why });
        }
        self.alarms.extend(why);
        Ok(())
    }

    /// TUF 5.4, of all sources: the highest valid timestamp, never the first. Returns whether it is newer than what was
    /// believed.
    pub(crate) fn timestamps(&mut self) -> Result<bool, Error> {
        let mut why = Vec::new();
        let mut best: Option<(u64, Vec<u8>)> = None;
        let mut seen: BTreeMap<u64, (Digest, String)> = BTreeMap::new();
        let (mut is_same, mut alarms) = (false, Vec::new());
        let honest = self.honest();
        let answers: Vec<_> = std::thread::scope(|scope| {
            let asked: Vec<_> = honest
                .iter()
                .map(|source| scope.spawn(|| source.metadata("timestamp.json", TIMESTAMP)))
                .collect();
            asked.into_iter().map(|one| one.join().ok()).collect()
        });
        for (source, answer) in honest.into_iter().zip(answers) {
            let bytes = match answer {
                Some(Ok(Some(bytes))) => bytes,
                Some(Ok(None)) => {
                    why.push(format!("{}: timestamp.json is not there", source.name()));
                    continue;
                }
                Some(Err(error)) => {
                    why.push(format!("{}: {error}", source.name()));
                    continue;
                }
                None => continue,
            };
            // What is believed of lists is not needed to compare timestamps, and is large.
            let mut trusted = self.trusted.without_lists();
            match trusted.update_timestamp(&bytes) {
                Ok(is_newer) => {
                    let version = trusted.timestamp().map_or(0, wire::edition::Timestamp::version);
                    let snapshot = Digest::of(&bytes);
                    if let Some((other, name)) = seen.get(&version)
                        && *other != snapshot
                    {
                        alarms.push(format!(
                            "{} and {name} have different timestamps of version {version}: somebody has signed two editions; ask the newsroom",
                            source.name()
                        ));
                    }
                    seen.insert(version, (snapshot, source.name()));
                    is_same |= !is_newer;
                    if is_newer && best.as_ref().is_none_or(|(best, _)| *best < version) {
                        best = Some((version, bytes));
                    }
                }
                Err(refusal) => why.push(format!("{}: {refusal}", source.name())),
            }
        }
        self.alarms.extend(alarms);
        match best {
            Some((_, bytes)) => {
                let taken = self.trusted.update_timestamp(&bytes);
                taken.map_err(|refusal| refused("timestamp", &refusal))?;
                self.timestamp = bytes;
                Ok(true)
            }
            None if is_same => {
                self.trusted.check_fresh().map_err(|refusal| refused("timestamp", &refusal))?;
                Ok(false)
            }
            None => Err(Error::Refused { what: "timestamp.json".to_owned(), why }),
        }
    }

    /// TUF 5.5. Takes what lies here, or what a source has.
    pub(crate) fn snapshot(&mut self, kept: &Kept<'_>) -> Result<Taken, Error> {
        let timestamp =
            self.trusted.timestamp().and_then(|timestamp| timestamp.snapshot().cloned());
        let Some(pinned) = timestamp else { return Ok(Taken::new()) };
        if self.trusted.snapshot().is_some_and(|snapshot| snapshot.version() == pinned.version) {
            self.trusted.check_fresh().map_err(|refusal| refused("snapshot", &refusal))?;
            return Ok(Taken::new());
        }
        let name = format!("{}.snapshot.json", pinned.version);
        if let Some((bytes, is_on_disk)) = kept(&name)
            && self.trusted.update_snapshot(&bytes, false).is_ok()
        {
            return Ok(if is_on_disk { Taken::new() } else { vec![(name, bytes)] });
        }
        let most = pinned.length.unwrap_or(SNAPSHOT).min(SNAPSHOT);
        let trusted = &mut self.trusted;
        let take = |bytes: Vec<u8>| trusted.update_snapshot(&bytes, false).map(|()| bytes);
        let ask = |source: &Source| source.metadata(&name, most);
        let bytes = any(&self.sources, &self.liars, &name, ask, take)?;
        Ok(vec![(name, bytes)])
    }

    /// TUF 5.6: every list there is, those that are believed already apart. Returns the names of those that changed.
    pub(crate) fn lists(&mut self, kept: &Kept<'_>) -> Result<(Vec<String>, Taken), Error> {
        let (mut changed, mut taken) = (Vec::new(), Taken::new());
        let mut next = vec![("targets".to_owned(), "root".to_owned())];
        let mut count = 0;
        while !next.is_empty() {
            let round = std::mem::take(&mut next);
            count += round.len();
            if count > MOST_ROLES {
                let why = vec![format!("more than {MOST_ROLES} lists")];
                return Err(Error::Refused { what: "targets".to_owned(), why });
            }
            let missing: Vec<&(String, String)> =
                round.iter().filter(|(role, parent)| !self.trusted.has(role, parent)).collect();
            let mut fetched = self.fetch_lists(&missing, kept)?;
            for (role, parent) in missing {
                let Some((name, bytes, is_new)) = fetched.remove(role) else { continue };
                match self.trusted.update_targets(&bytes, role, parent) {
                    Ok(()) if is_new => taken.push((name, bytes)),
                    Ok(()) => {}
                    // The first that came did not hold: whoever has one that does.
                    Err(_) => {
                        let trusted = &mut self.trusted;
                        let take = |bytes: Vec<u8>| {
                            trusted.update_targets(&bytes, role, parent).map(|()| bytes)
                        };
                        let ask = |source: &Source| source.metadata(&name, TARGETS);
                        let bytes = any(&self.sources, &self.liars, &name, ask, take)?;
                        taken.push((name, bytes));
                    }
                }
                changed.push(role.clone());
            }
            for (role, parent) in &round {
                let list = self.trusted.list(role, parent);
                let children = list.map(wire::edition::Targets::delegates).unwrap_or_default();
                next.extend(children.into_iter().map(|child| (child.to_owned(), role.clone())));
            }
        }
        Ok((changed, taken))
    }

    /// Fetches lists side by side; each with the name of its file, and whether it came from outside.
    fn fetch_lists(
        &self,
        roles: &[&(String, String)],
        kept: &Kept<'_>,
    ) -> Result<BTreeMap<String, Fetched>, Error> {
        let fetch = |(role, _): &(String, String)| {
            let unnamed = || Error::Refused {
                what: role.clone(),
                why: vec![format!("the snapshot names no {role}")],
            };
            let pinned = self.trusted.pinned(role).ok_or_else(unnamed)?;
            let name = format!("{}.{}.json", pinned.version, quoted(role));
            if let Some((bytes, is_on_disk)) = kept(&name) {
                return Ok((role.clone(), (name, bytes, !is_on_disk)));
            }
            let most = pinned.length.unwrap_or(TARGETS).min(TARGETS);
            let take = |bytes: Vec<u8>| pinned.check(&name, &bytes).map(|()| bytes);
            let ask = |source: &Source| source.metadata(&name, most);
            let bytes = any(&self.sources, &self.liars, &name, ask, take)?;
            Ok((role.clone(), (name, bytes, true)))
        };
        side_by_side(roles, |role| fetch(role)).into_iter().collect()
    }

    /// Every file that the edition lists in these roles. A list that names a path that the format forbids, or one that it
    /// may not speak for (TUF 5.6.7), is of nobody who should be believed: the edition is refused.
    pub(crate) fn files(&self, roles: &[String]) -> Result<BTreeMap<TargetPath, File>, Error> {
        let own: BTreeSet<&str> = self.trusted.paths("targets").into_iter().collect();
        let mut files = BTreeMap::new();
        for role in roles {
            for path in self.trusted.paths(role) {
                let refuse = |why: String| Error::Refused { what: role.clone(), why: vec![why] };
                let target: TargetPath =
                    path.parse().map_err(|error: types::Error| refuse(error.to_string()))?;
                let view = path.split('/').next().unwrap_or_default();
                if wire::edition::RESERVED.contains(&view) {
                    return Err(refuse(format!(
                        "it lists \"{path}\", which is not a page's place"
                    )));
                }
                let Wanted::Found(listed) = Search::new(path).next(&self.trusted) else {
                    return Err(refuse(format!("it lists \"{path}\", which is not its own")));
                };
                // What the editors list themselves outranks every bin, whatever the bin says of it.
                if role != "targets" && own.contains(path) {
                    continue;
                }
                let digest = listed
                    .sha256()
                    .ok_or_else(|| refuse(format!("it gives no SHA-256 for \"{path}\"")))?;
                let policy = listed.policy().map(str::to_owned);
                files.insert(target, File { digest, length: listed.length, policy });
            }
        }
        Ok(files)
    }

    /// Two paths that a disk or a stick could not hold side by side.
    pub(crate) fn check_apart(files: &BTreeMap<TargetPath, File>) -> Result<(), Error> {
        match types::clash(files.keys()) {
            None => Ok(()),
            Some((one, other)) => {
                let why = vec![format!("{one} is there too, and no disk could hold both")];
                Err(Error::Refused { what: other.to_string(), why })
            }
        }
    }

    /// One public file, of whichever source has the bytes that were signed.
    pub(crate) fn file(
        &self,
        path: &TargetPath,
        file: &File,
    ) -> Result<super::source::Bytes, Error> {
        let name = path.as_str();
        let ask = |source: &Source| source.target(path, &file.digest, file.length, is_text(path));
        let take = |bytes: super::source::Bytes| {
            if bytes.identity.len() as u64 != file.length {
                return Err(Refusal::WrongLength { name: name.to_owned() });
            }
            if Digest::of(&bytes.identity) != file.digest {
                return Err(Refusal::WrongDigest { name: name.to_owned() });
            }
            Ok(bytes)
        };
        any(&self.sources, &self.liars, name, ask, take)
    }
}

/// Asks every source but liars in turn, until `take` takes what one has.
fn any<A, T>(
    sources: &[Source],
    liars: &BTreeSet<usize>,
    what: &str,
    ask: impl Fn(&Source) -> std::io::Result<Option<A>>,
    mut take: impl FnMut(A) -> Result<T, Refusal>,
) -> Result<T, Error> {
    let mut why = Vec::new();
    for (_, source) in sources.iter().enumerate().filter(|(at, _)| !liars.contains(at)) {
        let reason = match ask(source) {
            Ok(Some(answer)) => match take(answer) {
                Ok(taken) => return Ok(taken),
                Err(refusal) => refusal.to_string(),
            },
            Ok(None) => "it is not there".to_owned(),
            Err(error) => error.to_string(),
        };
        why.push(format!("{}: {reason}", source.name()));
    }
    Err(Error::Refused { what: what.to_owned(), why })
}

fn refused(what: &str, refusal: &Refusal) -> Error {
    Error::Refused { what: what.to_owned(), why: vec![refusal.to_string()] }
}

/// Whether a file is kept in compressed forms too.
pub(crate) fn is_text(path: &TargetPath) -> bool {
    let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "html" | "xml" | "json" | "js" | "txt" | "ics" | "svg")
}

/// A role's name in the name of a file: one that is not of ours may hold anything (RFC 3986, 2.1).
fn quoted(role: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');
    utf8_percent_encode(role, ENCODED).to_string()
}

/// Does some work on several threads, and gives the results in order.
pub(crate) fn side_by_side<A: Sync, R: Send>(all: &[A], work: impl Fn(&A) -> R + Sync) -> Vec<R> {
    let at = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(all.len()));
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE.min(all.len()) {
            scope.spawn(|| {
                loop {
                    let number = at.fetch_add(1, Relaxed);
                    let Some(one) = all.get(number) else { break };
                    let result = work(one);
                    results
                        .lock()
                        .expect("no thread panics while it holds the lock")
                        .push((number, result));
                }
            });
        }
    });
    let mut results = results.into_inner().expect("no thread panics while it holds the lock");
    results.sort_unstable_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}
