//! Reader search: a static index of whole texts that any carrier can hold.
//!
//! Articles are counted from the oldest, in blocks. A full block is sixteen shards that never change because something
//! newer was published; the open one has eight. A shard holds, for the hash of each word's stem, the articles it occurs
//! in. Shards are scripts that call one function, because a script is the only thing a page may load from a folder
//! (`file://`), a bucket and a server alike. The format is in `docs/reference/search.md`.

pub(crate) mod stem;

use std::{cell::RefCell, collections::BTreeMap, fmt::Write as _};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use types::Language;

use self::stem::Rules;

/// Articles in a block.
pub(crate) const BLOCK: usize = 256;
/// Shards of a full block and of the open one.
const SHARDS: usize = 16;
const OPEN_SHARDS: usize = 8;
/// Results described in one file.
pub(crate) const CHUNK: usize = 32;

/// The script of the search page.
pub(crate) const SCRIPT: &str = include_str!("../../assets/search.js");

/// A word of an article: 12 bits that choose the shard, 20 bits of hash, and whether it stands in the headline.
pub(crate) type Term = u64;

/// What became of words seen before; looked up, never listed.
type KnownWords = std::collections::HashMap<String, Option<Term>>;

/// Shards of a block with so many articles.
pub(crate) fn shards(articles: usize) -> usize {
    if articles >= BLOCK { SHARDS } else { OPEN_SHARDS }
}

