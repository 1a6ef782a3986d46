//! Sounds: the sound, without its tags.

use crate::{manuscript::AudioKind, pictures::Refusal};

/// Whether the bytes are the sound their name says, and may be published.
pub(crate) fn check_audio(bytes: &[u8], kind: AudioKind) -> Result<(), Refusal> {
    strip_audio(bytes, kind).map(drop)
}

/// What is published of a sound.
pub(crate) fn strip_audio(bytes: &[u8], kind: AudioKind) -> Result<Vec<u8>, Refusal> {
    match kind {
        AudioKind::Mp3 => strip_mp3(bytes),
        AudioKind::Ogg => check_ogg(bytes).map(|()| bytes.to_vec()),
    }
}

const UNKNOWN: Refusal =
    Refusal::Carried("this is not the kind of sound its name says; save it anew");
const TELLS: Refusal = Refusal::Carried(
    "the sound says who or what made it; save it without tags (`ffmpeg -map_metadata -1 -fflags +bitexact -flags:a +bitexact`, `opustags -D`)",
);

/// The frames of an MP3, one after the other (ISO/IEC 11172-3, 2.4.1). Whatever stands before, between and after them is a
/// tag of some kind (ID3, APE, Lyrics3, or one we do not know) and goes.
fn strip_mp3(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut frames = Vec::with_capacity(bytes.len());
    let mut rest = without_id3(bytes);
    let (mut kind, mut goes_on) = (None, false);
    while rest.len() >= 4 {
        // Every frame has the version, layer and rate of the first. After a gap only one with another behind it is a frame;
        // bytes of a tag may look like one.
        let frame = Frame::read(rest).filter(|frame| {
            let after = rest.get(frame.length..);
            let is_next = |after: &[u8]| {
                Frame::read(after)
                    .is_some_and(|next| next.kind == frame.kind && next.length <= after.len())
            };
            kind.is_none_or(|kind| kind == frame.kind)
                && after.is_some_and(|after| goes_on || is_next(after))
        });
        goes_on = frame.is_some();
        let Some(frame) = frame else {
            rest = &rest[1..];
            continue;
        };
        kind = Some(frame.kind);
        frames.extend_from_slice(&rest[..frame.length]);
        rest = &rest[frame.length..];
    }
    if frames.is_empty() { Err(UNKNOWN) } else { Ok(frames) }
}

/// What the four bytes before a frame say.
struct Frame {
    /// Version, layer and sampling rate.
    kind: (u8, u8, u8),
    /// Bytes, the four included.
    length: usize,
}

