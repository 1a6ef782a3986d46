//! Random edits: what an incremental print leaves equals what a full print makes, file by file.
//!
//! `TAMIZDAT_SEQUENCES` sets how many sequences of edits are tried.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{collections::BTreeMap, fs, path::Path};

use press::{Moment, Options, Report};

/// A small generator of numbers, the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

struct Article {
    name: String,
    language: &'static str,
    headline: usize,
    day: usize,
    section: usize,
    tags: Vec<usize>,
    author: usize,
    story: bool,
    words: usize,
    withdrawn: bool,
    correction: bool,
    link: Option<String>,
}

struct Newsroom {
    articles: Vec<Article>,
    tag_names: [usize; 4],
    author_names: [usize; 3],
    appeal: usize,
}

const LANGUAGES: [&str; 2] = ["en", "ru"];

impl Newsroom {
    fn edit(&mut self, dice: &mut Dice, count: &mut usize) {
        let at = if self.articles.is_empty() { 0 } else { dice.roll(self.articles.len()) };
        match if self.articles.len() < 4 { 0 } else { dice.roll(10) } {
            0 | 1 => {
                *count += 1;
                self.add(format!("story-{count}"), dice);
            }
            2 => self.articles[at].headline += 1,
            3 => self.articles[at].words = 20 + dice.roll(3000),
            4 => self.articles[at].section = dice.roll(3),
            5 => self.articles[at].withdrawn ^= true,
            6 => {
                let name = self.articles[at].name.clone();
                let twins = self.articles.iter().filter(|article| article.name == name).count();
                if twins == 1 {
                    let language = LANGUAGES[usize::from(self.articles[at].language == "en")];
                    self.add(name, dice);
                    self.articles.last_mut().unwrap().language = language;
                }
            }
            7 => self.tag_names[dice.roll(4)] += 1,
            8 => self.author_names[dice.roll(3)] += 1,
            _ => {
                self.appeal += 1;
                self.articles[at].correction ^= true;
                self.articles[at].tags = vec![dice.roll(4)];
            }
        }
    }

    fn add(&mut self, name: String, dice: &mut Dice) {
        let language = LANGUAGES[dice.roll(2)];
        let linked: Vec<String> = self
            .articles
            .iter()
            .map(|article| format!("{}.{}.md", article.name, article.language))
            .collect();
        self.articles.push(Article {
            name,
            language,
            headline: 0,
            day: dice.roll(250),
            section: dice.roll(3),
            tags: (0..4).filter(|_| dice.roll(2) == 0).collect(),
            author: dice.roll(3),
            story: dice.roll(3) == 0,
            words: 20 + dice.roll(2500),
            withdrawn: false,
            correction: false,
            link: (!linked.is_empty() && dice.roll(2) == 0)
                .then(|| linked[dice.roll(linked.len())].clone()),
        });
    }

    fn write(&self, root: &Path) {
        let mut settings = String::from(
            "[site]\nname = \"Test\"\norigin = \"https://test.example\"\nlanguages = [\"en\", \"ru\"]\n",
        );
        settings.push_str(&format!("[newsletter]\nname = \"Letter\"\nabout = \"Weekly\"\nmail = \"a@test.example\"\n[support]\nheadline = \"Appeal {0}\"\nappeal = \"Give {0}\"\n", self.appeal));
        for section in 0..3 {
            settings.push_str(&format!(
                "[[section]]\nid = \"section-{section}\"\nname = \"Section {section}\"\n"
            ));
        }
        put(root, "tamizdat.toml", &settings);
        let named = |kind: &str, names: &[usize]| {
            let one = |(at, name): (usize, &usize)| {
                format!("[[{kind}]]\nid = \"{kind}-{at}\"\nname = \"{kind} {name}\"\n")
            };
            names.iter().enumerate().map(one).collect::<String>()
        };
        put(root, "tags.toml", &named("tag", &self.tag_names));
        put(root, "authors.toml", &named("author", &self.author_names));
        put(root, "stories.toml", "[[story]]\nid = \"story\"\nname = \"Story\"\n");
        for article in &self.articles {
            put(
                root,
                &format!("articles/{}.{}.md", article.name, article.language),
                &article.text(),
            );
        }
    }
}

