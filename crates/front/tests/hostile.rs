//! What clients may try on a front: each gets a clear answer or none, and the others are served well.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::{Duration, Instant},
};

use front::{Config, Server};
use types::{Blob, Digest, Entry, Table};

/// A front with a page, a large picture and a signed view, until it is dropped.
struct Front {
    address: SocketAddr,
    folder: tempfile::TempDir,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

const PAGE: &str = "<!doctype html><title>The harbour</title><p>It is closed.";
const LARGE: usize = 700_000;

fn put(root: &Path, bytes: &[u8]) -> Blob {
    let sha256 = Digest::of(bytes);
    let place = root.join(Table::place(&sha256));
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, bytes).unwrap();
    Blob { sha256, length: bytes.len() as u64, gzip: None, brotli: None }
}

fn edition(root: &Path, page: &str) {
    let mut blob = put(root, page.as_bytes());
    for (form, ending) in
        [(wire::forms::gzip(page.as_bytes()), "gz"), (wire::forms::brotli(page.as_bytes()), "br")]
    {
        fs::write(root.join(Table::place(&blob.sha256)).with_extension(ending), &form).unwrap();
        let length = Some(form.len() as u64);
        if ending == "gz" { blob.gzip = length } else { blob.brotli = length }
    }
    let large: Vec<u8> = (0..=250).cycle().take(LARGE).collect();
    let mut table = Table { languages: vec!["en".to_owned()], ..Table::default() };
    table.policies.push("default-src 'none'".to_owned());
    let page = Entry { blob, policy: Some(0) };
    for path in ["index.html", "en/index.html", "en/join.html", "404.html", "en/404.html"] {
        table.files.insert(path.parse().unwrap(), page.clone());
    }
    let picture = Entry { blob: put(root, &large), policy: None };
    table.files.insert("media/large.jpg".parse().unwrap(), picture);
    fs::create_dir_all(root.join("metadata")).unwrap();
    fs::write(root.join("metadata/timestamp.json"), Digest::of(page_bytes(&table)).to_string())
        .unwrap();
    fs::write(root.join("metadata/1.root.json"), "{}").unwrap();
    fs::write(root.join("metadata/secret.txt"), "no").unwrap();
    let beside = root.join("table.new");
    fs::write(&beside, table.to_bytes()).unwrap();
    fs::rename(beside, root.join("table")).unwrap();
}

fn page_bytes(table: &Table) -> &[u8] {
    table.files["index.html"].blob.sha256.as_bytes()
}

impl Front {
    fn start(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        edition(folder.path(), PAGE);
        let root = folder.path().to_owned();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (told, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let address = "127.0.0.1:0".parse().unwrap();
                let server = Server::listen(&root, address, config).await.unwrap();
                told.send(server.address().unwrap()).unwrap();
                server
                    .run(async {
                        let _ = stopped.await;
                    })
                    .await;
            });
        });
        let address = address.recv().unwrap();
        Self { address, folder, stop: Some(stop), thread: Some(thread) }
    }

    fn usual() -> Self {
        Self::start(Config { budget: 0, ..Config::default() })
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// Sends these bytes and reads until the front hangs up.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The front may hang up before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str, fields: &str) -> String {
        self.send(
            format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\r\n")
                .as_bytes(),
        )
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
        let _ = self.thread.take().unwrap().join();
    }
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("none")
}

fn field<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")))
}

