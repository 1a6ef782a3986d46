//! Prints a folder newsroom: reads, plans, makes what changed, and publishes the whole.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use rayon::prelude::*;
use types::{Blob, Digest, Entry, Table, TargetPath};
use wire::forms::{self, Forms};

use crate::{
    folder,
    jobs::{self, Job},
    make::{Changed, File, Made, Workshop},
    manuscript::{Manuscript, Site},
    moment::Moment,
    pages::{shell::Shell, style::Styles},
    parts, pictures,
    plan::Plan,
    problem::Problem,
    reader::Reader,
    report::{Progress, Report, Stages},
    search::Term,
    sign::{
        self,
        ceremony::Files,
        edition::{Before, Signing},
        extra,
        folder::Keys,
    },
    state::{self, Done, Kept, State},
    store::{self, Store},
};

/// What to print, and how.
pub struct Options<'a> {
    /// The newsroom's folder.
    pub from: &'a Path,
    /// The edition's folder.
    pub out: &'a Path,
    /// The moment it is printed for: what is published later is not in it.
    pub now: Moment,
    /// Print every page anew, whatever is remembered.
    pub full: bool,
    /// The keys' folder, for a signed edition.
    pub keys: Option<&'a Path>,
    /// Make gzip and brotli too. Without them long texts are cut by guess.
    pub compress: bool,
    /// Which program this is; another one's memory is not used.
    pub program: &'a str,
    /// Hears how far the print is; called from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Options({} to {})", self.from.display(), self.out.display())
    }
}

