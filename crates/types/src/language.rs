//! Languages and their direction.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Error;

/// A language tag such as `en` or `ar`: two or three small letters (BCP 47, primary subtag only).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language([u8; 3]);

/// Which way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Language {
    /// The tag as text.
    pub fn as_str(&self) -> &str {
        let end = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..end]).expect("checked on entry: small ASCII letters")
    }

    /// The direction of the script this language is usually written in.
    pub fn direction(&self) -> Direction {
        match self.as_str() {
            "ar" | "fa" | "he" | "ur" | "ps" | "ug" | "ckb" | "yi" | "dv" | "sd" => {
                Direction::RightToLeft
            }
            _ => Direction::LeftToRight,
        }
    }
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let letters = text.as_bytes();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
            return Err(Error::Language(text.chars().take(40).collect()));
        }
        let mut tag = [0; 3];
        tag[..letters.len()].copy_from_slice(letters);
        Ok(Self(tag))
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.as_str().to_owned()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_two_or_three_small_letters() {
        assert_eq!("ar".parse::<Language>().unwrap().direction().as_str(), "rtl");
        assert_eq!("ckb".parse::<Language>().unwrap().as_str(), "ckb");
        for bad in ["", "e", "EN", "en-GB", "engl", "e1", "ру"] {
            assert!(bad.parse::<Language>().is_err(), "{bad}");
        }
    }
}
