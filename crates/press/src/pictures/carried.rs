//! Sounds and documents: checked, and stripped of what they say about whoever made them.

use lopdf::{Document, Object};

use super::Refusal;
use crate::manuscript::AudioKind;

/// Whether the bytes are the sound their name says.
pub(crate) fn check_audio(bytes: &[u8], kind: AudioKind) -> Result<(), Refusal> {
    let right = match kind {
        AudioKind::Mp3 => {
            let frames = without_id3(bytes);
            matches!(frames, [0xFF, second, ..] if second & 0xE0 == 0xE0)
        }
        AudioKind::Ogg => bytes.starts_with(b"OggS"),
    };
    if right && tells(bytes) {
        return Err(Refusal::Carried(
            "the sound says who or what made it; save it without tags (`ffmpeg -map_metadata -1`, `opustags -D`)",
        ));
    }
    if right {
        Ok(())
    } else {
        Err(Refusal::Carried("this is not the kind of sound its name says; save it anew"))
    }
}

/// Whether a sound has tags that are not simply cut off: comments in Ogg (Vorbis I, 5.2.1; RFC 7845, 5.2), APE in MP3.
fn tells(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let comments = |mark: &[u8]| {
        let at = head.windows(mark.len()).position(|window| window == mark)? + mark.len();
        let number = |at: usize| {
            let four = head.get(at..at.checked_add(4)?)?.first_chunk::<4>()?;
            usize::try_from(u32::from_le_bytes(*four)).ok()
        };
        let vendor = number(at)?;
        number((at + 4).checked_add(vendor)?)
    };
    let found = [&b"OpusTags"[..], b"\x03vorbis"].into_iter().find_map(comments);
    found.is_some_and(|count| count > 0)
        || bytes.windows(8).rev().take(512).any(|window| window == b"APETAGEX")
}

/// Whether the bytes are a PDF that can be published.
pub(crate) fn check_pdf(bytes: &[u8]) -> Result<(), Refusal> {
    strip_pdf(bytes).map(drop)
}

/// What is published of a document: its pages. Information dictionary, XMP, identifiers, scripts, attached files,
/// signatures and the names in comments go, and so does what pictures inside it say about their camera (ISO 32000-1,
/// 7.5.5, 12.5.6, 14.3).
pub(crate) fn strip_pdf(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Refusal::Carried("this is not a PDF, though its name says so; save it anew"));
    }
    let damaged = Refusal::Carried("the PDF is damaged; print it to a new PDF and save that");
    let Ok(mut document) = Document::load_mem(bytes) else { return Err(damaged) };
    if document.is_encrypted() {
        return Err(Refusal::Carried("the PDF is locked by a password; save it without one"));
    }
    for key in [&b"Info"[..], b"ID", b"Prev", b"XRefStm"] {
        document.trailer.remove(key);
    }
    for object in document.objects.values_mut() {
        strip_object(object, 0);
    }
    document.prune_objects();
    document.compress();
    let mut stripped = Vec::new();
    document.save_to(&mut stripped).map_err(|_| damaged)?;
    Ok(stripped)
}

/// Entries that tell of people, tools and times, or that do something when a document is opened.
const TELLING: [&[u8]; 13] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"Author",
    b"Creator",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"OpenAction",
    b"JavaScript",
    b"Names",
    b"AcroForm",
    b"Collection",
];

/// The same in annotations and actions; elsewhere a font may have such a short name.
const TELLING_SHORT: [&[u8]; 6] = [b"AA", b"AF", b"JS", b"M", b"NM", b"T"];

fn strip_object(object: &mut Object, depth: usize) {
    if depth > 64 {
        *object = Object::Null;
        return;
    }
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => {
            if stream
                .dict
                .get(b"Filter")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"DCTDecode")
            {
                stream.set_content(bare_jpeg(&stream.content));
            }
            &mut stream.dict
        }
        Object::Array(items) => {
            return items.iter_mut().for_each(|item| strip_object(item, depth + 1));
        }
        _ => return,
    };
    for key in TELLING {
        dictionary.remove(key);
    }
    if dictionary.has(b"Rect") || dictionary.has(b"S") || dictionary.has(b"Type") {
        for key in TELLING_SHORT {
            dictionary.remove(key);
        }
    }
    for (_, value) in dictionary.iter_mut() {
        strip_object(value, depth + 1);
    }
}

