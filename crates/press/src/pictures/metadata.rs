//! Caption, credit and alternative text out of IPTC-IIM and XMP.
//!
//! Only read, never written: what readers get has no metadata. IPTC-IIM lies in JPEG's APP13 as an image resource 0x0404
//! (Adobe Photoshop File Formats, "Image Resource Blocks"), XMP in APP1, PNG's iTXt and WebP's `XMP ` chunk.

use quick_xml::{Reader, events::Event};

use super::Words;

/// What the picture in `bytes` says; nothing if it says nothing or says it badly.
pub(super) fn words(bytes: &[u8]) -> Words {
    let mut words = Words::default();
    if let Some(xmp) = xmp(bytes) {
        words = read_xmp(xmp);
    }
    for segment in jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xED).map(|(_, data)| data)
    {
        if let Some(iim) = image_resource(segment, 0x0404) {
            read_iim(iim, &mut words);
        }
    }
    words
}

/// The application segments of a JPEG before its picture data.
fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8]).unwrap_or_default();
    std::iter::from_fn(move || {
        let [0xFF, marker @ 0xC0..=0xFE, high, low, ..] = *rest else {
            return None;
        };
        if marker == 0xDA {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let data = rest.get(4..2 + length)?;
        rest = &rest[2 + length..];
        Some((marker, data))
    })
}

fn xmp(bytes: &[u8]) -> Option<&[u8]> {
    const JPEG: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
    let in_jpeg = jpeg_segments(bytes)
        .filter(|(marker, _)| *marker == 0xE1)
        .find_map(|(_, data)| data.strip_prefix(JPEG));
    in_jpeg.or_else(|| {
        // In PNG and WebP the packet lies whole in one chunk, so it can be found by its first and last tag.
        let start = find(bytes, b"<x:xmpmeta")?;
        let end = find(&bytes[start..], b"</x:xmpmeta>")?;
        Some(&bytes[start..start + end + b"</x:xmpmeta>".len()])
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn read_xmp(xmp: &[u8]) -> Words {
    let mut words = Words::default();
    let mut reader = Reader::from_reader(xmp);
    let mut open: Vec<Vec<u8>> = Vec::new();
    // Entities are not expanded beyond XML's own five, so no packet can blow up.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                for attribute in tag.attributes().flatten() {
                    if attribute.key.local_name().as_ref() == b"Credit" {
                        words.credit =
                            attribute.unescape_value().ok().and_then(|text| clean(&text));
                    }
                }
                if open.len() > 64 {
                    break;
                }
                open.push(tag.local_name().as_ref().to_vec());
            }
            Event::Empty(tag) => {
                for attribute in tag.attributes().flatten() {
                    if attribute.key.local_name().as_ref() == b"Credit" {
                        words.credit =
                            attribute.unescape_value().ok().and_then(|text| clean(&text));
                    }
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                let Some(text) = text.decode().ok().and_then(|text| {
                    quick_xml::escape::unescape(&text).ok().and_then(|text| clean(&text))
                }) else {
                    continue;
                };
                let inside = |name: &[u8]| open.iter().any(|tag| tag == name);
                let slot = if inside(b"AltTextAccessibility") {
                    &mut words.alt
                } else if inside(b"description") {
                    &mut words.caption
                } else if inside(b"Credit") {
                    &mut words.credit
                } else {
                    continue;
                };
                slot.get_or_insert(text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    words
}

/// The data of one image resource block in an APP13 segment.
fn image_resource(segment: &[u8], wanted: u16) -> Option<&[u8]> {
    let mut rest = segment.strip_prefix(b"Photoshop 3.0\0")?;
    loop {
        rest = rest.strip_prefix(b"8BIM")?;
        let id = u16::from_be_bytes([*rest.first()?, *rest.get(1)?]);
        // A Pascal string and its length byte, padded to an even size.
        let name = (usize::from(*rest.get(2)?) + 2) & !1;
        let size_at = 2 + name;
        let size = rest.get(size_at..size_at + 4)?;
        let size =
            usize::try_from(u32::from_be_bytes([size[0], size[1], size[2], size[3]])).ok()?;
        let data = rest.get(size_at + 4..(size_at + 4).checked_add(size)?)?;
        if id == wanted {
            return Some(data);
        }
        rest = rest.get(size_at + 4 + ((size + 1) & !1)..)?;
    }
}

/// Datasets 2:120 (caption) and 2:110 (credit) of IPTC-IIM 4.2. Who made the picture (2:80, `dc:creator`) is left alone: a
/// camera writes its owner's name there, and nobody meant to publish it.
fn read_iim(mut rest: &[u8], words: &mut Words) {
    while let [0x1C, record, dataset, high, low, tail @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(data) = tail.get(..length) else {
            break;
        };
        let text = clean(&String::from_utf8_lossy(data));
        match (record, dataset) {
            (2, 120) => words.caption = words.caption.take().or(text),
            (2, 110) => words.credit = words.credit.take().or(text),
            _ => {}
        }
        rest = &tail[length..];
    }
}

/// A text worth keeping: no control characters, at most 2,000 letters.
fn clean(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(2000).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg_with(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, 0xD8, 0xFF, marker, length[0], length[1]], data, &[0xFF, 0xDA, 0, 2]].concat()
    }

    #[test]
    fn caption_and_credit_are_read_from_iptc() {
        let mut iim = vec![0x1C, 2, 120, 0, 7];
        iim.extend(b"A crane");
        iim.extend([0x1C, 2, 110, 0, 4]);
        iim.extend(b"Mira");
        let mut block = b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec();
        block.extend(u32::try_from(iim.len()).unwrap().to_be_bytes());
        block.extend(&iim);
        let words = words(&jpeg_with(0xED, &block));
        assert_eq!(words.caption.as_deref(), Some("A crane"));
        assert_eq!(words.credit.as_deref(), Some("Mira"));
    }

    #[test]
    fn alternative_text_is_read_from_xmp() {
        let packet = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:RDF><rdf:Description photoshop:Credit=\"Desk\">\
            <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li>Two cranes</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>\
            <dc:description><rdf:Alt><rdf:li>At dawn</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";
        let words = words(&jpeg_with(0xE1, packet.as_bytes()));
        assert_eq!(words.alt.as_deref(), Some("Two cranes"));
        assert_eq!(words.caption.as_deref(), Some("At dawn"));
        assert_eq!(words.credit.as_deref(), Some("Desk"));
    }

    #[test]
    fn damaged_metadata_is_no_metadata() {
        let whole = jpeg_with(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\xff\xff\x1c\x02");
        for end in 0..whole.len() {
            assert_eq!(words(&whole[..end]), Words::default());
        }
    }
}
