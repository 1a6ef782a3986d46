//! A door for the fuzzers in `fuzz/`. Not for anything else.

use hyper::{
    HeaderMap,
    header::{self, HeaderValue},
};
use types::{Blob, Digest, TargetPath};
use wire::edition::Signed;

use crate::answer;

/// An address, then the values of some fields, one on each line.
///
/// # Panics
///
/// If a path that was taken could climb out, or a range reaches beyond the file.
pub fn request(bytes: &[u8]) {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    if let Some(address) = lines.next().and_then(|line| std::str::from_utf8(line).ok())
        && let Some(path) = answer::decode(address)
    {
        let path = path.trim_start_matches('/');
        if let Some(Signed::Target { path, .. }) = Signed::parse(path) {
            assert!(path.as_str().split('/').all(|part| !matches!(part, "" | "." | "..")));
        }
        let _ = path.parse::<TargetPath>();
    }
    let mut headers = HeaderMap::new();
    for (name, line) in
        [header::RANGE, header::ACCEPT_ENCODING, header::IF_RANGE, header::IF_NONE_MATCH]
            .into_iter()
            .zip(lines)
    {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.insert(name, value);
        }
    }
    let blob = Blob { sha256: Digest::of(b""), length: 100, gzip: Some(50), brotli: Some(40) };
    answer::reads(&blob, &headers, 100);
}