/// Why nothing was printed. The edition before is still whole.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The newsroom cannot be read, or has faults.
    #[error(transparent)]
    Folder(#[from] folder::Error),
    /// The edition cannot be written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The edition cannot be signed.
    #[error(transparent)]
    Sign(#[from] sign::Error),
    /// A text changed under our hands.
    #[error(transparent)]
    Changed(#[from] Changed),
    /// Two things would lie at one address, and one of them would be lost.
    #[error("{path} would be two files: of {one} and of {other}; change one of their addresses")]
    Twice {
        /// The address.
        path: String,
        /// What is there first.
        one: String,
        /// What would take its place.
        other: String,
    },
    /// The edition would lie inside the newsroom, or the newsroom inside the edition.
    #[error("{out} and {from} lie inside one another; print to a folder beside the newsroom")]
    Nested {
        /// The newsroom.
        from: PathBuf,
        /// The edition.
        out: PathBuf,
    },
}

/// The folder of derivatives beside a newsroom's articles.
fn derivatives_folder(from: &Path) -> PathBuf {
    from.join("derivatives")
}

/// Prints the newsroom in `options.from` to `options.out`.
pub fn print(options: &Options<'_>) -> Result<Report, Error> {
    let mut stages = Stages::new();
    (options.progress)(Progress::Reading);
    check_apart(options.from, options.out)?;
    // An edition is not begun for a newsroom that is not there.
    folder::check_there(options.from)?;
    let keys = options.keys.map(|keys| Keys::open(keys, options.now.seconds)).transpose()?;
    let store = Store::open(options.out)?;
    // What was printed without compression is not what is printed with it.
    let program = &format!("{} {}", options.program, options.compress);
    let (state_path, memory_path) = (store.press_file("state"), store.press_file("memory"));
    let (mut state, memory) = if options.full {
        (State::load(Path::new(""), program), folder::Memory::default())
    } else {
        rayon::join(
            || State::load(&state_path, program),
            || state::load_memory(&memory_path, program),
        )
    };
    stages.end("remember");
    let reading = folder::read(options.from, memory)?;
    stages.end("read");
    let folder::Reading { manuscript, memory, is_fresh } = reading;
    let manuscript = &manuscript;
    let derivatives = derive(options, manuscript, &state)?;
    stages.end("pictures");
    let plan = Plan::new(manuscript, &derivatives, options.now);
    let shells: Vec<Vec<Shell>> = plan
        .languages
        .iter()
        .map(|edition| (0..jobs::DEPTHS).map(|depth| Shell::new(&plan, edition, depth)).collect())
        .collect();
    let jobs = jobs::all(&plan, &shells);
    stages.end("plan");
    let styles = Styles::new(&manuscript.site);
    store.begin(&state)?;
    let workshop = Workshop {
        plan: &plan,
        shells: &shells,
        styles: &styles,
        compress: options.compress,
        terms: &state.terms,
    };
    let mut printed = run(options, &workshop, &store, &state, &jobs)?;
    stages.end("print");
    (options.progress)(Progress::Publishing);
    let mut table = self::table(manuscript, &printed);
    if table.files.len() < printed.iter().map(|printed| printed.files.len()).sum() {
        keep_apart(&jobs, &mut printed)?;
        table = self::table(manuscript, &printed);
    }
    check_holdable(&table, &store.published)?;
    let report = |table: &Table| report(&plan, &store, table, &jobs, &printed);
    let signer = keys.as_ref().map(|keys| Signer::new(keys, &store, &manuscript.site, options));
    let (mut report, is_changed) = match &signer {
        Some(signer) => signer.publish(&mut table, &mut state.gone, &report)?,
        None => {
            let is_changed = store.was_cut_off || !store.is_published(&table);
            if is_changed {
                store.publish(&table, None, &mut state.gone, options.now.seconds)?;
            }
            (report(&table), is_changed)
        }
    };
    stages.end("publish");
    // What makes the next print fast may be lost; the edition may not.
    let (saved, remembered) = rayon::join(
        || {
            if is_changed {
                remember(&plan, program, jobs, printed, state, derivatives.clone())
                    .save(&state_path)
            } else {
                Ok(())
            }
        },
        || if is_fresh { state::save_memory(&memory_path, program, memory) } else { Ok(()) },
    );
    saved.and(remembered)?;
    store.end()?;
    stages.end("memorise");
    report.took_ms = stages.took();
    Ok(report)
}

/// What signs one print.
struct Signer<'a> {
    keys: &'a Keys,
    store: &'a Store,
    site: &'a Site,
    before: Before,
    now: i64,
}

impl<'a> Signer<'a> {
    fn new(keys: &'a Keys, store: &'a Store, site: &'a Site, options: &Options<'_>) -> Self {
        let (before, now) = (Before::read(store), options.now.seconds);
        Self { keys, store, site, before, now }
    }

    fn signing(&self) -> Signing<'_> {
        Signing {
            keys: self.keys,
            store: self.store,
            before: &self.before,
            now: self.now,
            timestamp_lifetime: i64::from(self.site.fresh_hours) * 3600,
        }
    }

    /// Adds the files that only a signed edition has.
    fn complete(&self, table: &mut Table) -> Result<(), Error> {
        extra::add(table, self.store, self.keys, self.site)?;
        extra::keep_log(table, &self.store.published);
        Ok(())
    }

    /// Whether there is another edition to sign than the one that is published.
    fn is_due(&self, table: &Table) -> bool {
        let published = &self.store.published;
        !self.store.is_published(table)
            || published.snapshot == 0
            || published.snapshot != self.before.snapshot
            || self.before.is_old(self.keys, self.now)
    }

    /// Signs and publishes what is new, or says again that nothing is. Returns whether anything was.
    fn publish(
        &self,
        table: &mut Table,
        gone: &mut BTreeMap<Digest, i64>,
        report: &dyn Fn(&Table) -> Report,
    ) -> Result<(Report, bool), Error> {
        self.complete(table)?;
        let is_changed = self.store.was_cut_off || self.is_due(table);
        let mut report = report(table);
        if is_changed {
            extra::extend_log(table, self.store, self.before.snapshot)?;
            let signed = self.signing().edition(table)?;
            signed.remember(self.keys)?;
            self.store.publish(table, Some(&signed.timestamp), gone, self.now)?;
            report.signed = signed.bins;
        } else {
            table.snapshot = self.store.published.snapshot;
            self.refresh()?;
        }
        report.snapshot = table.snapshot;
        report.warnings.clone_from(&self.keys.warnings);
        Ok((report, is_changed))
    }

    /// Says again that the published edition is the newest, if that was said long ago.
    fn refresh(&self) -> Result<(), Error> {
        let signing = self.signing();
        if self.before.is_timestamp_old(signing.timestamp_lifetime, self.now) {
            let signed = signing.timestamp_alone()?;
            signed.remember(self.keys)?;
            self.store.publish_timestamp(&signed.timestamp)?;
        }
        Ok(())
    }
}