#[test]
fn each_form_has_its_own_validator_and_304_says_so() {
    let front = Front::usual();
    let mut tags = Vec::new();
    for (accepted, coding) in [
        ("", None),
        ("accept-encoding: gzip\r\n", Some("gzip")),
        ("accept-encoding: br, gzip\r\n", Some("br")),
    ] {
        let answer = front.get("/en/index.html", accepted);
        assert_eq!(status(&answer), "200");
        assert_eq!(field(&answer, "content-encoding"), coding);
        assert_eq!(field(&answer, "vary"), Some("accept-encoding"));
        assert_eq!(field(&answer, "content-security-policy"), Some("default-src 'none'"));
        assert_eq!(field(&answer, "access-control-allow-origin"), Some("*"));
        let tag = field(&answer, "etag").unwrap().to_owned();
        let again = front.get("/en/index.html", &format!("{accepted}if-none-match: {tag}\r\n"));
        assert_eq!(status(&again), "304", "{again}");
        assert!(again.ends_with("\r\n\r\n"));
        tags.push(tag);
    }
    tags.dedup();
    assert_eq!(tags.len(), 3);
    let head = front.send(b"HEAD /en/index.html HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(head.ends_with("\r\n\r\n"));
    assert_eq!(field(&head, "content-length"), Some(PAGE.len().to_string().as_str()));
}

#[test]
fn the_signed_view_is_never_in_a_coding() {
    let front = Front::usual();
    let digest = Digest::of(PAGE.as_bytes());
    let path = format!("/targets/en/{digest}.index.html");
    let answer = front.get(&path, "accept-encoding: br, gzip\r\n");
    assert_eq!((status(&answer), field(&answer, "content-encoding")), ("200", None));
    assert!(answer.ends_with(PAGE));
    let answer = front.get("/metadata/timestamp.json", "accept-encoding: br\r\n");
    assert_eq!((status(&answer), field(&answer, "content-encoding")), ("200", None));
    assert_eq!(status(&front.get("/metadata/1.root.json", "")), "200");
    assert_eq!(status(&front.get("/metadata/2.root.json", "")), "404");
}

#[test]
fn one_range_of_a_large_file_is_sent_and_bombs_are_answered_whole() {
    let front = Front::usual();
    let answer = front.get("/media/large.jpg", "range: bytes=650000-650009\r\n");
    assert_eq!(status(&answer), "206");
    assert_eq!(field(&answer, "content-range"), Some("bytes 650000-650009/700000"));
    assert_eq!(field(&answer, "content-length"), Some("10"));
    assert_eq!(status(&front.get("/media/large.jpg", "range: bytes=700000-\r\n")), "416");
    let bomb = format!("range: bytes={}\r\n", "0-,".repeat(2000));
    let answer = front.get("/media/large.jpg", &bomb);
    assert_eq!((status(&answer), field(&answer, "content-length")), ("200", Some("700000")));
    // A page has several forms, and no ranges.
    assert_eq!(status(&front.get("/en/index.html", "range: bytes=0-3\r\n")), "200");
}

#[test]
fn tricks_with_paths_find_nothing() {
    let front = Front::usual();
    for path in [
        "/../table",
        "/..%2ftable",
        "/%2e%2e/table",
        "/en/../../table",
        "/metadata/secret.txt",
        "/metadata/../table",
        "/metadata/%2e%2e%2ftable",
        "/targets/../table",
        "/blobs/",
        "/table",
        "/lock",
        "//etc/passwd",
        "/en/index.html%00.jpg",
        "/en\\index.html",
        "/packs/../table",
        "/packs/1.delta",
        "/media/large.jpg/",
    ] {
        let answer = front.get(path, "");
        assert!(matches!(status(&answer), "404" | "400"), "{path}: {answer}");
        assert!(!answer.contains("tamizdat table") && !answer.ends_with("no"), "{path}");
    }
    for path in ["/%", "/%zz", "/%ff"] {
        assert_eq!(status(&front.get(path, "")), "400", "{path}");
    }
}

#[test]
fn smuggled_and_broken_requests_are_refused() {
    let front = Front::usual();
    for bytes in [
        &b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /table HTTP/1.1\r\nhost: x\r\n\r\n"[..],
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 30\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nhost: x\r\n transfer-encoding: chunked\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost : x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"garbage\r\n\r\n",
    ] {
        let mut stream = front.connect();
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.contains("tamizdat table"), "{answer}");
        let answers = answer.matches("HTTP/1.1 2").count();
        assert!(answers <= 1, "one request, at most one answer: {answer}");
    }
    let two = front.send(b"GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n");
    assert_eq!(status(&two), "400");
    // Afterwards it serves as before.
    assert_eq!(status(&front.get("/", "")), "200");
}

