//! Delta packs: what turns one edition into the next in one request (`docs/reference/edition.md`, 8).
//!
//! A pack is signed by nobody, since it holds the metadata that would have to name it. So it is only a faster way to the
//! same bytes: whatever comes out of it is checked as if it had been fetched one by one.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use types::{Digest, TargetPath};

/// What a pack begins with.
const MARK: &[u8] = b"tamizdat delta 1\n";
/// The longest head, unpacked.
const HEAD: usize = 4_000_000;
/// The longest pack. What is larger is fetched file by file.
pub const MOST: usize = 32_000_000;
/// Editions that a pack is kept for.
pub const KEPT: u64 = 50;
/// zstd windows of 2^24 bytes suffice for anything in a pack; a frame that asks for more is hostile.
const WINDOW: u32 = 24;
/// Beyond this level zstd gains a hundredth and takes twice as long.
const LEVEL: i32 = 12;

/// What is in a pack, in the order of its bytes: metadata first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The snapshot that whoever opens it must have.
    pub from: u64,
    /// The snapshot it leads to.
    pub to: u64,
    /// Metadata, by the name of its file.
    pub metadata: Vec<Metadata>,
    /// Public files that are new or changed.
    pub files: Vec<File>,
}

/// One file of metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// For example `8.bin-0af.json`.
    pub name: String,
    /// Bytes.
    pub length: u64,
    /// Bytes in the pack.
    pub packed: u64,
    /// The file, of the edition before, that it was packed against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// One public file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path.
    pub path: TargetPath,
    /// Its digest. It is the signed one that counts.
    pub sha256: Digest,
    /// Bytes.
    pub length: u64,
    /// Bytes in the pack.
    pub packed: u64,
    /// The path, in the edition before, of the file that it was packed against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<TargetPath>,
}

/// Why a pack cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this delta pack is not well formed: {0}")]
pub struct Malformed(&'static str);

/// A pack as it came, its pieces still packed.
#[derive(Debug)]
pub struct Delta<'a> {
    /// What is in it.
    pub head: Head,
    body: &'a [u8],
}

impl<'a> Delta<'a> {
    /// Reads the head of a pack, and sees that its pieces are there.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let rest = bytes.strip_prefix(MARK).ok_or(Malformed("it does not begin as one"))?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(Malformed("it is cut off"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let head = rest.get(..length).ok_or(Malformed("it is cut off"))?;
        let head = decode(head, &[], HEAD).ok_or(Malformed("its head cannot be unpacked"))?;
        let head: Head =
            serde_json::from_slice(&head).map_err(|_| Malformed("its head cannot be read"))?;
        let body = &rest[length..];
        let mut sum = 0_u64;
        for packed in lengths(&head) {
            sum = sum.checked_add(packed).ok_or(Malformed("its lengths are absurd"))?;
        }
        if sum != body.len() as u64 {
            return Err(Malformed("its pieces and its length disagree"));
        }
        Ok(Self { head, body })
    }

    /// The pieces in order: metadata, then files; each still packed.
    pub fn pieces(&self) -> Vec<&'a [u8]> {
        let mut rest = self.body;
        lengths(&self.head)
            .map(|packed| {
                let at = usize::try_from(packed).unwrap_or(rest.len()).min(rest.len());
                let (piece, tail) = rest.split_at(at);
                rest = tail;
                piece
            })
            .collect()
    }
}

/// Whether the pack that leads to `snapshot` goes, now that `newest` is published. What an edition lacks must not be had
/// from a pack: `lost` says that a file is gone.
pub fn is_outdated(snapshot: u64, newest: u64, lost: bool) -> bool {
    snapshot < newest && (lost || newest - snapshot >= KEPT)
}

fn lengths(head: &Head) -> impl Iterator<Item = u64> + '_ {
    head.metadata.iter().map(|one| one.packed).chain(head.files.iter().map(|one| one.packed))
}