impl Frame {
    fn read(bytes: &[u8]) -> Option<Self> {
        /// Kilobits a second in layer III: version 1, then 2 and 2.5.
        const RATES: [[usize; 14]; 2] = [
            [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
            [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        ];
        let [0xFF, second, third, _] = *bytes.first_chunk::<4>()? else { return None };
        let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
        let (rate, sampling) = (usize::from(third >> 4), third >> 2 & 3);
        // Layer III alone is what `.mp3` means; a version and a sampling rate are reserved.
        if second & 0xE0 != 0xE0 || version == 1 || layer != 1 || sampling == 3 {
            return None;
        }
        let hertz = [44_100, 48_000, 32_000][usize::from(sampling)];
        let (hertz, samples) = match version {
            3 => (hertz, 144),
            2 => (hertz / 2, 72),
            _ => (hertz / 4, 72),
        };
        let rate = RATES[usize::from(version != 3)].get(rate.checked_sub(1)?)?;
        let length = samples * rate * 1000 / hertz + usize::from(third >> 1 & 1);
        Some(Self { kind: (version, layer, sampling), length })
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

/// An Ogg of pages without gaps (RFC 3533, 6), of one stream, of Opus or Vorbis, whose comments are empty (RFC 7845, 5.2;
/// Vorbis I, 5.2.1).
fn check_ogg(bytes: &[u8]) -> Result<(), Refusal> {
    const OTHER: Refusal = Refusal::Carried(
        "an Ogg file must hold one sound in Opus or Vorbis and nothing else; save it anew (`ffmpeg -map 0:a:0 -c:a libopus`)",
    );
    let mut rest = bytes;
    let (mut number, mut serial) = (0_u32, None);
    while !rest.is_empty() {
        let page = Page::read(rest).ok_or(UNKNOWN)?;
        rest = &rest[page.length..];
        // The second bit says that a stream begins: later, that would be another one.
        if (page.flags & 2 != 0) != (number == 0)
            || *serial.get_or_insert(page.serial) != page.serial
        {
            return Err(OTHER);
        }
        let head: Option<&[u8]> = match (number, page.packet) {
            (0, packet) if packet.starts_with(b"OpusHead") || packet.starts_with(b"\x01vorbis") => {
                None
            }
            (0, _) => return Err(OTHER),
            (1, packet) => {
                let opus = packet.strip_prefix(b"OpusTags");
                Some(opus.or_else(|| packet.strip_prefix(b"\x03vorbis")).ok_or(OTHER)?)
            }
            _ => None,
        };
        if head.is_some_and(|head| !is_empty_comment(head)) {
            return Err(TELLS);
        }
        number += 1;
    }
    if number < 3 { Err(UNKNOWN) } else { Ok(()) }
}

/// Vendor, then the number of comments: none. Vorbis ends with a framing bit; more would be more than is known.
fn is_empty_comment(head: &[u8]) -> bool {
    let Some(vendor) = head.first_chunk::<4>() else { return false };
    let vendor = usize::try_from(u32::from_le_bytes(*vendor)).unwrap_or(usize::MAX);
    let rest = vendor.checked_add(4).and_then(|from| head.get(from..));
    matches!(rest, Some([0, 0, 0, 0] | [0, 0, 0, 0, 1]))
}

/// A page of an Ogg stream.
struct Page<'a> {
    flags: u8,
    serial: [u8; 4],
    /// The first packet that begins in it, as far as it goes.
    packet: &'a [u8],
    length: usize,
}

impl<'a> Page<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let head = bytes.first_chunk::<27>().filter(|head| head.starts_with(b"OggS\0"))?;
        let lacing = bytes.get(27..27 + usize::from(head[26]))?;
        let whole: usize = lacing.iter().map(|&value| usize::from(value)).sum();
        let first = lacing.iter().position(|&value| value < 255).map_or(lacing.len(), |at| at + 1);
        let first: usize = lacing[..first].iter().map(|&value| usize::from(value)).sum();
        let from = 27 + lacing.len();
        let content = bytes.get(from..from + whole)?;
        let serial = *head[14..].first_chunk()?;
        Some(Self { flags: head[5], serial, packet: &content[..first], length: from + whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of 128 kilobits a second at 44,100 hertz.
    fn frame(fill: u8) -> Vec<u8> {
        let mut frame = vec![fill; 417];
        frame[..4].copy_from_slice(&[0xFF, 0xFB, 0x90, 0]);
        frame
    }

    fn tag(text: &[u8], length: usize) -> Vec<u8> {
        let mut tag = text.to_vec();
        tag.resize(length, 0);
        tag
    }

    #[test]
    fn tags_of_a_sound_do_not_reach_readers() {
        let sound = [frame(1), frame(2), frame(3)].concat();
        assert_eq!(strip_audio(&sound, AudioKind::Mp3).unwrap(), sound);
        let told = [
            b"ID3\x04\0\0\0\0\0\x05Mira!".to_vec(),
            sound.clone(),
            b"APETAGEX Canary".to_vec(),
            b"LYRICSBEGINCanary000017LYRICS200".to_vec(),
            tag(b"TAG+Canary", 227),
            tag(b"TAGCanary", 128),
            tag(b"TAGCanary", 128),
        ]
        .concat();
        assert_eq!(strip_audio(&told, AudioKind::Mp3).unwrap(), sound);
        let alike = [b"Canary", &frame(9)[..4], b"Canary"].concat();
        let between = [frame(0), sound.clone(), alike, tag(b"", 600), sound.clone()].concat();
        let bare = strip_audio(&between, AudioKind::Mp3).unwrap();
        assert!(bare == [frame(0), sound.clone(), sound].concat(), "{} bytes", bare.len());
    }

    #[test]
    fn a_frame_needs_a_whole_one_behind_it() {
        let two = [frame(1), frame(2)].concat();
        assert!(check_audio(&two, AudioKind::Mp3).is_ok());
        // What a fuzzer found: this was a sound of one frame, which alone is none.
        assert!(check_audio(&two[..two.len() - 1], AudioKind::Mp3).is_err());
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        for bad in [&b""[..], b"\xFF", b"\xFF\xFB\x90\0", b"OggSOpusTags", b"OggS"] {
            assert!(check_audio(bad, AudioKind::Mp3).is_err(), "{bad:?}");
            assert!(check_audio(bad, AudioKind::Ogg).is_err(), "{bad:?}");
        }
    }

    fn page(flags: u8, serial: u8, packets: &[&[u8]]) -> Vec<u8> {
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend([0; 8]);
        page.extend([serial, 0, 0, 0]);
        page.extend([0; 8]);
        page.push(u8::try_from(packets.len()).unwrap());
        page.extend(packets.iter().map(|packet| u8::try_from(packet.len()).unwrap()));
        page.extend(packets.concat());
        page
    }

    fn opus(tags: &[u8], more: &[u8]) -> Vec<u8> {
        let tags = [b"OpusTags", tags].concat();
        [page(2, 1, &[b"OpusHead"]), page(0, 1, &[&tags]), page(4, 1, &[&[9; 40]]), more.to_vec()]
            .concat()
    }

    #[test]
    fn an_ogg_may_hold_one_sound_and_no_word() {
        let silent = b"\x03\0\0\0lib\0\0\0\0";
        let good = opus(silent, &[]);
        assert_eq!(check_audio(&good, AudioKind::Ogg), Ok(()));
        let tags = b"\x03\0\0\0lib\x01\0\0\0\x0b\0\0\0ARTIST=Mira";
        assert_eq!(check_audio(&opus(tags, &[]), AudioKind::Ogg), Err(TELLS));
        let padded = b"\x03\0\0\0lib\0\0\0\0Canary";
        assert_eq!(check_audio(&opus(padded, &[]), AudioKind::Ogg), Err(TELLS));
        for bad in [
            opus(silent, b"Canary"),
            opus(silent, &good),
            opus(silent, &page(0, 2, &[b"Canary"])),
            [page(2, 1, &[b"Speex   "]), page(0, 1, &[b"Canary"]), page(4, 1, &[b"x"])].concat(),
            [page(2, 1, &[b"\x7fFLAC"]), page(0, 1, &[b"\x84Canary"]), page(4, 1, &[b"x"])]
                .concat(),
        ] {
            assert!(check_audio(&bad, AudioKind::Ogg).is_err());
        }
        for cut in 0..good.len() {
            assert!(check_audio(&good[..cut], AudioKind::Ogg).is_err(), "cut at {cut}");
        }
    }

    #[test]
    fn a_vorbis_with_its_setup_on_the_same_page_is_read_packet_by_packet() {
        let tags = b"\x03vorbis\x03\0\0\0lib\0\0\0\0\x01";
        let heads = page(0, 1, &[tags, b"\x05vorbis setup"]);
        let good = [page(2, 1, &[b"\x01vorbis"]), heads, page(4, 1, &[&[9; 40]])].concat();
        assert_eq!(check_audio(&good, AudioKind::Ogg), Ok(()));
    }
}
