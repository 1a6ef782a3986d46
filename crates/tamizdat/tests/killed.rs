//! `kill -9` at random moments of printing and of mirroring: the edition is always the whole old one or the whole new
//! one, for whoever reads the files and for whoever checks the signatures, and the next run recovers. `TAMIZDAT_KILLS` sets how often.
#![cfg(all(feature = "press", feature = "front"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use types::{Digest, Table};

fn newsroom(root: &Path, round: usize) {
    let put = |name: &str, text: &str| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "tamizdat.toml",
        "[site]\nname = \"Test\"\norigin = \"https://test.example\"\nlanguages = [\"en\"]\n[[section]]\nid = \"news\"\nname = \"News\"\n",
    );
    put("authors.toml", "[[author]]\nid = \"a\"\nname = \"A\"\n");
    for article in 0..120 {
        // Every round rewrites a third of the articles.
        let version = (round + article) / 3;
        let day = 1 + article % 28;
        let text = format!(
            "+++\nheadline = \"Article {article}\"\nslug = \"article-{article}\"\nstandfirst = \"Version {version}.\"\nsection = \"news\"\nauthors = [\"a\"]\npublished = 2026-01-{day:02}T10:00:00Z\n+++\n{}\n",
            format!("Word {version} {article}. ").repeat(200)
        );
        put(&format!("articles/{article}.en.md"), &text);
    }
}

fn print(from: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tamizdat"));
    command
        .args(["print", "--now", "2026-02-01T00:00:00Z", "--from"])
        .arg(from)
        .arg("--out")
        .arg(out)
        .arg("--keys")
        .arg(from.with_file_name("keys"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn tamizdat(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tamizdat"));
    command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn succeed(arguments: &[&str], folder: &Path) {
    let output = tamizdat(arguments, folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

/// A client that checks signatures gets a whole edition. The prints are of a fixed moment, so expiry is not looked at.
fn assert_signed(edition: &str, folder: &Path) {
    succeed(&["verify", edition, "--root", "keys/root.json", "--carried"], folder);
}

fn kills() -> usize {
    #[expect(clippy::disallowed_methods, reason = "the gate's --long asks for more")]
    std::env::var("TAMIZDAT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(25)
}

struct Chance(u64);

impl Chance {
    /// Some part of a time.
    fn of(&mut self, whole: Duration) -> Duration {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros(500) + whole * u32::try_from(self.0 >> 52).unwrap() / 4096
    }
}

fn kill_after(child: &mut std::process::Child, wait: Duration) {
    #[expect(clippy::disallowed_methods, reason = "the moment of the kill is what is tried")]
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Every blob the table names is there and is what its name says, in every form.
fn assert_whole(edition: &Path) -> Option<Table> {
    let table =
        Table::from_bytes(&fs::read(edition.join("table")).ok()?).expect("the table is whole");
    for (path, entry) in &table.files {
        let place = edition.join(Table::place(&entry.blob.sha256));
        let bytes = fs::read(&place).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(Digest::of(&bytes), entry.blob.sha256, "{path}");
        for (length, ending) in [(entry.blob.gzip, "gz"), (entry.blob.brotli, "br")] {
            if let Some(length) = length {
                let form = fs::metadata(place.with_extension(ending))
                    .unwrap_or_else(|error| panic!("{path}.{ending}: {error}"));
                assert_eq!(form.len(), length, "{path}.{ending}");
            }
        }
    }
    Some(table)
}

fn plain(folder: &Path, top: &Path, all: &mut BTreeMap<String, Digest>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            plain(&path, top, all);
        } else {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            all.insert(name, Digest::of(&fs::read(path).unwrap()));
        }
    }
}

#[test]
fn killed_at_any_moment_an_edition_is_whole() {
    let kills = kills();
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("newsroom"), folder.path().join("edition"));
    newsroom(&from, 0);
    succeed(&["keys", "create", "--dir", "keys"], folder.path());
    let started = std::time::Instant::now();
    assert!(print(&from, &out).status().unwrap().success());
    let whole_print = started.elapsed();
    let mut chance = Chance(0x1234_5678_9ABC_DEF1);
    let mut published = 0;
    for round in 1..=kills {
        newsroom(&from, round);
        let before = assert_whole(&out).expect("there is an edition");
        let mut child = print(&from, &out).spawn().unwrap();
        kill_after(&mut child, chance.of(whole_print));
        if round % 3 == 0 {
            assert_signed("edition", folder.path());
        }
        let after = assert_whole(&out).expect("there is still an edition");
        published += usize::from(after != before);
        if round % 5 == 0 {
            assert!(print(&from, &out).status().unwrap().success(), "the next print recovers");
            assert_signed("edition", folder.path());
            let table = assert_whole(&out).unwrap();
            let (top, mut files) = (out.join("plain"), BTreeMap::new());
            plain(&top, &top, &mut files);
            let expected = table
                .files
                .iter()
                .map(|(path, entry)| (path.to_string(), entry.blob.sha256))
                .collect();
            assert_eq!(files, expected, "the plain tree is what the table says");
        }
    }
    eprintln!("{kills} kills, {published} of them after the new edition was out");
}

#[test]
fn a_mirror_that_is_killed_at_any_moment_has_a_whole_edition() {
    let kills = kills();
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("newsroom"), folder.path().join("edition"));
    newsroom(&from, 0);
    succeed(&["keys", "create", "--dir", "keys"], folder.path());
    assert!(print(&from, &out).status().unwrap().success());
    let pull = [
        "mirror",
        "--from",
        "edition",
        "--root",
        "keys/root.json",
        "--dir",
        "mirror",
        "--once",
        "--carried",
    ];
    let started = std::time::Instant::now();
    succeed(&pull, folder.path());
    let whole_pull = started.elapsed();
    let mut chance = Chance(0x0FED_CBA9_8765_4321);
    let mut taken = 0;
    for round in 1..=kills {
        newsroom(&from, round);
        assert!(print(&from, &out).status().unwrap().success());
        let mirror = folder.path().join("mirror");
        let before = assert_whole(&mirror).expect("there is an edition");
        let mut child = tamizdat(&pull, folder.path()).stderr(Stdio::null()).spawn().unwrap();
        kill_after(&mut child, chance.of(whole_pull));
        let after = assert_whole(&mirror).expect("there is still an edition");
        taken += usize::from(after != before);
        if round % 3 == 0 {
            assert_signed("mirror", folder.path());
        }
        if round % 5 == 0 {
            succeed(&pull, folder.path());
            assert_signed("mirror", folder.path());
            let (there, ours) = (assert_whole(&out).unwrap(), assert_whole(&mirror).unwrap());
            assert_eq!(there.snapshot, ours.snapshot, "the next pull recovers");
            let digests = |table: &Table| -> BTreeMap<String, Digest> {
                let files = table.files.iter();
                files.map(|(path, entry)| (path.to_string(), entry.blob.sha256)).collect()
            };
            assert_eq!(digests(&there), digests(&ours));
        }
    }
    eprintln!("{kills} kills, {taken} of them after the new edition was taken");
}
