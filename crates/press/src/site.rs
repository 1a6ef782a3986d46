//! Every address of an edition.
//!
//! Articles stand at `/{lang}/{yyyy}/{mm}/{slug}.html`, lists at `…/index.html`. Links between pages are relative and
//! name the file, so that a front, a sub-path, a bucket and a folder on a stick all work alike.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use types::Language;

use crate::manuscript::Article;

/// The first part of an article.
pub(crate) fn article(article: &Article) -> String {
    let day = article.published.day();
    format!("{}/{:04}/{:02}/{}.html", article.language, day.year, day.month, article.slug)
}

/// Part `part`, counted from 1, of the article at `path`.
pub(crate) fn part(path: &str, part: usize) -> String {
    if part <= 1 { path.to_owned() } else { with_suffix(path, &part.to_string()) }
}

/// The whole text of the article at `path` on one page.
pub(crate) fn full(path: &str) -> String {
    with_suffix(path, "full")
}

fn with_suffix(path: &str, suffix: &str) -> String {
    format!("{}-{suffix}.html", path.strip_suffix(".html").unwrap_or(path))
}

pub(crate) fn home(language: Language) -> String {
    format!("{language}/index.html")
}

/// A list: its folder, and the page counted from the oldest, or the head.
pub(crate) fn list(folder: &str, page: Option<usize>) -> String {
    match page {
        Some(page) => format!("{folder}/page-{page}.html"),
        None => format!("{folder}/index.html"),
    }
}

pub(crate) fn section(language: Language, id: &str) -> String {
    format!("{language}/{id}")
}

pub(crate) fn tag(language: Language, id: &str) -> String {
    format!("{language}/tag/{id}")
}

pub(crate) fn author(language: Language, id: &str) -> String {
    format!("{language}/author/{id}")
}

pub(crate) fn story(language: Language, id: &str) -> String {
    format!("{language}/story/{id}")
}

pub(crate) fn month(language: Language, (year, month): (i16, i8)) -> String {
    format!("{language}/{year:04}/{month:02}")
}

/// A page of which each language has one: `join`, `support`, `search`, a plain page's name.
pub(crate) fn page(language: Language, name: &str) -> String {
    format!("{language}/{name}.html")
}

/// Names no section, page or file may take.
pub(crate) const RESERVED: [&str; 13] = [
    "tag",
    "author",
    "story",
    "archive",
    "corrections",
    "join",
    "support",
    "reach",
    "search",
    "index",
    "404",
    "topics",
    "full",
];

/// `../` for each folder `path` lies deep.
pub(crate) fn prefix(path: &str) -> &'static str {
    const UP: &str = "../../../../../../../../";
    &UP[..3 * path.bytes().filter(|&byte| byte == b'/').count().min(8)]
}

/// Every byte but letters, digits and `-._~/`.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// An address as it stands in a URL, percent-encoded (RFC 3986, 2.1).
pub(crate) fn url(origin: &str, path: &str) -> String {
    format!("{origin}/{}", utf8_percent_encode(path, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_and_relative() {
        assert_eq!(part("en/2026/11/harbour.html", 1), "en/2026/11/harbour.html");
        assert_eq!(part("en/2026/11/harbour.html", 2), "en/2026/11/harbour-2.html");
        assert_eq!(full("en/2026/11/harbour.html"), "en/2026/11/harbour-full.html");
        assert_eq!(prefix("en/2026/11/harbour.html"), "../../../");
        assert_eq!(prefix("index.html"), "");
        assert_eq!(url("https://a.example", "ру/a b"), "https://a.example/%D1%80%D1%83/a%20b");
    }
}