/// FNV-1a over the letters' code points, 32 bits.
fn hash(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0x811c_9dc5, |sum, c| (sum ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

fn term(word: &str, rules: Rules) -> Option<Term> {
    let normal = stem::normal(word);
    let stem = stem::stem(&normal, rules);
    if stem.is_empty() {
        return None;
    }
    // The shard is chosen by the first letters, so that the forms of a word share one.
    let shard = u64::from(hash(stem.chars().take(3)) >> 4 & 0xFFF);
    let key = u64::from(hash(stem.chars()) & 0xF_FFFF);
    Some(shard << 21 | key << 1)
}

/// The words of an article, each once, sorted.
pub(crate) fn terms(language: Language, title: &str, text: &str) -> Vec<Term> {
    thread_local! {
        /// Most words of a text are words of the text before it.
        static KNOWN: RefCell<(Option<Language>, KnownWords)> =
            RefCell::default();
    }
    let rules = stem::rules(language);
    KNOWN.with_borrow_mut(|(of, known)| {
        if *of != Some(language) || known.len() > 200_000 {
            *of = Some(language);
            known.clear();
        }
        let mut found = Vec::with_capacity(400);
        let mut joined = String::new();
        for (words, in_title) in [(title, 1), (text, 0)] {
            for word in words.split(|c| !stem::in_word(c) && !stem::is_apostrophe(c)) {
                let word = if word.contains(stem::is_apostrophe) {
                    joined.clear();
                    joined.extend(word.chars().filter(|c| !stem::is_apostrophe(*c)));
                    &joined
                } else {
                    word
                };
                if word.is_empty() || word.len() > 100 {
                    continue;
                }
                let term = match known.get(word) {
                    Some(term) => *term,
                    None => *known.entry(word.to_owned()).or_insert(term(word, rules)),
                };
                found.extend(term.map(|term| term | in_title));
            }
        }
        // A word of the headline also sorts after the same word of the text; the headline's wins.
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup_by_key(|term| *term >> 1);
        found.reverse();
        found
    })
}

/// The shards of a block: for each its file's text. `articles` holds each article's words, oldest first.
pub(crate) fn shard_files(articles: &[&[Term]]) -> Vec<String> {
    let count = shards(articles.len());
    let mut postings: Vec<BTreeMap<u64, Vec<(usize, bool)>>> = vec![BTreeMap::new(); count];
    for (at, terms) in articles.iter().enumerate() {
        for &term in *terms {
            let shard = usize::try_from(term >> 21).unwrap_or(0) % count;
            let key = term >> 1 & 0xF_FFFF;
            let list = postings[shard].entry(key).or_default();
            match list.last_mut() {
                // Two stems with one hash in one article.
                Some((last, in_title)) if *last == at => *in_title |= term & 1 == 1,
                _ => list.push((at, term & 1 == 1)),
            }
        }
    }
    postings
        .iter()
        .map(|postings| format!("tz(\"{}\")\n", BASE64_STANDARD.encode(encode(postings))))
        .collect()
}

/// For each key, in order: its distance from the one before, how many articles, and for each of them its distance from
/// the one before, doubled, plus one if the word stands in the headline. All LEB128.
fn encode(postings: &BTreeMap<u64, Vec<(usize, bool)>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut before = 0;
    for (&key, list) in postings {
        number(key - before, &mut bytes);
        before = key;
        number(list.len() as u64, &mut bytes);
        let mut last = 0;
        for &(at, in_title) in list {
            number((at - last) as u64 * 2 + u64::from(in_title), &mut bytes);
            last = at;
        }
    }
    bytes
}

fn number(mut value: u64, bytes: &mut Vec<u8>) {
    loop {
        let low = (value & 0x7F) as u8;
        value >>= 7;
        if value == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

/// What is shown of a result.
pub(crate) struct Described<'a> {
    /// Its address, relative to the language's folder; empty for one that was withdrawn.
    pub(crate) path: &'a str,
    pub(crate) headline: &'a str,
    pub(crate) date: String,
}

/// A file that describes up to [`CHUNK`] results.
pub(crate) fn described_file(results: &[Described<'_>]) -> String {
    let list: Vec<_> =
        results.iter().map(|result| json!([result.path, result.headline, result.date])).collect();
    format!("tz({})\n", serde_json::Value::Array(list))
}

/// The file that says how many articles there are.
pub(crate) fn count_file(articles: usize) -> String {
    format!("tz({articles})\n")
}

/// Attributes of the search page's element: what its script must know.
pub(crate) fn page_data(language: Language, words: &crate::words::Words) -> String {
    let mut data = String::new();
    let mut put = |name: &str, value: &str| {
        let _ = write!(data, "data-{name}=\"");
        crate::markup::escape(value, &mut data);
        data.push_str("\" ");
    };
    put(
        "rules",
        &serde_json::to_string(&stem::rules(language)).expect("rules can be written down"),
    );
    put("working", words.text("search-working"));
    put("failed", words.text("search-failed"));
    put("part", words.text("search-part"));
    // The script chooses the plural form by the browser's own rules; it gets one phrase for each.
    let phrases: BTreeMap<&str, String> = [0_u64, 1, 2, 3, 5, 11, 100]
        .iter()
        .map(|&number| {
            let phrase =
                words.with("search-results", &[("count", crate::words::Value::Number(number))]);
            (plural_name(number), phrase)
        })
        .collect();
    put("results", &serde_json::to_string(&phrases).expect("phrases can be written down"));
    data
}

/// The examples by which the script finds each plural form.
fn plural_name(number: u64) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        5 => "5",
        11 => "11",
        _ => "100",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en() -> Language {
        "en".parse().unwrap()
    }

    #[test]
    fn each_word_counts_once_and_the_headline_wins() {
        let found = terms(en(), "Ferries stop", "The ferry stops. The ferry’s bell.");
        let ferry = terms(en(), "ferry", "")[0];
        assert!(found.contains(&ferry), "{found:?}");
        assert!(!found.contains(&(ferry & !1)), "{found:?}");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_full_block_has_more_shards_and_every_word_lies_in_one() {
        let words = terms(en(), "", "one two three four five six");
        let lists: Vec<&[Term]> = vec![&words; 3];
        assert_eq!(shard_files(&lists).len(), OPEN_SHARDS);
        let lists: Vec<&[Term]> = vec![&words; BLOCK];
        assert_eq!(shard_files(&lists).len(), SHARDS);
    }

    #[test]
    fn numbers_are_leb128() {
        let mut bytes = Vec::new();
        number(300, &mut bytes);
        assert_eq!(bytes, [0xAC, 2]);
    }
}
