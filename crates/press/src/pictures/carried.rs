//! Sounds and documents: checked, and stripped of what they say about whoever made them.

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
    if right {
        Ok(())
    } else {
        Err(Refusal::Carried("this is not the kind of sound its name says; save it anew"))
    }
}

/// Whether the bytes are a PDF without a name, a date or a tool's trace in it.
pub(crate) fn check_pdf(bytes: &[u8]) -> Result<(), Refusal> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Refusal::Carried("this is not a PDF, though its name says so; save it anew"));
    }
    let telling: [&[u8]; 6] =
        [b"/Author", b"/Creator", b"/Producer", b"<x:xmpmeta", b"/CreationDate", b"/JavaScript"];
    let tells = telling.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark));
    if tells {
        return Err(Refusal::Carried(
            "the PDF says who or what made it, or holds a script; print it to a new PDF without properties (`qpdf --remove-info --remove-metadata`)",
        ));
    }
    Ok(())
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
    fn a_pdf_that_names_its_author_is_refused() {
        assert!(check_pdf(b"%PDF-1.7 trailer").is_ok());
        assert!(check_pdf(b"%PDF-1.7 /Author (Mira)").is_err());
        assert!(check_pdf(b"PK").is_err());
    }
}
