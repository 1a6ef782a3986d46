//! The drill of `docs/guide/ceremony.md`: three editors make keys, one key is lost, two rotate root, the stolen online
//! keys are worth nothing, the standby takes over.
#![cfg(all(feature = "press", feature = "front"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

struct Desk {
    folder: tempfile::TempDir,
    passphrases: Vec<String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder, passphrases: Vec::new() };
        let put = |name: &str, text: &str| {
            let path = desk.path("newsroom").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put(
            "tamizdat.toml",
            "[site]\nname = \"Test\"\norigin = \"https://test.example\"\nlanguages = [\"en\"]\n[[section]]\nid = \"news\"\nname = \"News\"\n[newsletter]\nname = \"Friday\"\nabout = \"A letter.\"\nletterbox = \"https://letters.test.example/letterbox/signup\"\n",
        );
        put("authors.toml", "[[author]]\nid = \"a\"\nname = \"A\"\n");
        put(
            "articles/one.en.md",
            "+++\nheadline = \"One\"\nslug = \"one\"\nstandfirst = \"First.\"\nsection = \"news\"\nauthors = [\"a\"]\npublished = 2026-01-02T10:00:00Z\n+++\nText.\n",
        );
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn try_run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tamizdat"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        assert!(!output.status.success(), "{arguments:?} should be refused");
        String::from_utf8(output.stderr).unwrap()
    }

    fn create(&mut self) {
        let shown =
            self.run(&["keys", "create", "--dir", "keys", "--editors", "3", "--threshold", "2"]);
        self.passphrases =
            shown.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect();
        assert_eq!(self.passphrases.len(), 4, "{shown}");
        for (at, passphrase) in self.passphrases.iter().enumerate() {
            fs::write(self.path(&format!("phrase-{}", at + 1)), passphrase).unwrap();
        }
    }

    fn sign(&self, role: &str, editor: u8) {
        let (key, phrase) =
            (format!("keys/editors/{role}-{editor}.age"), format!("phrase-{editor}"));
        self.run(&[
            "keys",
            &format!("sign-{role}"),
            "--dir",
            "keys",
            "--key",
            &key,
            "--passphrase-file",
            &phrase,
        ]);
    }

    fn print(&self) {
        self.run(&["print", "--from", "newsroom", "--out", "edition", "--keys", "keys"]);
    }

    fn mirror(&self, from: &str) -> Output {
        self.try_run(&[
            "mirror",
            "--from",
            from,
            "--root",
            "root.json",
            "--dir",
            "mirror",
            "--once",
        ])
    }
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap().success());
}