/// What editors sign themselves, as a newsroom's settings have it: where letters and money go, and the reader file.
pub fn editors_files(from: &Path) -> Result<Files, Error> {
    let site = folder::read(from, folder::Memory::default())?.manuscript.site;
    let mut addresses: Vec<String> = Vec::new();
    let mut codes: Vec<String> = Vec::new();
    let mut letterboxes: Vec<String> = Vec::new();
    let mailto = |mail: &String| format!("mailto:{mail}");
    if let Some(letter) = &site.newsletter {
        addresses.extend(letter.letterbox.clone());
        addresses.extend(letter.mail.as_ref().map(mailto));
        letterboxes.extend(letter.letterbox.as_ref().map(|address| {
            address.rsplit_once('/').map_or(address.clone(), |(base, _)| format!("{base}/"))
        }));
    }
    if let Some(support) = &site.support {
        addresses.extend(support.links.iter().map(|link| link.url.clone()));
        codes.extend(support.ways.iter().filter_map(|way| way.code.clone()));
    }
    addresses.extend(site.reach.onion.clone());
    addresses.extend(site.reach.mail.as_ref().map(mailto));
    addresses.extend(site.security_contact.clone());
    addresses.push(format!("{}/", site.origin));
    addresses.sort();
    addresses.dedup();
    let letterbox = serde_json::json!({
        "courier_keys": [], "format": 1, "letterboxes": letterboxes, "sealing_keys": [], "token_keys": [],
    });
    let outside = serde_json::json!({ "addresses": addresses, "codes": codes, "format": 1 });
    Ok(Files {
        letterbox: letterbox.to_string().into_bytes(),
        outside: outside.to_string().into_bytes(),
        reader: Some(Reader::of(&site)),
    })
}

/// Makes the AVIF that is missing, for a later print to take in. `done` hears of each file. Returns how many were made.
pub fn pack(options: &Options<'_>, done: &(dyn Fn(&str) + Sync)) -> Result<usize, Error> {
    let reading = folder::read(options.from, folder::Memory::default())?;
    let derivatives = derive(options, &reading.manuscript, &State::default())?;
    let folder = derivatives_folder(options.from);
    pictures::make_avif(&reading.manuscript, &derivatives, &folder, done)
        .map_err(|problems| Error::Folder(folder::Error::Faulty(problems)))
}

fn check_apart(from: &Path, out: &Path) -> Result<(), Error> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (from, out) = (absolute(from), absolute(out));
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (real_from, real_out) = (real(&from), real(&out));
    if real_out.starts_with(&real_from) || real_from.starts_with(&real_out) {
        return Err(Error::Nested { from, out });
    }
    Ok(())
}

fn derive(
    options: &Options<'_>,
    manuscript: &Manuscript,
    state: &State,
) -> Result<pictures::Derivatives, Error> {
    let wanted = jobs::wanted_media(manuscript, options.now.seconds);
    (options.progress)(Progress::Pictures(wanted.len()));
    let folder = derivatives_folder(options.from);
    let faulty = |mut problems: Vec<Problem>| {
        problems.sort();
        Error::Folder(folder::Error::Faulty(problems))
    };
    if folder.is_symlink() {
        let message = "this is a link; make it a folder".to_owned();
        return Err(faulty(vec![Problem { file: "derivatives".to_owned(), line: None, message }]));
    }
    pictures::derive_all(manuscript, &wanted, &state.derivatives, &folder).map_err(faulty)
}

/// What became of one job.
struct Printed {
    files: Vec<(TargetPath, Blob, Option<Arc<str>>)>,
    terms: Vec<(u128, Vec<Term>)>,
}

