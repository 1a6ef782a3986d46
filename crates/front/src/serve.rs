//! Listening, limits, a connection's budget, and the swap of editions.

use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    path::Path,
    pin::pin,
    sync::{
        Arc, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use hyper::{
    HeaderMap, Request, StatusCode,
    body::{Body as _, Incoming},
    header::{self, CONNECTION, HeaderValue},
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Notify, Semaphore, watch},
    time::timeout,
};

use crate::{
    Config, Error, Shelf,
    answer::{Answer, Asked, answer, plain, timestamp_tag},
    meter::{Meter, State},
    tls::Acceptor,
};

/// The largest answer a reader's page asks for at once: the smallest size of a picture, with its headers.
const NEXT: u64 = 11_600;
/// What the headers of an answer take at most.
const HEADERS: u64 = 800;
/// How long a request may take to arrive; less when many wait for a place.
const ARRIVES: Duration = Duration::from_secs(20);
const ARRIVES_SOON: Duration = Duration::from_secs(4);
/// How long a connection takes new requests, and how long its last answer may take then. A page of 10 kB takes a minute
/// at 170 bytes a second.
const LASTS: Duration = Duration::from_mins(5);
/// How long a mirror may wait for the next edition on one request, and how many may.
const WAITS: u64 = 55;
const WAITING: usize = 256;
/// How long a stopping front lets answers end.
const ENDS: Duration = Duration::from_secs(10);

/// A front with an edition that listens but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    metrics: Option<TcpListener>,
    front: Arc<Front>,
}

/// What every connection shares.
#[derive(Debug)]
struct Front {
    shelf: RwLock<Arc<Shelf>>,
    editions: watch::Sender<u64>,
    waiting: Semaphore,
    meter: Meter,
    tls: Option<Acceptor>,
    config: Config,
    /// Turns true when the front stops.
    stop: watch::Sender<bool>,
}

