//! The edition on the shelf: which address is which file.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use types::{Blob, Entry, Table};

use crate::Error;

/// An edition's table with the place of its blobs.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    table: Table,
    changed: Option<SystemTime>,
}

/// What an address means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// A file, with its path.
    File(&'a str, &'a Entry),
    /// A folder without its slash; the address with it is another.
    Folder,
    /// Nothing; a page of the edition may say so.
    Nothing(Option<(&'a str, &'a Entry)>),
}

/// The forms a blob may be sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Brotli,
    Gzip,
    Identity,
}

impl Shelf {
    /// Opens the edition in `root`.
    pub fn open(root: &Path) -> Result<Self, Error> {
        let path = root.join("table");
        let refused = |why: String| Error::NoEdition { path: root.to_owned(), why };
        let changed = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        let bytes = fs::read(&path).map_err(|error| refused(error.to_string()))?;
        let table = Table::from_bytes(&bytes).map_err(|error| refused(error.to_string()))?;
        Ok(Self { root: root.to_owned(), table, changed })
    }

    /// Whether another edition has been published in the same place.
    pub(crate) fn is_outdated(&self) -> bool {
        let changed =
            fs::metadata(self.root.join("table")).and_then(|metadata| metadata.modified());
        changed.ok() != self.changed
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The policy a page is sent with.
    pub(crate) fn policy(&self, entry: &Entry) -> Option<&str> {
        self.table.policies.get(usize::from(entry.policy?)).map(String::as_str)
    }

    /// Looks an address up; `path` is decoded and begins with a slash.
    pub(crate) fn find(&self, path: &str) -> Found<'_> {
        let path = path.trim_start_matches('/');
        let get = |path: &str| {
            self.table.files.get_key_value(path).map(|(key, entry)| (key.as_str(), entry))
        };
        if path.is_empty() || path.ends_with('/') {
            if let Some((path, entry)) = get(&format!("{path}index.html")) {
                return Found::File(path, entry);
            }
        } else if let Some((path, entry)) = get(path) {
            return Found::File(path, entry);
        } else if get(&format!("{path}/index.html")).is_some() {
            return Found::Folder;
        }
        let first = path.split('/').next().unwrap_or_default();
        let known = self.table.languages.iter().find(|language| *language == first);
        let Some(language) = known.or(self.table.languages.first()) else {
            return Found::Nothing(None);
        };
        // The page's links are relative, so there is one for each depth.
        let page = match path.matches('/').count() {
            0 => "404.html".to_owned(),
            1 => format!("{language}/404.html"),
            depth => format!("{language}/404-{}.html", depth.min(4)),
        };
        Found::Nothing(get(&page))
    }

    /// Reads a blob in one of its forms.
    pub(crate) fn read(&self, blob: &Blob, form: Form) -> io::Result<Vec<u8>> {
        let mut place = self.root.join(Table::place(&blob.sha256)).into_os_string();
        place.push(match form {
            Form::Brotli => ".br",
            Form::Gzip => ".gz",
            Form::Identity => "",
        });
        fs::read(place)
    }
}