/// Does every job whose inputs changed, and takes the others from memory.
fn run(
    options: &Options<'_>,
    workshop: &Workshop<'_>,
    store: &Store,
    state: &State,
    jobs: &[Job<'_>],
) -> Result<Vec<Printed>, Error> {
    let known = |job: &Job<'_>| {
        let done = state.done.get(&job.name).filter(|done| done.print == job.print)?;
        // What the published edition does not name may be gone from the disk.
        let there = |kept: &Kept| {
            let entry = store.published.files.get(&kept.path);
            entry.is_some_and(|entry| entry.blob.sha256 == kept.blob.sha256)
        };
        // An old address that gave way to a page is asked again each time: the page may be gone.
        let gave_way = matches!(job.make, jobs::Make::Moved(..)) && done.files.is_empty();
        (!gave_way && done.files.iter().all(there)).then_some(done)
    };
    let policies: Vec<Arc<str>> =
        state.policies.iter().map(|policy| policy.as_str().into()).collect();
    let changed = jobs.iter().filter(|job| known(job).is_none()).count();
    let count = AtomicUsize::new(0);
    (options.progress)(Progress::Printing(0, changed));
    jobs.par_iter()
        .map(|job| {
            if let Some(done) = known(job) {
                let policy = |kept: &Kept| policies.get(usize::from(kept.policy?)).cloned();
                let files =
                    done.files.iter().map(|kept| (kept.path.clone(), kept.blob, policy(kept)));
                return Ok(Printed { files: files.collect(), terms: Vec::new() });
            }
            let made = workshop.make(&job.make)?;
            let printed = keep(options, store, made)?;
            let done = count.fetch_add(1, Relaxed) + 1;
            if done.is_multiple_of(64) || done == changed {
                (options.progress)(Progress::Printing(done, changed));
            }
            Ok(printed)
        })
        .collect()
}

/// Hands what a job made to the store.
fn keep(options: &Options<'_>, store: &Store, made: Made) -> Result<Printed, Error> {
    let mut files = Vec::with_capacity(made.files.len());
    for file in made.files {
        let (path, blob, policy) = match file {
            File::Page(page, forms) => {
                let blob = store.put(page.html.as_bytes(), forms.as_ref())?;
                (page.path, blob, Some(page.policy.into()))
            }
            File::Text(path, text) => {
                let forms: Option<Forms> = options.compress.then(|| forms::forms(text.as_bytes()));
                (path, store.put(text.as_bytes(), forms.as_ref())?, None)
            }
            File::Bytes(path, bytes) => (path, store.put(&bytes, None)?, None),
            File::Derivative(piece) => {
                let from = derivatives_folder(options.from).join(&piece.name);
                let blob = store.adopt(&from, piece.sha256, piece.length)?;
                (format!("media/{}", piece.name), blob, None)
            }
        };
        let path = path.parse().expect("addresses are made of slugs, dates and names of ours");
        files.push((path, blob, policy));
    }
    Ok(Printed { files, terms: made.terms })
}

