//! Keys that sign, as files: plain ones for what is signed every hour, sealed ones for editors.

use std::{fs, io, path::Path};

use age::{
    scrypt::{Identity, Recipient},
    secrecy::SecretString,
};
use aws_lc_rs::{
    rand::{SecureRandom, SystemRandom},
    signature::{Ed25519KeyPair, KeyPair},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wire::edition::{canonical, ed25519_key, key_id};

use super::Error;

/// A key that signs.
pub struct Pair {
    /// What metadata calls it.
    pub id: String,
    /// The public half, in hexadecimal.
    pub public: String,
    signer: Ed25519KeyPair,
    seed: [u8; 32],
}

impl std::fmt::Debug for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pair({})", self.id)
    }
}

/// A key's file: what securesystemslib writes, too.
#[derive(Serialize, Deserialize)]
struct File {
    keytype: String,
    keyval: Halves,
    scheme: String,
}

#[derive(Serialize, Deserialize)]
struct Halves {
    private: String,
    public: String,
}

impl Pair {
    /// A new key.
    pub fn generate() -> Self {
        let mut seed = [0; 32];
        SystemRandom::new().fill(&mut seed).expect("the system has random numbers");
        Self::from_seed(seed)
    }

    pub(crate) fn from_seed(seed: [u8; 32]) -> Self {
        let signer = Ed25519KeyPair::from_seed_unchecked(&seed).expect("a seed has 32 bytes");
        let public = hex::encode(signer.public_key());
        Self { id: key_id(&ed25519_key(&public)), public, signer, seed }
    }

    /// Reads a key's file.
    fn from_json(bytes: &[u8]) -> Option<Self> {
        let file: File = serde_json::from_slice(bytes).ok()?;
        let seed = hex::decode(&file.keyval.private).ok()?.try_into().ok()?;
        let pair = Self::from_seed(seed);
        (file.scheme == "ed25519" && file.keyval.public == pair.public).then_some(pair)
    }

    fn to_json(&self) -> Vec<u8> {
        let keyval = Halves { private: hex::encode(self.seed), public: self.public.clone() };
        let (keytype, scheme) = ("ed25519".to_owned(), "ed25519".to_owned());
        serde_json::to_vec(&File { keytype, keyval, scheme }).expect("a key can be written")
    }

    /// Reads a plain key file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let bytes = read(path)?;
        Self::from_json(&bytes).ok_or_else(|| Error::NoKey(path.to_owned()))
    }

    /// Writes a plain key file that only its owner may read.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        write_private(path, &self.to_json())
    }

    /// The key as metadata names it.
    pub fn key(&self) -> Value {
        ed25519_key(&self.public)
    }

    /// `signature` of canonical bytes, as metadata carries it.
    pub(crate) fn signature(&self, bytes: &[u8]) -> Value {
        json!({ "keyid": self.id, "sig": self.sign(bytes) })
    }

    /// A signature in hexadecimal.
    pub(crate) fn sign(&self, bytes: &[u8]) -> String {
        hex::encode(self.signer.sign(bytes))
    }
}

/// How hard a passphrase is to try: scrypt with N = 2^this (RFC 7914).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// For passphrases that a person chose: about a second for each try.
    Chosen,
    /// For those that a machine made: a hundred bits need no help.
    Made,
    /// For the demo's, which everybody knows.
    None,
}

/// Seals keys with a passphrase, in age format, armoured.
pub(crate) fn seal(
    path: &Path,
    pairs: &[&Pair],
    passphrase: &str,
    work: Work,
) -> Result<(), Error> {
    let mut recipient = Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(match work {
        Work::Chosen => 18,
        Work::Made => 14,
        Work::None => 4,
    });
    let mut text = Vec::new();
    for pair in pairs {
        text.extend(pair.to_json());
        text.push(b'\n');
    }
    let sealed = age::encrypt_and_armor(&recipient, &text)
        .map_err(|error| Error::Unsealable { path: path.to_owned(), why: error.to_string() })?;
    write_private(path, sealed.as_bytes())
}

/// Opens sealed keys.
pub(crate) fn unseal(path: &Path, passphrase: &str) -> Result<Vec<Pair>, Error> {
    let mut identity = Identity::new(SecretString::from(passphrase.to_owned()));
    // What our own files ask for at most, whatever this machine thinks that it can bear.
    identity.set_max_work_factor(22);
    let text = age::decrypt(&identity, &read(path)?)
        .map_err(|error| Error::Unsealable { path: path.to_owned(), why: error.to_string() })?;
    let lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let pairs: Option<Vec<Pair>> = lines.map(Pair::from_json).collect();
    pairs.filter(|pairs| !pairs.is_empty()).ok_or_else(|| Error::NoKey(path.to_owned()))
}

/// A passphrase of a hundred bits in groups of five, without letters that are taken for others.
pub fn passphrase() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bytes = [0; 20];
    SystemRandom::new().fill(&mut bytes).expect("the system has random numbers");
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte & 31)]));
    }
    text
}

/// Metadata from what is signed, by these keys, in the one spelling.
pub(crate) fn envelope(signed: &Value, by: &[&Pair]) -> Vec<u8> {
    let bytes = canonical(signed).expect("our metadata holds whole numbers only");
    let signatures: Vec<Value> = by.iter().map(|pair| pair.signature(&bytes)).collect();
    let whole = json!({ "signatures": signatures, "signed": signed });
    canonical(&whole).expect("our metadata holds whole numbers only")
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })
}

/// Writes a file for its owner's eyes only, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = path.with_extension("new");
        let _ = fs::remove_file(&beside);
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| Error::Unwritable { path: path.to_owned(), source })
}