impl Article {
    fn text(&self) -> String {
        let (month, day) = (1 + self.day / 28, 1 + self.day % 28);
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("\"tag-{tag}\"")).collect();
        let mut text = format!(
            "+++\nheadline = \"Headline {} of {}\"\nslug = \"{}\"\nstandfirst = \"Stand\"\nsection = \"section-{}\"\ntags = [{}]\nauthors = [\"author-{}\"]\npublished = 2026-{month:02}-{day:02}T10:00:00Z\nold_addresses = [\"/old/{}-{}\"]\n",
            self.headline,
            self.name,
            self.name,
            self.section,
            tags.join(","),
            self.author,
            self.name,
            self.language
        );
        if self.story {
            text.push_str("story = \"story\"\n");
        }
        if self.withdrawn {
            text.push_str("withdrawn = { date = 2026-10-10, note = \"Wrong.\" }\n");
        }
        if self.correction {
            text.push_str("[[corrections]]\ndate = 2026-10-11\ntext = \"Was wrong.\"\n");
        }
        text.push_str("+++\n");
        let mut dice = Dice(self.words as u64 * 7 + 1);
        for word in 0..self.words {
            text.push_str(&format!(
                "word{}{}",
                dice.roll(9000),
                if word % 60 == 59 { ".\n\n" } else { " " }
            ));
        }
        if let Some(link) = &self.link {
            text.push_str(&format!("\n\nSee [this]({link}).\n"));
        }
        text
    }
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if fs::read_to_string(&path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}

fn print(from: &Path, out: &Path, full: bool) -> Report {
    let now = Moment::parse("2026-10-20T12:00:00Z").unwrap();
    let progress = |_| {};
    let options = Options {
        from,
        out,
        now,
        full,
        keys: None,
        compress: true,
        program: "test",
        progress: &progress,
    };
    press::print(&options).unwrap_or_else(|error| panic!("{error:?}"))
}

fn files(folder: &Path, top: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, top, all);
        } else {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            all.insert(name, fs::read(path).unwrap());
        }
    }
}

fn plain(edition: &Path) -> BTreeMap<String, Vec<u8>> {
    let (top, mut all) = (edition.join("plain"), BTreeMap::new());
    files(&top, &top, &mut all);
    all
}

#[test]
fn incremental_equals_full_after_random_edits() {
    #[expect(clippy::disallowed_methods, reason = "the gate's --long asks for more")]
    let sequences =
        std::env::var("TAMIZDAT_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    for seed in 1..=sequences {
        let folder = tempfile::tempdir().unwrap();
        let (from, out, other) = (
            folder.path().join("newsroom"),
            folder.path().join("edition"),
            folder.path().join("full"),
        );
        let mut dice = Dice(seed * 0x9E37_79B9);
        let mut count = 0;
        let mut newsroom = Newsroom {
            articles: Vec::new(),
            tag_names: [0, 1, 2, 3],
            author_names: [0, 1, 2],
            appeal: 0,
        };
        for _ in 0..8 {
            for _ in 0..=dice.roll(6) {
                newsroom.edit(&mut dice, &mut count);
            }
            newsroom.write(&from);
            print(&from, &out, false);
        }
        print(&from, &other, true);
        let (incremental, full) = (plain(&out), plain(&other));
        let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&incremental), names(&full), "seed {seed}");
        for (name, bytes) in &full {
            assert!(incremental[name] == *bytes, "seed {seed}: {name} differs");
        }
        assert_eq!(fs::read(out.join("table")).unwrap(), fs::read(other.join("table")).unwrap());
        assert_eq!(
            print(&from, &out, false).touched,
            0,
            "seed {seed}: printing again touches nothing"
        );
    }
}