/// Unpacks one piece to exactly `length` bytes; nothing if it is anything else.
pub fn unpack(piece: &[u8], against: &[u8], length: usize) -> Option<Vec<u8>> {
    if piece.len() == length {
        return Some(piece.to_vec());
    }
    decode(piece, against, length).filter(|bytes| bytes.len() == length)
}

/// Packs one piece. What does not get smaller is taken as it is.
pub fn pack(bytes: &[u8], against: &[u8]) -> Vec<u8> {
    match encode(bytes, against) {
        Ok(packed) if packed.len() < bytes.len() => packed,
        _ => bytes.to_vec(),
    }
}

/// Puts a pack together from its head and its pieces in order.
pub fn write(head: &Head, pieces: &[Vec<u8>]) -> Vec<u8> {
    let head = serde_json::to_vec(head).expect("a head in memory can be written");
    let head = encode(&head, &[]).expect("zstd packs memory");
    let length = u32::try_from(head.len()).expect("a head is no longer than its limit");
    let mut bytes = MARK.to_vec();
    bytes.extend(length.to_le_bytes());
    bytes.extend(head);
    for piece in pieces {
        bytes.extend(piece);
    }
    bytes
}

fn encode(bytes: &[u8], against: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() / 4 + 64);
    let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(&mut out, LEVEL, against)?;
    encoder.include_contentsize(false)?;
    encoder.write_all(bytes)?;
    encoder.finish()?;
    Ok(out)
}

fn decode(piece: &[u8], against: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut decoder = zstd::stream::read::Decoder::with_ref_prefix(piece, against).ok()?;
    decoder.window_log_max(WINDOW).ok()?;
    let mut bytes = Vec::new();
    decoder.take(most as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let old = "An old page about the harbour. ".repeat(80).into_bytes();
        let mut new = old.clone();
        new.extend(b"One more line.");
        let file = File {
            path: "en/a.html".parse().unwrap(),
            sha256: Digest::of(&new),
            length: new.len() as u64,
            packed: 0,
            against: Some("en/a.html".parse().unwrap()),
        };
        let piece = pack(&new, &old);
        let file = File { packed: piece.len() as u64, ..file };
        let head = Head { from: 3, to: 4, metadata: Vec::new(), files: vec![file] };
        (write(&head, &[piece]), old, new)
    }

    #[test]
    fn a_pack_against_the_edition_before_gives_the_new_file() {
        let (bytes, old, new) = sample();
        assert!(bytes.len() < 300, "{} bytes", bytes.len());
        let delta = Delta::read(&bytes).unwrap();
        let pieces = delta.pieces();
        assert_eq!(unpack(pieces[0], &old, new.len()).as_ref(), Some(&new));
        assert_eq!(unpack(pieces[0], &old, new.len() - 1), None, "more than was announced");
        assert_ne!(unpack(pieces[0], b"something else", new.len()), Some(new));
    }

    #[test]
    fn a_damaged_or_cut_pack_is_refused_or_gives_other_bytes() {
        let (bytes, old, new) = sample();
        for at in 0..bytes.len() {
            assert!(Delta::read(&bytes[..at]).is_err(), "cut at {at}");
            let mut bad = bytes.clone();
            bad[at] ^= 0x40;
            if let Ok(delta) = Delta::read(&bad) {
                for piece in delta.pieces() {
                    // Whatever comes out, its digest is held against the signed one.
                    let _ = unpack(piece, &old, new.len());
                }
            }
        }
    }

    #[test]
    fn a_pack_goes_with_the_first_file_that_is_withdrawn() {
        assert!(!is_outdated(8, 8, true));
        assert!(is_outdated(7, 8, true));
        assert!(!is_outdated(7, 8, false));
        assert!(is_outdated(8, 58, false));
    }

    #[test]
    fn a_bomb_is_cut_off() {
        let bomb = encode(&vec![0; 50_000_000], &[]).unwrap();
        assert!(bomb.len() < 10_000);
        assert_eq!(unpack(&bomb, &[], 1000), None);
    }
}