#[test]
fn two_editors_outlive_a_lost_key_and_a_seized_signer() {
    let mut desk = Desk::new();
    desk.create();
    fs::copy(desk.path("keys/root.json"), desk.path("root.json")).unwrap();
    let again = desk.refused(&["keys", "create", "--dir", "keys"]);
    assert!(again.contains("never overwritten"), "{again}");

    // Where letters go, signed by two of three.
    desk.run(&["keys", "sign-targets", "--dir", "keys", "--from", "newsroom"]);
    desk.sign("targets", 1);
    let shown = desk.run(&["keys", "show", "--dir", "keys"]);
    assert!(shown.contains("waits for 1 signatures"), "{shown}");
    desk.sign("targets", 3);
    desk.print();
    desk.run(&["verify", "edition", "--root", "root.json"]);
    let outside = fs::read_to_string(desk.path("edition/plain/outside.json")).unwrap();
    assert!(outside.contains("https://letters.test.example/letterbox/signup"), "{outside}");
    assert!(desk.mirror("edition").status.success());

    // The signer is seized: the thief has the online keys, and the edition.
    copy(&desk.path("keys"), &desk.path("stolen"));
    copy(&desk.path("edition"), &desk.path("thief-edition"));
    copy(&desk.path(".edition.press"), &desk.path(".thief-edition.press"));

    // Editor 2's key is lost. A new editor makes keys on their own machine; 1 and 3 rotate everything.
    desk.run(&["keys", "editor", "--dir", "vera", "--name", "vera"]);
    let unknown = desk.refused(&["keys", "rotate", "--dir", "keys", "--without", "nobody"]);
    assert!(unknown.contains("there are 1, 2, 3"), "{unknown}");
    fs::write(desk.path("new-standby"), "a new standby passphrase").unwrap();
    desk.run(&[
        "keys",
        "rotate",
        "--dir",
        "keys",
        "--online",
        "--without",
        "2",
        "--with",
        "vera/vera.public.json",
        "--passphrase-file",
        "new-standby",
    ]);
    desk.sign("root", 1);
    desk.print();
    desk.sign("root", 3);
    desk.sign("targets", 1);
    desk.sign("targets", 3);
    desk.print();
    desk.run(&["verify", "edition", "--root", "root.json"]);
    assert!(desk.mirror("edition").status.success(), "readers with the first root follow");

    // The thief publishes with the old keys; who has seen the new root refuses it.
    let article = desk.path("newsroom/articles/one.en.md");
    let honest = fs::read_to_string(&article).unwrap();
    fs::write(&article, honest.replace("Text.", "The thief's text.")).unwrap();
    desk.run(&["print", "--from", "newsroom", "--out", "thief-edition", "--keys", "stolen"]);
    fs::write(&article, honest).unwrap();
    let thief = desk.mirror("thief-edition");
    let said = String::from_utf8_lossy(&thief.stderr);
    assert!(!thief.status.success() && said.contains("timestamp"), "{said}");

    // The signer's machine is gone: the standby takes over from what a mirror has.
    fs::remove_dir_all(desk.path("keys/online")).unwrap();
    fs::remove_file(desk.path("keys/signed.json")).unwrap();
    fs::remove_dir_all(desk.path("edition")).unwrap();
    fs::remove_dir_all(desk.path(".edition.press")).unwrap();
    desk.run(&["keys", "standby", "--dir", "keys", "--passphrase-file", "new-standby"]);
    copy(&desk.path("mirror"), &desk.path("edition"));
    desk.print();
    desk.run(&["verify", "edition", "--root", "root.json"]);
    let after = desk.mirror("edition");
    assert!(after.status.success(), "{}", String::from_utf8_lossy(&after.stderr));
}

#[test]
fn one_editor_alone_changes_nothing() {
    let mut desk = Desk::new();
    desk.create();
    desk.run(&["keys", "rotate", "--dir", "keys"]);
    desk.sign("root", 2);
    assert!(!desk.path("keys/metadata/2.root.json").exists());
    // Twice is not two.
    desk.sign("root", 2);
    assert!(!desk.path("keys/metadata/2.root.json").exists());
    let wrong = desk.refused(&[
        "keys",
        "sign-root",
        "--dir",
        "keys",
        "--key",
        "keys/editors/root-1.age",
        "--passphrase-file",
        "phrase-2",
    ]);
    assert!(wrong.contains("passphrase"), "{wrong}");
    desk.sign("root", 1);
    assert!(desk.path("keys/metadata/2.root.json").exists());
}

#[test]
fn a_mirror_whose_source_lacked_a_file_takes_the_whole_edition_later() {
    let mut desk = Desk::new();
    desk.create();
    fs::copy(desk.path("keys/root.json"), desk.path("root.json")).unwrap();
    desk.print();
    let root = fs::read(desk.path("root.json")).unwrap();
    let seconds = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let now = i64::try_from(seconds).unwrap();
    let edition = desk.path("edition");
    let source = front::pull::Source::Folder(edition.clone());
    let keep = front::pull::Keep::default();
    let mirror = desk.path("mirror");
    let mut mirror =
        front::pull::Mirror::open(&mirror, &root, vec![source], keep, now, false).unwrap();
    mirror.pull(now).unwrap();

    let article = desk.path("newsroom/articles/one.en.md");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, text.replace("Text.", "Another text.")).unwrap();
    desk.print();
    fs::remove_dir_all(edition.join("packs")).unwrap();
    let page = edition.join("plain/en/2026/01/one.html");
    let digest = types::Digest::of(&fs::read(&page).unwrap());
    let blob = edition.join(types::Table::place(&digest));
    fs::rename(&blob, desk.path("away")).unwrap();
    fs::remove_file(&page).unwrap();
    mirror.pull(now).unwrap_err();
    assert_eq!(mirror.snapshot(), 1, "the edition before stays");

    fs::rename(desk.path("away"), &blob).unwrap();
    mirror.pull(now).unwrap();
    assert_eq!(mirror.snapshot(), 2);
    let table = fs::read(desk.path("mirror/table")).unwrap();
    let table = types::Table::from_bytes(&table).unwrap();
    assert_eq!(table.files["en/2026/01/one.html"].blob.sha256, digest);
}
