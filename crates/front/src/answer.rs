//! From a request to an answer: form, headers, status.

use std::{io, path::Path};

use bytes::Bytes;
use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use types::{Blob, Digest};
use wire::edition::Signed;

use crate::{
    body::Body,
    shelf::{Form, Found, LARGE, Page, Shelf},
};

/// An answer ready to be sent.
pub(crate) type Answer = Response<Body>;

/// The policy of what is no page.
const NOTHING: &str = "default-src 'none';frame-ancestors 'none'";

/// How long an answer may be kept by whoever carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cache {
    /// The name is made from the content: for ever.
    Forever,
    /// A minute, then ask again.
    Brief,
    /// Ask each time.
    Ask,
}

impl Cache {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Brief => "public, max-age=60",
            Self::Ask => "no-cache",
        })
    }
}

/// What of a request an answer depends on.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a HeaderMap,
    /// The base of the onion service, for readers who came over TLS.
    pub(crate) onion: Option<&'a str>,
    /// What of the edition is kept here, if not all of it.
    pub(crate) kept: Option<&'a str>,
}

/// Answers one request.
pub(crate) async fn answer(shelf: &Shelf, asked: &Asked<'_>) -> Answer {
    let Some(path) = decode(asked.path) else {
        return plain(StatusCode::BAD_REQUEST, "The address is not well formed.\n");
    };
    if asked.method != Method::GET && asked.method != Method::HEAD {
        return letters(shelf, &path, asked).await;
    }
    match shelf.find(&path) {
        Found::File(path, page) => file(shelf, path, page, asked, StatusCode::OK).await,
        Found::Signed(signed) => self::signed(shelf, &signed, asked).await,
        Found::Folder => to_folder(&path),
        Found::Nothing(Some((path, page))) => {
            let mut answer = file(shelf, path, page, asked, StatusCode::NOT_FOUND).await;
            if let Some(kept) = asked.kept.and_then(|kept| HeaderValue::from_str(kept).ok()) {
                answer.headers_mut().insert(HeaderName::from_static("tamizdat-keeps-only"), kept);
            }
            answer
        }
        Found::Nothing(None) => plain(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

/// Whoever carries an edition takes no letters. The edition says who does.
async fn letters(shelf: &Shelf, path: &str, asked: &Asked<'_>) -> Answer {
    let accepted = asked.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let page = shelf.letters(path, accepted.unwrap_or_default());
    let mut answer = match page {
        Some((path, page)) => {
            let mut answer = file(shelf, path, page, asked, StatusCode::METHOD_NOT_ALLOWED).await;
            // The page's links are relative to its own address, and this is another one.
            if let Ok(base) = HeaderValue::from_str(&format!("/{}", encode_path(path))) {
                answer.headers_mut().insert(header::CONTENT_LOCATION, base);
            }
            answer
        }
        None => plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "Only reading is possible here, and nothing that you sent was kept. The newsroom's own pages say where it takes letters.\n",
        ),
    };
    let fields = answer.headers_mut();
    fields.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // What was sent is not read to its end.
    fields.insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

fn encode_path(path: &str) -> String {
    let parts: Vec<String> =
        path.split('/').map(|part| utf8_percent_encode(part, ENCODED).to_string()).collect();
    parts.join("/")
}

/// A file of the signed view, always as it is.
async fn signed(shelf: &Shelf, signed: &Signed, asked: &Asked<'_>) -> Answer {
    let missing = || plain(StatusCode::NOT_FOUND, "There is no such file in this edition.\n");
    let (read, tag, cache) = match signed {
        Signed::Timestamp => {
            let Some(bytes) = shelf.timestamp() else { return missing() };
            (Read::Bytes(bytes.clone()), timestamp_tag(bytes), Cache::Ask)
        }
        Signed::Target { path, digest } => {
            let page = shelf.page(path.as_str()).filter(|page| page.blob.sha256 == *digest);
            // Mirrors fetch everything, once: what they fetch must not push out what readers read.
            let read = match page.and_then(|page| page.in_memory(Form::Identity)) {
                Some(bytes) => Some(Read::Bytes(bytes.clone())),
                None => open(&shelf.place(digest, Form::Identity)).await,
            };
            let Some(read) = read else { return missing() };
            (read, tag(digest, Form::Identity), Cache::Forever)
        }
        Signed::Metadata { version, role } => {
            let Some(place) = shelf.signed_place(signed) else { return missing() };
            let Some(read) = open(&place).await else { return missing() };
            (read, format!("\"{version}.{role}\""), Cache::Forever)
        }
        Signed::Delta { snapshot } => {
            let Some(place) = shelf.signed_place(signed) else { return missing() };
            let Some(read) = open(&place).await else { return missing() };
            (read, format!("\"{snapshot}.delta\""), Cache::Forever)
        }
    };
    let kind = match signed {
        Signed::Timestamp | Signed::Metadata { .. } => "application/json",
        Signed::Target { .. } | Signed::Delta { .. } => "application/octet-stream",
    };
    let mut answer = if is_known(asked.headers, &tag) {
        not_modified()
    } else {
        send(read, asked, &tag, true).await
    };
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    fields.insert(header::CACHE_CONTROL, cache.header());
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    common(fields);
    answer
}

/// The validator of a timestamp.
pub(crate) fn timestamp_tag(bytes: &Bytes) -> String {
    tag(&Digest::of(bytes), Form::Identity)
}

/// Bytes that are there, or a file to be read.
enum Read {
    Bytes(Bytes),
    File(tokio::fs::File, u64),
}

/// A page's form: from memory, or from the disk, where a small one is then kept.
async fn read(shelf: &Shelf, page: &Page, form: Form) -> Option<Read> {
    if let Some(bytes) = page.in_memory(form) {
        return Some(Read::Bytes(bytes.clone()));
    }
    let read = open(&shelf.place(&page.blob.sha256, form)).await?;
    if let Read::Bytes(bytes) = &read {
        shelf.keep(page, form, bytes);
    }
    Some(read)
}

/// A file on the disk: a small one whole.
async fn open(place: &Path) -> Option<Read> {
    let mut file = tokio::fs::File::open(place).await.ok()?;
    let length = file.metadata().await.ok().filter(std::fs::Metadata::is_file)?.len();
    if length > LARGE {
        return Some(Read::File(file, length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes).await.ok()?;
    Some(Read::Bytes(bytes.into()))
}

/// Sends a file whole, or the one range of it that is asked for.
async fn send(read: Read, asked: &Asked<'_>, tag: &str, ranges: bool) -> Answer {
    let length = match &read {
        Read::Bytes(bytes) => bytes.len() as u64,
        Read::File(_, length) => *length,
    };
    let range = if ranges && asked.method == Method::GET {
        range(asked.headers, tag, length)
    } else {
        Range::Whole
    };
    let (from, left, status) = match range {
        Range::Whole => (0, length, StatusCode::OK),
        Range::Part(from, left) => (from, left, StatusCode::PARTIAL_CONTENT),
        Range::Outside => {
            let mut answer = plain(StatusCode::RANGE_NOT_SATISFIABLE, "");
            if let Ok(value) = HeaderValue::from_str(&format!("bytes */{length}")) {
                answer.headers_mut().insert(header::CONTENT_RANGE, value);
            }
            return answer;
        }
    };
    let body = match read {
        Read::Bytes(bytes) => {
            let at = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
            let end = usize::try_from(from + left).unwrap_or(usize::MAX).min(bytes.len());
            Body::from(bytes.slice(at..end))
        }
        Read::File(mut file, _) => {
            if from > 0 && file.seek(io::SeekFrom::Start(from)).await.is_err() {
                return missing_here();
            }
            Body::File { file, left }
        }
    };
    let mut answer = Answer::new(body);
    *answer.status_mut() = status;
    let fields = answer.headers_mut();
    if ranges {
        fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    if status == StatusCode::PARTIAL_CONTENT {
        let value = format!("bytes {from}-{}/{length}", from + left - 1);
        if let Ok(value) = HeaderValue::from_str(&value) {
            fields.insert(header::CONTENT_RANGE, value);
        }
    }
    answer
}

/// Everything that reads a field of a request, for the fuzzers.
#[cfg(feature = "fuzzing")]
pub(crate) fn reads(blob: &Blob, headers: &HeaderMap, length: u64) {
    let tag = tag(&blob.sha256, choose(blob, headers));
    let _ = is_known(headers, &tag);
    if let Range::Part(from, left) = range(headers, &tag, length) {
        assert!(left > 0 && from + left <= length);
    }
}

/// What a request wants of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Whole,
    /// From this byte, so many.
    Part(u64, u64),
    Outside,
}

/// The range that is asked for (RFC 9110, 14.2). More than one, or one that is not well formed, is not looked at.
fn range(headers: &HeaderMap, tag: &str, length: u64) -> Range {
    let Some(text) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Range::Whole;
    };
    // RFC 9110, 13.1.5: of another form, or of another edition.
    if headers.get(header::IF_RANGE).is_some_and(|wanted| wanted.as_bytes() != tag.as_bytes()) {
        return Range::Whole;
    }
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|spec| spec.split_once('-'))
    else {
        return Range::Whole;
    };
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (number(first.trim()), number(last.trim())) {
        (Some(from), None) if last.trim().is_empty() => match length.checked_sub(from) {
            None | Some(0) => Range::Outside,
            Some(left) => Range::Part(from, left),
        },
        (Some(from), Some(to)) if from <= to => {
            if from >= length {
                return Range::Outside;
            }
            Range::Part(from, to.min(length - 1) - from + 1)
        }
        (None, Some(last)) if first.trim().is_empty() => {
            let left = last.min(length);
            if left == 0 { Range::Outside } else { Range::Part(length - left, left) }
        }
        _ => Range::Whole,
    }
}

/// Percent-decodes a path; `None` if it is not UTF-8 or not well formed (RFC 3986, 2.1).
pub(crate) fn decode(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

async fn file(
    shelf: &Shelf,
    path: &str,
    page: &Page,
    asked: &Asked<'_>,
    status: StatusCode,
) -> Answer {
    let blob = &page.blob;
    let form = choose(blob, asked.headers);
    let tag = tag(&blob.sha256, form);
    let is_text = blob.brotli.is_some() || blob.gzip.is_some();
    let mut answer = if status == StatusCode::OK && is_known(asked.headers, &tag) {
        not_modified()
    } else {
        let Some(read) = read(shelf, page, form).await else { return missing_here() };
        let mut answer = send(read, asked, &tag, !is_text && status == StatusCode::OK).await;
        if status != StatusCode::OK {
            *answer.status_mut() = status;
        }
        answer
    };
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    if form != Form::Identity {
        let name = if form == Form::Brotli { "br" } else { "gzip" };
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    if is_text {
        fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    let cache = if path.starts_with("media/") { Cache::Forever } else { Cache::Brief };
    fields.insert(header::CACHE_CONTROL, cache.header());
    if let Some(policy) = shelf.policy(page) {
        fields.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        if let Some(onion) = asked.onion {
            // Tor Browser offers it, and asks no more than that it came over TLS.
            let address = format!("{}/{}", onion.trim_end_matches('/'), encode_path(path));
            if let Ok(address) = HeaderValue::from_str(&address) {
                fields.insert(HeaderName::from_static("onion-location"), address);
            }
        }
    }
    common(fields);
    answer
}

fn not_modified() -> Answer {
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = StatusCode::NOT_MODIFIED;
    answer
}

fn missing_here() -> Answer {
    plain(StatusCode::SERVICE_UNAVAILABLE, "This file is missing here. Try again.\n")
}

fn common(fields: &mut HeaderMap) {
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Whoever checks an edition in a browser may read it from any carrier.
    fields.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

/// The validator of one form of a blob (RFC 9110, 8.8.3: each form has its own).
fn tag(digest: &Digest, form: Form) -> String {
    let digest = digest.to_string();
    let form = match form {
        Form::Brotli => "-br",
        Form::Gzip => "-gz",
        Form::Identity => "",
    };
    format!("\"{}{form}\"", &digest[..24])
}

/// `If-None-Match` (RFC 9110, 13.1.2), compared weakly.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    known.is_some_and(|known| {
        known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    })
}

/// The form that the client likes most, and of those the smallest (RFC 9110, 12.5.3).
fn choose(blob: &Blob, headers: &HeaderMap) -> Form {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let Some(accepted) = accepted else { return Form::Identity };
    let weight = |name: &str| {
        let mut any = None;
        for one in accepted.split(',') {
            let mut pieces = one.split(';').map(str::trim);
            let coding = pieces.next().unwrap_or_default();
            let weight = pieces
                .find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")))
                .map_or(1000, thousandths);
            if coding.eq_ignore_ascii_case(name) {
                return Some(weight);
            }
            if coding == "*" {
                any = Some(weight);
            }
        }
        any
    };
    let mut best = (weight("identity").unwrap_or(1), Form::Identity);
    for (there, name, form) in [(blob.gzip, "gzip", Form::Gzip), (blob.brotli, "br", Form::Brotli)]
    {
        let weight = if there.is_some() { weight(name).unwrap_or(0) } else { 0 };
        if weight > 0 && weight >= best.0 {
            best = (weight, form);
        }
    }
    best.1
}

/// A weight in thousandths; one that is not well formed counts as refused.
fn thousandths(text: &str) -> u16 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|digit| digit.is_ascii_digit());
    match whole {
        "1" if digits => 1000,
        "0" if digits => format!("{rest:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// The media type by a name's ending.
fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "xml" if name.starts_with("feed") => "application/rss+xml; charset=utf-8",
        "xml" if name.starts_with("atom") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" if name.starts_with("feed") => "application/feed+json; charset=utf-8",
        "json" => "application/json",
        "js" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "avif" => "image/avif",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Every byte of a part of a path but letters, digits and `-._~`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// On to the same address with a slash, relative so that it holds behind any prefix.
fn to_folder(path: &str) -> Answer {
    let last = path.rsplit('/').next().unwrap_or_default();
    let location = format!("./{}/", utf8_percent_encode(last, ENCODED));
    let mut answer = plain(StatusCode::PERMANENT_REDIRECT, "");
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}

pub(crate) fn plain(status: StatusCode, text: &'static str) -> Answer {
    let mut answer = Answer::new(Bytes::from_static(text.as_bytes()).into());
    *answer.status_mut() = status;
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    fields.insert(
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(NOTHING),
    );
    common(fields);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(value: &'static str) -> HeaderMap {
        [(header::ACCEPT_ENCODING, HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn the_smallest_accepted_form_is_chosen() {
        let sha256 = types::Digest::of(b"");
        let blob = Blob { sha256, length: 9, gzip: Some(5), brotli: Some(4) };
        let chosen = |value| choose(&blob, &accepting(value));
        assert_eq!(chosen("gzip, deflate, br, zstd"), Form::Brotli);
        assert_eq!(chosen("gzip"), Form::Gzip);
        assert_eq!(chosen("br;q=0, gzip;q=0.5"), Form::Gzip);
        assert_eq!(chosen("*"), Form::Brotli);
        assert_eq!(chosen("*;q=0"), Form::Identity);
        assert_eq!(chosen("*;q=0, br"), Form::Brotli);
        assert_eq!(chosen("gzip, br;q=0.9"), Form::Gzip);
        assert_eq!(chosen("gzip;q=0.5, identity"), Form::Identity);
        assert_eq!(chosen("br;q=2, gzip;q=x"), Form::Identity);
        assert_eq!(chosen("GZIP;q=0.001"), Form::Gzip);
        assert_eq!(choose(&blob, &HeaderMap::new()), Form::Identity);
    }

    #[test]
    fn one_range_is_sent_and_bombs_are_not() {
        let wants = |text: &'static str| {
            let headers = [(header::RANGE, HeaderValue::from_static(text))].into_iter().collect();
            range(&headers, "\"tag\"", 100)
        };
        assert_eq!(wants("bytes=0-9"), Range::Part(0, 10));
        assert_eq!(wants("bytes=90-"), Range::Part(90, 10));
        assert_eq!(wants("bytes=-5"), Range::Part(95, 5));
        assert_eq!(wants("bytes=-500"), Range::Part(0, 100));
        assert_eq!(wants("bytes=50-9999"), Range::Part(50, 50));
        assert_eq!(wants("bytes=0-18446744073709551616"), Range::Part(0, 100));
        for outside in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(wants(outside), Range::Outside, "{outside}");
        }
        for whole in [
            "bytes=0-1,2-3",
            "bytes=0-,0-,0-,0-",
            "bytes=5-1",
            "items=0-1",
            "bytes=a-b",
            "bytes=-",
            "bytes=--1",
        ] {
            assert_eq!(wants(whole), Range::Whole, "{whole}");
        }
    }

    #[test]
    fn addresses_are_decoded_or_refused() {
        assert_eq!(decode("/a%20b").as_deref(), Some("/a b"));
        assert_eq!(decode("/%D1%80").as_deref(), Some("/р"));
        for bad in ["/%", "/%2", "/%zz", "/%ff", "/%+1"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