/// A JPEG without comments and application segments, but for those its colours need (JFIF, Adobe).
fn bare_jpeg(bytes: &[u8]) -> Vec<u8> {
    let mut bare = bytes.get(..2).unwrap_or(bytes).to_vec();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, ..] = *rest {
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        let Some(segment) = rest.get(..length).filter(|_| marker != 0xDA) else { break };
        if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) {
            bare.extend_from_slice(segment);
        }
        rest = &rest[length..];
    }
    bare.extend_from_slice(rest);
    bare
}

/// What is published of a sound: the sound, without its tags.
pub(crate) fn strip_audio(bytes: &[u8], kind: AudioKind) -> &[u8] {
    match kind {
        AudioKind::Mp3 => {
            let frames = without_id3(bytes);
            // ID3v1: the last 128 bytes, beginning with TAG.
            match frames.len().checked_sub(128) {
                Some(at) if frames[at..].starts_with(b"TAG") => &frames[..at],
                _ => frames,
            }
        }
        AudioKind::Ogg => bytes,
    }
}

/// Skips `ID3v2` (id3.org, section 3.1: the size is four bytes of seven bits).
fn without_id3(bytes: &[u8]) -> &[u8] {
    let [b'I', b'D', b'3', _, _, _, size @ ..] = bytes else {
        return bytes;
    };
    let Some(size) = size.first_chunk::<4>() else {
        return bytes;
    };
    let length = size.iter().fold(0, |sum, &byte| sum << 7 | usize::from(byte & 0x7F));
    bytes.get(10 + length..).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_a_sound_do_not_reach_readers() {
        let mut sound = b"ID3\x04\0\0\0\0\0\x05Mira!".to_vec();
        sound.extend([0xFF, 0xFB, 1, 2, 3]);
        let mut tag = [0_u8; 128];
        tag[..3].copy_from_slice(b"TAG");
        sound.extend(tag);
        check_audio(&sound, AudioKind::Mp3).unwrap();
        assert_eq!(strip_audio(&sound, AudioKind::Mp3), [0xFF, 0xFB, 1, 2, 3]);
    }

    #[test]
    fn a_sound_with_comments_is_refused() {
        let mut sound =
            b"OggS........OpusTags\x03\0\0\0lib\x01\0\0\0\x0b\0\0\0ARTIST=Mira".to_vec();
        assert!(check_audio(&sound, AudioKind::Ogg).is_err());
        sound[27] = 0;
        assert!(check_audio(&sound, AudioKind::Ogg).is_ok());
    }

    #[test]
    fn a_document_is_published_without_its_makers() {
        let pdf = include_bytes!("../../../../demo/media/tide-tables.pdf");
        let mut document = Document::load_mem(pdf).unwrap();
        let info = lopdf::dictionary! { "Author" => Object::string_literal("Canary") };
        let info = document.add_object(info);
        document.trailer.set("Info", info);
        let mut told = Vec::new();
        document.save_to(&mut told).unwrap();
        assert!(told.windows(6).any(|window| window == b"Canary"));
        let stripped = strip_pdf(&told).unwrap();
        assert!(!stripped.windows(6).any(|window| window == b"Canary"));
        assert_eq!(Document::load_mem(&stripped).unwrap().get_pages().len(), 1);
        assert_eq!(strip_pdf(&told).unwrap(), stripped, "the same bytes each time");
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(check_pdf(b"PK").is_err());
        assert!(check_pdf(b"%PDF-1.7 nothing more").is_err());
    }

    #[test]
    fn pictures_inside_lose_their_segments() {
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 7, 7, 0xFF, 0xDB, 0, 3, 1, 0xFF, 0xDA, 0, 2, 9];
        assert_eq!(bare_jpeg(&jpeg), [0xFF, 0xD8, 0xFF, 0xDB, 0, 3, 1, 0xFF, 0xDA, 0, 2, 9]);
        assert_eq!(bare_jpeg(b""), b"");
    }
}