impl Server {
    /// Opens the edition in `root` and listens at `address`.
    pub async fn listen(root: &Path, address: SocketAddr, config: Config) -> Result<Self, Error> {
        let shelf = Shelf::open(root, config.memory)?;
        let tls = config.tls.clone().map(Acceptor::open).transpose()?;
        let listen = async |address| {
            let listener = TcpListener::bind(address).await;
            listener.map_err(|source| Error::Listen { address, source })
        };
        let listener = listen(address).await?;
        let metrics = match config.metrics {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let front = Front {
            shelf: RwLock::new(Arc::new(shelf)),
            editions: watch::Sender::new(0),
            waiting: Semaphore::new(WAITING),
            meter: Meter::default(),
            tls,
            config,
            stop: watch::Sender::new(false),
        };
        Ok(Self { listener, metrics, front: Arc::new(front) })
    }

    /// The address it listens at.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Whether it speaks TLS.
    pub fn is_tls(&self) -> bool {
        self.front.tls.is_some()
    }

    /// Serves the edition, and every edition that replaces it in its place, until `stop` is done; then lets answers end.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let front = self.front;
        tokio::spawn(follow(front.clone()));
        if let Some(listener) = self.metrics {
            tokio::spawn(metrics(front.clone(), listener));
        }
        let shelf = front.shelf();
        // Pages that cannot be read now are tried again when somebody asks for them.
        tokio::task::spawn_blocking(move || shelf.warm());
        let places = Arc::new(Semaphore::new(front.config.connections));
        let mut stop = pin!(stop);
        loop {
            let stream = tokio::select! {
                () = &mut stop => break,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    Err(_) => {
                        // Out of file descriptors, most often: wait for others to end.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
            };
            // No place: closed at once, so that the others are served well.
            let Ok(place) = places.clone().try_acquire_owned() else {
                front.meter.turned_away.fetch_add(1, Relaxed);
                continue;
            };
            let is_busy = places.available_permits() < front.config.connections / 2;
            let front = front.clone();
            tokio::spawn(async move {
                front.meter.connections.fetch_add(1, Relaxed);
                front.meter.open.fetch_add(1, Relaxed);
                let arrives = if is_busy { ARRIVES_SOON } else { ARRIVES };
                connection(&front, stream, arrives).await;
                front.meter.open.fetch_sub(1, Relaxed);
                drop(place);
            });
        }
        drop(self.listener);
        front.stop.send_replace(true);
        let _ = timeout(ENDS, async {
            while front.meter.open.load(Relaxed) > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
    }
}

impl Front {
    fn shelf(&self) -> Arc<Shelf> {
        self.shelf.read().expect("no thread panics while it holds the lock").clone()
    }

    async fn respond(&self, request: &Request<Incoming>, is_tls: bool) -> Answer {
        let headers = request.headers();
        // RFC 9112, 3.2: who says two hosts may mean another to whoever stands between.
        if headers.get_all(header::HOST).iter().nth(1).is_some() {
            return plain(StatusCode::BAD_REQUEST, "A request names one host.\n");
        }
        let path = request.uri().path();
        if path == "/metadata/timestamp.json"
            && let Some(seconds) = waits(headers)
        {
            self.wait(headers, seconds).await;
        }
        let onion = self.config.onion.as_deref().filter(|_| is_tls);
        let kept = self.config.kept.as_deref();
        let asked = Asked { method: request.method(), path, headers, onion, kept };
        let answer = answer(&self.shelf(), &asked).await;
        let length = answer.body().size_hint().exact().unwrap_or(0);
        self.meter.answered(answer.status().as_u16(), length);
        answer
    }

    async fn stopped(&self) {
        let mut stop = self.stop.subscribe();
        // The sender lives as long as this front.
        let _ = stop.wait_for(|&stop| stop).await;
    }

    /// Waits until there is another timestamp than the one that is known, for so many seconds.
    async fn wait(&self, headers: &HeaderMap, seconds: u64) {
        let Ok(_place) = self.waiting.try_acquire() else { return };
        let mut editions = self.editions.subscribe();
        let known = headers.get(header::IF_NONE_MATCH).map(HeaderValue::as_bytes);
        let shelf = self.shelf();
        let tag = shelf.timestamp().map(timestamp_tag);
        if tag.is_none() || tag.as_ref().map(String::as_bytes) != known {
            return;
        }
        drop(shelf);
        let changed = timeout(Duration::from_secs(seconds.min(WAITS)), editions.changed());
        tokio::select! {
            _ = changed => {}
            () = self.stopped() => {}
        }
    }
}

/// `Prefer: wait=N` (RFC 7240, 4.3).
fn waits(headers: &HeaderMap) -> Option<u64> {
    let prefer = headers.get("prefer")?.to_str().ok()?;
    prefer.split([',', ';']).find_map(|one| one.trim().strip_prefix("wait=")?.parse().ok())
}

async fn connection(front: &Arc<Front>, stream: TcpStream, arrives: Duration) {
    // A small page should not wait for an acknowledgement; a refusal to set this changes nothing else.
    let _ = stream.set_nodelay(true);
    let Some(tls) = &front.tls else {
        return http1(front, stream, arrives, false).await;
    };
    let accepted = timeout(arrives, tls.acceptor().accept(stream)).await;
    // Who does not finish a handshake is told nothing.
    let Ok(Ok(stream)) = accepted else { return };
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        http2(front, stream).await;
    } else {
        http1(front, stream, arrives, true).await;
    }
}

/// Whether a connection has no room for another answer after this one. What readers ask for counts, what mirrors carry
/// does not.
fn is_spent(budget: u64, sent: &AtomicU64, path: &str, answer: &Answer) -> bool {
    let view = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if wire::edition::RESERVED.contains(&view) {
        return false;
    }
    let length = answer.body().size_hint().exact().unwrap_or(0) + HEADERS;
    let total = sent.fetch_add(length, Relaxed) + length;
    budget > 0 && total + NEXT > budget
}

async fn http1<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    front: &Arc<Front>,
    stream: S,
    arrives: Duration,
    is_tls: bool,
) {
    let budget = front.config.budget;
    let sent = AtomicU64::new(0);
    let sent = &sent;
    let service = service_fn(move |request: Request<Incoming>| async move {
        let mut answer = front.respond(&request, is_tls).await;
        if is_spent(budget, sent, request.uri().path(), &answer) {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok::<_, Infallible>(answer)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(arrives)
        .max_headers(64)
        .max_buf_size(16 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // A connection that fails concerns nobody but its other end.
        _ = &mut connection => return,
        () = front.stopped() => {}
        () = tokio::time::sleep(LASTS) => {}
    }
    connection.as_mut().graceful_shutdown();
    // The answer that is under way may end; whoever takes longer holds a place that others need.
    let _ = timeout(LASTS, connection).await;
}

async fn http2<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(front: &Arc<Front>, stream: S) {
    let budget = front.config.budget;
    let sent = Arc::new(AtomicU64::new(0));
    let over = Arc::new(Notify::new());
    let service = {
        let (front, sent, over) = (front.clone(), sent.clone(), over.clone());
        service_fn(move |request: Request<Incoming>| {
            let (front, sent, over) = (front.clone(), sent.clone(), over.clone());
            async move {
                let mut answer = front.respond(&request, true).await;
                // HTTP/2 has no such field (RFC 9113, 8.2.2).
                answer.headers_mut().remove(CONNECTION);
                if is_spent(budget, &sent, request.uri().path(), &answer) {
                    over.notify_one();
                }
                Ok::<_, Infallible>(answer)
            }
        })
    };
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(32)
        .max_header_list_size(16 * 1024)
        .max_pending_accept_reset_streams(16)
        .max_local_error_reset_streams(64)
        .max_send_buf_size(64 * 1024)
        .keep_alive_interval(ARRIVES)
        .keep_alive_timeout(ARRIVES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // A connection that fails concerns nobody but its other end.
        _ = &mut connection => return,
        () = over.notified() => {}
        () = front.stopped() => {}
        () = tokio::time::sleep(LASTS) => {}
    }
    connection.as_mut().graceful_shutdown();
    // GOAWAY once what was asked for is sent: the browser opens another connection for what comes next.
    let _ = timeout(LASTS, connection).await;
}

/// Puts a newer edition on the shelf when there is one, and reads a renewed certificate.
async fn follow(front: Arc<Front>) {
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    let mut ticks = 0_u32;
    loop {
        tick.tick().await;
        ticks = ticks.wrapping_add(1);
        if let Some(tls) = front.tls.as_ref().filter(|_| ticks.is_multiple_of(100)) {
            tls.refresh();
        }
        let current = front.shelf();
        if !current.is_outdated() {
            continue;
        }
        // A table of a hundred thousand files is read beside the answers, not before them.
        let opened = tokio::task::spawn_blocking(move || current.reopen()).await;
        let Ok(Ok(newer)) = opened else { continue };
        let newer = Arc::new(newer);
        let warm = newer.clone();
        *front.shelf.write().expect("no thread panics while it holds the lock") = newer;
        front.meter.editions.fetch_add(1, Relaxed);
        front.editions.send_modify(|number| *number += 1);
        tokio::task::spawn_blocking(move || warm.warm());
    }
}

/// Answers whoever asks for the counters.
async fn metrics(front: Arc<Front>, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let front = front.clone();
        tokio::spawn(async move {
            let service = service_fn(move |_request: Request<Incoming>| {
                let text = front.meter.text(state(&front.shelf()));
                let mut answer = plain(StatusCode::OK, "");
                *answer.body_mut() = bytes::Bytes::from(text).into();
                let kind = HeaderValue::from_static("text/plain; version=0.0.4");
                answer.headers_mut().insert(header::CONTENT_TYPE, kind);
                std::future::ready(Ok::<_, Infallible>(answer))
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(ARRIVES_SOON)
                .serve_connection(TokioIo::new(stream), service);
            // Whoever hangs up has read enough.
            let _ = timeout(ARRIVES, connection).await;
        });
    }
}

fn state(shelf: &Shelf) -> State {
    #[expect(clippy::disallowed_methods, reason = "a front asks the clock how late its edition is")]
    let now = jiff::Timestamp::now().as_second();
    let expires = shelf.timestamp().and_then(|bytes| {
        let whole: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        whole["signed"]["expires"].as_str()?.parse::<jiff::Timestamp>().ok()
    });
    State {
        snapshot: shelf.snapshot(),
        files: shelf.files(),
        in_memory: shelf.in_memory(),
        fresh_seconds: expires.map(|expires| expires.as_second() - now),
    }
}
