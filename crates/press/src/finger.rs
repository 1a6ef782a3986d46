//! Fingerprints: what a page was made from, in sixteen bytes.
//!
//! A page is printed again when the fingerprint of its inputs changes, and only then. So a fingerprint must hold every
//! value that can reach the page; each value is preceded by its length, so that no two lists of values run together.

use xxhash_rust::xxh3::Xxh3;

/// A fingerprint in the making.
pub(crate) struct Finger(Xxh3);

impl Finger {
    /// Begins with what kind of thing this is.
    pub(crate) fn new(kind: &str) -> Self {
        Self(Xxh3::new()).text(kind)
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.add(text);
        self
    }

    pub(crate) fn number(mut self, number: u128) -> Self {
        self.add_number(number);
        self
    }

    pub(crate) fn add(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    pub(crate) fn add_number(&mut self, number: u128) {
        self.0.update(&number.to_le_bytes());
    }

    pub(crate) fn add_option(&mut self, text: Option<&str>) {
        self.add_number(u128::from(text.is_some()));
        self.add(text.unwrap_or_default());
    }

    pub(crate) fn done(&self) -> u128 {
        self.0.digest128()
    }
}

/// The fingerprint of anything that can be written down.
pub(crate) fn of(value: &impl serde::Serialize) -> u128 {
    let bytes = postcard::to_allocvec(value).expect("values of ours can be written down");
    xxhash_rust::xxh3::xxh3_128(&bytes)
}