/// Sees to it that each path is one file. A page of today goes before an address of yesterday.
fn keep_apart(jobs: &[Job<'_>], printed: &mut [Printed]) -> Result<(), Error> {
    let mut taken: HashMap<TargetPath, usize> = HashMap::new();
    for (at, (job, printed)) in jobs.iter().zip(printed).enumerate() {
        if matches!(job.make, jobs::Make::Moved(..)) {
            printed.files.retain(|(path, ..)| !taken.contains_key(path));
        }
        for (path, ..) in &printed.files {
            if let Some(one) = taken.insert(path.clone(), at) {
                let (one, other) = (jobs[one].name.clone(), job.name.clone());
                return Err(Error::Twice { path: path.to_string(), one, other });
            }
        }
    }
    Ok(())
}

/// Whether every carrier can hold the edition: a stick, a bucket, and our own addresses beside it.
fn check_holdable(table: &Table, published: &Table) -> Result<(), Error> {
    let is_new = |path: &&TargetPath| !published.files.contains_key(*path);
    if table.files.keys().find(is_new).is_none() {
        return Ok(());
    }
    if let Some((one, other)) = types::clash(table.files.keys()) {
        let (path, one, other) = (other.to_string(), one.to_string(), other.to_string());
        return Err(Error::Twice { path, one, other });
    }
    for path in table.files.keys() {
        let view = path.as_str().split('/').next().unwrap_or_default();
        if wire::edition::RESERVED.contains(&view) {
            let (path, one) = (path.to_string(), "an address of the signed view".to_owned());
            return Err(Error::Twice { other: path.clone(), path, one });
        }
    }
    Ok(())
}

fn table(manuscript: &Manuscript, printed: &[Printed]) -> Table {
    let mut policies: Vec<Arc<str>> = printed
        .iter()
        .flat_map(|printed| &printed.files)
        .filter_map(|(.., policy)| policy.clone())
        .collect();
    policies.sort_unstable();
    policies.dedup();
    let number = |policy: &Option<Arc<str>>| {
        let at = policies.binary_search(policy.as_ref()?).ok()?;
        u16::try_from(at).ok()
    };
    let files = printed.iter().flat_map(|printed| &printed.files);
    let files = files
        .map(|(path, blob, policy)| (path.clone(), Entry { blob: *blob, policy: number(policy) }))
        .collect();
    let languages = manuscript.site.languages.iter().map(ToString::to_string).collect();
    let policies = policies.iter().map(ToString::to_string).collect();
    Table { languages, policies, files, snapshot: 0 }
}

fn report(
    plan: &Plan<'_>,
    store: &Store,
    table: &Table,
    jobs: &[Job<'_>],
    printed: &[Printed],
) -> Report {
    let old = &store.published.files;
    let is_page = |path: &TargetPath| path.as_str().ends_with(".html");
    let smallest = |blob: &Blob| blob.brotli.or(blob.gzip).unwrap_or(blob.length);
    let is_cut = |(job, printed): &(&Job<'_>, &Printed)| {
        matches!(job.make, jobs::Make::Article(..)) && printed.files.len() > 1
    };
    let articles = plan.manuscript.articles.iter();
    let mut waiting: Vec<Moment> = articles
        .filter(|article| article.withdrawn.is_none())
        .map(|article| article.published)
        .filter(|published| published.seconds > plan.now.seconds)
        .collect();
    waiting.sort_unstable_by_key(|published| published.seconds);
    let mut report = Report {
        articles: plan.languages.iter().map(|edition| edition.articles.len()).sum(),
        parts: jobs
            .iter()
            .zip(printed)
            .filter(is_cut)
            .map(|(_, printed)| printed.files.len() - 1)
            .sum(),
        files: table.files.len(),
        waiting: waiting.len(),
        next: waiting.first().map(|moment| moment.rfc3339()),
        removed: old.keys().filter(|path| !table.files.contains_key(*path)).count(),
        written_bytes: store.bytes_written(),
        ..Report::default()
    };
    for (path, entry) in &table.files {
        let blob = &entry.blob;
        report.bytes += blob.length;
        report.pages += usize::from(is_page(path));
        if old.get(path).is_none_or(|old| old.blob.sha256 != blob.sha256) {
            report.touched += 1;
            report.touched_bytes += smallest(blob);
        }
        let heavy = blob.brotli.is_some_and(|length| length > parts::BROTLI as u64)
            || blob.gzip.is_some_and(|length| length > parts::GZIP as u64);
        let may_be_heavy = path.as_str() == "reader.html" || path.as_str().ends_with("-full.html");
        if heavy && is_page(path) && !may_be_heavy {
            report.heavy.insert(path.to_string(), smallest(blob));
        }
    }
    report
}

fn remember(
    plan: &Plan<'_>,
    program: &str,
    jobs: Vec<Job<'_>>,
    printed: Vec<Printed>,
    old: State,
    derivatives: pictures::Derivatives,
) -> State {
    let mut new = State {
        program: program.to_owned(),
        derivatives,
        gone: old.gone,
        terms: old.terms,
        ..State::default()
    };
    let mut numbers: BTreeMap<Arc<str>, u16> = BTreeMap::new();
    for (job, printed) in jobs.into_iter().zip(printed) {
        let mut files = Vec::with_capacity(printed.files.len());
        for (path, blob, policy) in printed.files {
            let policy = policy.and_then(|policy| {
                let next = u16::try_from(numbers.len()).ok()?;
                Some(*numbers.entry(policy).or_insert(next))
            });
            files.push(Kept { path, blob, policy });
        }
        if let (jobs::Make::Shards(at, _), false) = (&job.make, printed.terms.is_empty()) {
            let language = plan.languages[*at].language.to_string();
            new.terms.insert(language, printed.terms.into_iter().collect());
        }
        new.done.insert(job.name, Done { print: job.print, files });
    }
    let mut policies: Vec<(u16, Arc<str>)> =
        numbers.into_iter().map(|(policy, number)| (number, policy)).collect();
    policies.sort_unstable();
    new.policies = policies.into_iter().map(|(_, policy)| policy.to_string()).collect();
    new
}
