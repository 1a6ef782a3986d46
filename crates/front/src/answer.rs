//! From a request to an answer: form, headers, status.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use types::{Blob, Entry};

use crate::shelf::{Form, Found, Shelf};

/// An answer ready to be sent.
pub(crate) type Answer = Response<Full<Bytes>>;

/// How long an answer may be kept by whoever carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cache {
    /// The name is made from the content: for ever.
    Forever,
    /// A minute, then ask again.
    Brief,
}

impl Cache {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Brief => "public, max-age=60",
        })
    }
}

/// Answers one request.
pub(crate) fn answer(shelf: &Shelf, method: &Method, path: &str, headers: &HeaderMap) -> Answer {
    if path.starts_with("/letterbox/") {
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "This front takes no letters yet. Nothing you sent was kept.\n",
        );
    }
    if method != Method::GET && method != Method::HEAD {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "Only reading is possible here.\n");
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    let Some(path) = decode(path) else {
        return plain(StatusCode::BAD_REQUEST, "The address is not well formed.\n");
    };
    match shelf.find(&path) {
        Found::File(path, entry) => file(shelf, path, entry, headers, StatusCode::OK),
        Found::Folder => to_folder(&path),
        Found::Nothing(Some((path, entry))) => {
            file(shelf, path, entry, headers, StatusCode::NOT_FOUND)
        }
        Found::Nothing(None) => plain(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

/// Percent-decodes a path; `None` if it is not UTF-8 or not well formed (RFC 3986, 2.1).
fn decode(path: &str) -> Option<String> {
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

fn file(
    shelf: &Shelf,
    path: &str,
    entry: &Entry,
    headers: &HeaderMap,
    status: StatusCode,
) -> Answer {
    let blob = &entry.blob;
    let form = choose(blob, headers);
    let tag = tag(blob, form);
    let mut answer = if status == StatusCode::OK && is_known(headers, &tag) {
        let mut answer = Answer::default();
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        answer
    } else {
        let Ok(bytes) = shelf.read(blob, form) else {
            return plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "This file is missing here. Try again.\n",
            );
        };
        let mut answer = Answer::new(Full::new(Bytes::from(bytes)));
        *answer.status_mut() = status;
        answer
    };
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    if form != Form::Identity {
        let name = if form == Form::Brotli { "br" } else { "gzip" };
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    if blob.brotli.is_some() || blob.gzip.is_some() {
        fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    let cache = if path.starts_with("media/") { Cache::Forever } else { Cache::Brief };
    fields.insert(header::CACHE_CONTROL, cache.header());
    if let Some(policy) = shelf.policy(entry).and_then(|policy| HeaderValue::from_str(policy).ok())
    {
        fields.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    common(fields);
    answer
}

fn common(fields: &mut HeaderMap) {
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Whoever checks an edition in a browser may read it from any carrier.
    fields.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

/// The validator of one form of a blob (RFC 9110, 8.8.3: each form has its own).
fn tag(blob: &Blob, form: Form) -> String {
    let digest = blob.sha256.to_string();
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

/// The smallest form the client takes (RFC 9110, 12.5.3).
fn choose(blob: &Blob, headers: &HeaderMap) -> Form {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepts = |name: &str| {
        let mut weights = accepted.unwrap_or_default().split(',').filter_map(|one| {
            let mut pieces = one.split(';').map(str::trim);
            let coding = pieces.next()?;
            let weight = pieces.find_map(|piece| piece.strip_prefix("q="));
            let refused = weight.is_some_and(|weight| weight.parse() == Ok(0.0_f32));
            (coding.eq_ignore_ascii_case(name) || coding == "*").then_some(!refused)
        });
        weights.next().unwrap_or(false)
    };
    if blob.brotli.is_some() && accepts("br") {
        Form::Brotli
    } else if blob.gzip.is_some() && accepts("gzip") {
        Form::Gzip
    } else {
        Form::Identity
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
        "json" => "application/feed+json; charset=utf-8",
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
    let mut answer = Answer::new(Full::new(Bytes::from_static(text.as_bytes())));
    *answer.status_mut() = status;
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    fields.insert(
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static("default-src 'none';frame-ancestors 'none'"),
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
        assert_eq!(choose(&blob, &HeaderMap::new()), Form::Identity);
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
