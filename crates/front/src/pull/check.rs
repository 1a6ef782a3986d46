//! Goes over every file of an edition, as a stranger would, and keeps nothing.

use serde::Serialize;

use super::{Client, Error, Source, client::side_by_side};

/// What a check found.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// The snapshot's version.
    pub snapshot: u64,
    /// The timestamp's version.
    pub timestamp: u64,
    /// When the newsroom published it, as it says.
    pub published: Option<String>,
    /// Until when it counts as the newest.
    pub expires: String,
    /// The root's version.
    pub root: u64,
    /// Files that the edition lists.
    pub targets: usize,
    /// Files that have the bytes that were signed.
    pub checked: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that are missing or are something else, at most a hundred of them.
    pub faults: Vec<String>,
    /// What is strange, though every file may be as it was signed.
    pub alarms: Vec<String>,
}

impl Checked {
    /// Whether every file was checked and is as it was signed.
    pub fn is_whole(&self) -> bool {
        self.targets == self.checked
    }
}

/// Checks the edition that `sources` carry. `progress` hears how many of how many files were checked.
pub fn check(
    root: &[u8],
    sources: Vec<Source>,
    now: i64,
    carried: bool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Checked, Error> {
    let mut client = Client::new(root, sources, now, carried)?;
    let nothing = |_: &str| None;
    client.roots(&nothing)?;
    client.timestamps()?;
    client.snapshot(&nothing)?;
    let (roles, _) = client.lists(&nothing)?;
    let files = client.files(&roles)?;
    Client::check_apart(&files)?;
    let files: Vec<_> = files.into_iter().collect();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let results = side_by_side(&files, |(path, file)| {
        let result = client.file(path, file).map(|_| file.length);
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if done.is_multiple_of(64) || done == files.len() {
            progress(done, files.len());
        }
        result
    });
    let (mut checked, mut bytes, mut faults) = (0, 0, Vec::new());
    for result in results {
        match result {
            Ok(length) => {
                checked += 1;
                bytes += length;
            }
            Err(error) if faults.len() < 100 => faults.push(error.to_string()),
            Err(_) => {}
        }
    }
    let trusted = &client.trusted;
    Ok(Checked {
        snapshot: trusted.snapshot().map_or(0, wire::edition::Snapshot::version),
        timestamp: trusted.timestamp().map_or(0, wire::edition::Timestamp::version),
        published: trusted.snapshot().and_then(|one| one.published()).map(str::to_owned),
        expires: trusted.timestamp().map(|one| one.expires().to_owned()).unwrap_or_default(),
        root: trusted.root_version(),
        targets: files.len(),
        checked,
        bytes,
        faults,
        alarms: client.alarms,
    })
}

/// Checks who signed the edition in a folder, not its files: enough for a front that starts. Says what it found.
///
/// A late edition is served all the same: it is what the newsroom signed, and readers are told its date.
pub fn check_signatures(root: &[u8], source: Source, now: i64) -> Result<String, Error> {
    let mut client = Client::new(root, vec![source], now, true)?;
    let nothing = |_: &str| None;
    client.roots(&nothing)?;
    client.timestamps()?;
    client.snapshot(&nothing)?;
    let trusted = &client.trusted;
    let version = trusted.snapshot().map_or(0, wire::edition::Snapshot::version);
    let published =
        trusted.snapshot().and_then(|one| one.published()).unwrap_or("at an unknown time");
    let expires = trusted.timestamp().map(wire::edition::Timestamp::expires).unwrap_or_default();
    let is_late = expires.parse::<jiff::Timestamp>().is_ok_and(|end| end.as_second() <= now);
    let late = if is_late {
        "; it is late: clients will not take it before the newsroom signs again"
    } else {
        ""
    };
    Ok(format!(
        "snapshot {version}, published {published}, the newest until {expires}, signed by root {}{late}",
        trusted.root_version()
    ))
}
