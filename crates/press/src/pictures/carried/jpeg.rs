//! Pictures inside documents: the picture, without what it says about its camera.

/// A JPEG without comments, thumbnails and application segments, but for those its colours need (JFIF, Adobe), and without
/// anything after its end (ITU-T T.81, annex B). `None` if its segments cannot be told apart.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut bare = vec![0xFF, 0xD8];
    loop {
        // B.1.1.2: any number of fill bytes may stand before a marker.
        let fill = rest.iter().take_while(|&&byte| byte == 0xFF).count();
        if fill == 0 {
            return None;
        }
        let marker = *rest.get(fill)?;
        rest = &rest[fill + 1..];
        if marker == 0xD9 {
            bare.extend([0xFF, 0xD9]);
            return Some(bare);
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        let segment = rest.get(..length).filter(|_| length >= 2)?;
        rest = &rest[length..];
        match marker {
            0xE0 if segment[2..].starts_with(b"JFIF\0") && segment.len() >= 16 => {
                bare.extend([0xFF, 0xE0, 0, 16]);
                bare.extend_from_slice(&segment[2..14]);
                // No thumbnail.
                bare.extend([0, 0]);
            }
            0xEE if segment.len() == 14 && segment[2..].starts_with(b"Adobe") => {
                bare.extend([0xFF, marker]);
                bare.extend_from_slice(segment);
            }
            0xE0..=0xEF | 0xFE => {}
            // Frames, tables, scans and the restart interval; 0xD0 to 0xD7 only stand inside a scan.
            0xC0..=0xCF | 0xDA..=0xDF => {
                bare.extend([0xFF, marker]);
                bare.extend_from_slice(segment);
                if marker == 0xDA {
                    let scan = scan(rest);
                    bare.extend_from_slice(&rest[..scan]);
                    rest = &rest[scan..];
                    if rest.is_empty() {
                        // Cut off, and still a picture to most programs.
                        bare.extend([0xFF, 0xD9]);
                        return Some(bare);
                    }
                }
            }
            _ => return None,
        }
    }
}

/// How long the coded data are: up to a marker that is neither a stuffed zero nor a restart.
fn scan(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    fn picture(before: &[u8], between: &[u8], after: &[u8]) -> Vec<u8> {
        let scan = [segment(0xDA, &[1]), vec![7, 0xFF, 0, 8, 0xFF, 0xD0, 9]].concat();
        let end = [0xFF, 0xD9];
        let tables = segment(0xDB, &[1, 2, 3]);
        [&[0xFF, 0xD8], before, &tables, &scan, between, &scan, &end, after].concat()
    }

    #[test]
    fn segments_that_tell_go_wherever_they_stand() {
        let good = picture(&[], &[], &[]);
        assert_eq!(bare(&good).unwrap(), good);
        let exif = segment(0xE1, b"Exif\0\0CANARY");
        let filled = [&[0xFF, 0xFF], &exif[..]].concat();
        for told in [
            picture(&exif, &[], &[]),
            picture(&filled, &[], &[]),
            picture(&segment(0xFE, b"CANARY"), &[], &[]),
            picture(&segment(0xE0, b"JFXX\0CANARY"), &[], &[]),
            picture(&segment(0xED, b"CANARY"), &exif, &[]),
            picture(&[], &[], &exif),
            picture(&[], &[], &picture(&exif, &[], &[])),
        ] {
            assert_eq!(bare(&told).unwrap(), good);
        }
    }

    #[test]
    fn colours_keep_what_they_need_and_no_thumbnail() {
        let mut jfif = b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01".to_vec();
        jfif.extend(b"CAN");
        let bare = bare(&picture(&segment(0xE0, &jfif), &[], &[])).unwrap();
        let want = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        assert_eq!(&bare[2..20], want);
        assert!(!bare.windows(3).any(|window| window == b"CAN"));
    }

    #[test]
    fn what_is_no_jpeg_is_nothing() {
        let good = picture(&[], &[], &[]);
        for cut in 0..12 {
            assert_eq!(bare(&good[..cut]), None, "{cut}");
        }
        assert_eq!(bare(b""), None);
        assert_eq!(bare(b"\xFF\xD8CANARY"), None);
    }
}