#[test]
fn huge_requests_end_early() {
    let front = Front::usual();
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(200_000));
    let answer = front.send(long.as_bytes());
    assert!(matches!(status(&answer), "431" | "400" | "none"), "{answer}");
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(5000));
    let answer = front.send(many.as_bytes());
    assert!(matches!(status(&answer), "431" | "400" | "none"), "{answer}");
    let path = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(100_000));
    let answer = front.send(path.as_bytes());
    assert!(matches!(status(&answer), "414" | "431" | "400" | "404" | "none"), "{answer}");
    let mut body =
        b"POST /letterbox/signup HTTP/1.1\r\nhost: x\r\ncontent-length: 10000000\r\n\r\n".to_vec();
    body.resize(body.len() + 10_000_000, b'a');
    let answer = front.send(&body);
    assert!(matches!(status(&answer), "405" | "none"), "{answer}");
    assert_eq!(status(&front.get("/", "")), "200");
}

#[test]
fn letters_are_not_taken_and_the_page_says_who_takes_them() {
    let front = Front::usual();
    let answer =
        front.send(b"POST /letterbox/signup HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\na=b");
    assert_eq!(status(&answer), "405");
    assert_eq!(field(&answer, "allow"), Some("GET, HEAD"));
    assert!(answer.ends_with(PAGE), "{answer}");
}

#[test]
fn slow_clients_and_idle_ones_do_not_keep_others_waiting() {
    let front = Front::usual();
    let slow: Vec<TcpStream> = (0..400)
        .map(|_| {
            let mut stream = front.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").unwrap();
            stream
        })
        .collect();
    let started = Instant::now();
    for _ in 0..50 {
        assert_eq!(status(&front.get("/", "")), "200");
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    // A request that never ends is hung up on.
    let mut one = slow.into_iter().next().unwrap();
    let mut answer = Vec::new();
    one.read_to_end(&mut answer).unwrap();
}

#[test]
fn more_connections_than_there_is_place_for_are_turned_away() {
    let front = Front::start(Config { budget: 0, connections: 16, ..Config::default() });
    let held: Vec<TcpStream> = (0..16).map(|_| front.connect()).collect();
    let mut turned_away = false;
    for _ in 0..50 {
        let mut stream = front.connect();
        let mut byte = [0];
        if matches!(stream.read(&mut byte), Ok(0) | Err(_)) {
            turned_away = true;
            break;
        }
    }
    assert!(turned_away);
    drop(held);
    let started = Instant::now();
    while status(&front.get("/", "")) != "200" {
        assert!(started.elapsed() < Duration::from_secs(10), "places come free again");
    }
}

#[test]
fn a_connection_ends_with_its_budget() {
    let front = Front::start(Config::default());
    let answer = front.send(b"GET /en/index.html HTTP/1.1\r\nhost: x\r\n\r\n");
    assert_eq!(field(&answer, "connection"), Some("close"));
    // What mirrors carry is not counted.
    let mut stream = front.connect();
    for _ in 0..3 {
        stream.write_all(b"GET /metadata/1.root.json HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut buffer = [0; 4096];
        let read = stream.read(&mut buffer).unwrap();
        assert!(String::from_utf8_lossy(&buffer[..read]).starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn whoever_waits_hears_of_the_next_edition_and_nobody_loses_an_answer_at_the_swap() {
    let front = Front::usual();
    let first = front.get("/metadata/timestamp.json", "");
    let tag = field(&first, "etag").unwrap().to_owned();
    let address = front.address;
    let waiting = std::thread::spawn(move || {
        let started = Instant::now();
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!(
            "GET /metadata/timestamp.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\nprefer: wait=20\r\nif-none-match: {tag}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer, started.elapsed())
    });
    let asking = std::thread::spawn(move || {
        let mut answers = 0;
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(2) {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("</title>"), "{answer}");
            answers += 1;
        }
        answers
    });
    for round in 0..8 {
        edition(front.folder.path(), &format!("{PAGE} Edition {round}."));
        #[expect(clippy::disallowed_methods, reason = "the front looks ten times a second")]
        std::thread::sleep(Duration::from_millis(150));
    }
    assert!(asking.join().unwrap() > 20);
    let (answer, took) = waiting.join().unwrap();
    assert_eq!(status(&answer), "200");
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(front.get("/", "").contains("Edition 7."));
}
