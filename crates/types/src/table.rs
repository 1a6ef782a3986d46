//! The edition's table: which path holds which blob.
//!
//! The press writes it, the front reads it. It says what the signed metadata says, in a form that is quick to read, and
//! which precompressed forms lie beside the bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Digest, Error, TargetPath};

/// Where one path of an edition leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The bytes.
    pub blob: Blob,
    /// Which of the table's policies a page is sent with; absent for files that are no page.
    pub policy: Option<u16>,
}

/// Bytes by digest, and which precompressed forms lie beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// SHA-256 of the identity form.
    pub sha256: Digest,
    /// Bytes of the identity form.
    pub length: u64,
    /// Bytes of the gzip form, if there is one.
    pub gzip: Option<u64>,
    /// Bytes of the brotli form, if there is one.
    pub brotli: Option<u64>,
}

/// One whole edition: every public path and the policies its pages are sent with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The languages, the newsroom's first one first.
    pub languages: Vec<String>,
    /// Content security policies, referred to by number.
    pub policies: Vec<String>,
    /// Every public file.
    pub files: BTreeMap<TargetPath, Entry>,
    /// The version of the snapshot that signs it; 0 if nothing does.
    pub snapshot: u64,
}

/// What a table's file begins with; another number is another format.
const MARK: &[u8] = b"tamizdat table 2\n";

impl Table {
    /// The policy a page is sent with.
    pub fn policy(&self, entry: &Entry) -> Option<&str> {
        self.policies.get(usize::from(entry.policy?)).map(String::as_str)
    }

    /// The table as the bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_extend(self, MARK.to_vec()).expect("a table in memory can be written")
    }

    /// Reads the bytes of a table's file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let rest = bytes.strip_prefix(MARK).ok_or(Error::Table("it does not begin as one"))?;
        postcard::from_bytes(rest).map_err(|_| Error::Table("it is damaged or cut off"))
    }

    /// Where the edition keeps the identity form of a blob, relative to its folder; `.gz` and `.br` lie beside it.
    pub fn place(digest: &Digest) -> String {
        let name = digest.to_string();
        format!("blobs/{}/{name}", &name[..2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_survives_being_written_and_a_damaged_one_is_refused() {
        let sha256 = Digest::of(b"page");
        let blob = Blob { sha256, length: 4, gzip: None, brotli: Some(3) };
        let files = [("en/a.html".parse().unwrap(), Entry { blob, policy: Some(0) })].into();
        let table = Table {
            languages: vec!["en".to_owned()],
            policies: vec!["default-src 'none'".to_owned()],
            files,
            snapshot: 7,
        };
        let bytes = table.to_bytes();
        assert_eq!(Table::from_bytes(&bytes).unwrap(), table);
        for end in 0..bytes.len() {
            assert!(Table::from_bytes(&bytes[..end]).is_err(), "cut at {end}");
        }
        assert!(Table::from_bytes(b"{}").is_err());
    }
}
