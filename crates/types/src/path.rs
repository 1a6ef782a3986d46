//! Names of public files.

use std::{borrow::Borrow, collections::HashMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unicode_normalization::is_nfc;

use crate::Error;

/// The path of a public file inside an edition, for example `en/2026/11/harbour.html`.
///
/// It has no leading slash, no `.` or `..` or empty part, no control character and no backslash, is in NFC, and has at
/// most 512 bytes. So it is one file on any disk, bucket or stick.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TargetPath(String);

impl TargetPath {
    /// The path as text, `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders deep the file lies; 0 at the top.
    pub fn depth(&self) -> usize {
        self.0.bytes().filter(|&byte| byte == b'/').count()
    }
}

/// Two paths that a disk, a stick or a bucket could not hold side by side: they differ in the case of letters only, or one
/// would have to be the other's folder.
pub fn clash<'a>(
    paths: impl Iterator<Item = &'a TargetPath> + Clone,
) -> Option<(&'a TargetPath, &'a TargetPath)> {
    let mut folded: HashMap<String, &TargetPath> = HashMap::new();
    for path in paths.clone() {
        if let Some(other) = folded.insert(path.0.to_lowercase(), path) {
            return Some((other, path));
        }
    }
    paths.into_iter().find_map(|path| {
        let mut parent = path.0.as_str();
        while let Some((folder, _)) = parent.rsplit_once('/') {
            if let Some(other) = folded.get(&folder.to_lowercase()) {
                return Some((*other, path));
            }
            parent = folder;
        }
        None
    })
}

impl FromStr for TargetPath {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refuse = |why| Err(Error::Path { path: text.chars().take(200).collect(), why });
        if text.is_empty() || text.len() > 512 {
            return refuse("it must have 1 to 512 bytes");
        }
        // Clients disagree on how to write `?`, `#` and `%` in an address, and on how to sort what is above U+FFFF.
        let bad = |c: char| c.is_control() || matches!(c, '\\' | '?' | '#' | '%') || c > '\u{ffff}';
        if text.chars().any(bad) {
            return refuse(
                "it holds a control character, a backslash, `?`, `#`, `%`, or a character above U+FFFF",
            );
        }
        if !is_nfc(text) {
            return refuse("it is not in NFC, so that the same name could be spelled twice");
        }
        if text.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return refuse("a part of it is empty, \".\" or \"..\"");
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for TargetPath {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<TargetPath> for String {
    fn from(path: TargetPath) -> Self {
        path.0
    }
}

impl Borrow<str> for TargetPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TargetPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TargetPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_no_stick_could_hold_are_found() {
        let clashes = |paths: &[&str]| {
            let paths: Vec<TargetPath> = paths.iter().map(|path| path.parse().unwrap()).collect();
            clash(paths.iter()).is_some()
        };
        assert!(!clashes(&["en/a.html", "en/a/b.html", "ru/a.html"]));
        assert!(clashes(&["en/a.html", "en/A.html"]));
        assert!(clashes(&["en/a.html", "en/a.html/b"]));
        assert!(clashes(&["EN/a.html/b", "en/A.html"]));
    }

    #[test]
    fn a_path_cannot_climb_out() {
        for good in ["index.html", "en/2026/11/a.html", ".well-known/security.txt", "ру/а.html"]
        {
            assert!(good.parse::<TargetPath>().is_ok(), "{good}");
        }
        let long = "a/".repeat(300);
        for bad in [
            "",
            "/a",
            "a/",
            "a//b",
            "..",
            "a/../b",
            "a/./b",
            "a\\b",
            "a\0b",
            "a?b",
            "a%41",
            "a#b",
            "e\u{301}",
            "a\u{1f600}",
            &long,
        ] {
            assert!(bad.parse::<TargetPath>().is_err(), "{bad}");
        }
    }
}
