//! HTTP/1.1 over plain TCP: listening, limits, and a connection's budget.

use std::{
    convert::Infallible,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use hyper::{
    Request,
    body::Body as _,
    body::Incoming,
    header::{CONNECTION, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, sync::Semaphore};

use crate::{Error, Shelf, answer::answer};

/// The largest answer a reader's page asks for at once: the smallest size of a picture, with its headers.
const NEXT: u64 = 11_600;
/// What the headers of an answer take at most.
const HEADERS: u64 = 800;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Config {
    /// Bytes that a connection may carry before it is closed; 0 for no limit. Connections from some countries are frozen
    /// after about 16 kB, handshake included, so another answer must not begin on one that could not end on it.
    pub budget: u64,
    /// Connections at once.
    pub connections: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { budget: 12_000, connections: 4096 }
    }
}

/// A front with an edition that listens but does not answer yet.
#[derive(Debug)]
pub struct Server {
    shelf: Shelf,
    listener: TcpListener,
    config: Config,
}

impl Server {
    /// Opens the edition in `root` and listens at `address`.
    pub async fn listen(root: &Path, address: SocketAddr, config: Config) -> Result<Self, Error> {
        let shelf = Shelf::open(root)?;
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|source| Error::Listen { address, source })?;
        Ok(Self { shelf, listener, config })
    }

    /// The address it listens at.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Serves the edition, and every edition that replaces it in its place, until the process ends.
    pub async fn run(self) {
        let shelf = Arc::new(RwLock::new(Arc::new(self.shelf)));
        tokio::spawn(follow(shelf.clone()));
        let places = Arc::new(Semaphore::new(self.config.connections));
        loop {
            let Ok(place) = places.clone().acquire_owned().await else {
                return;
            };
            let Ok((stream, _)) = self.listener.accept().await else {
                // Out of file descriptors, most often: wait for others to end.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let (shelf, budget) = (shelf.clone(), self.config.budget);
            tokio::spawn(async move {
                // A small page should not wait for an acknowledgement; a refusal to set this changes nothing else.
                let _ = stream.set_nodelay(true);
                let sent = AtomicU64::new(0);
                let service = service_fn(|request: Request<Incoming>| {
                    let shelf =
                        shelf.read().expect("no thread panics while it holds the lock").clone();
                    let mut answer =
                        answer(&shelf, request.method(), request.uri().path(), request.headers());
                    let length = answer.body().size_hint().exact().unwrap_or(0) + HEADERS;
                    let total = sent.fetch_add(length, Relaxed) + length;
                    if budget > 0 && total + NEXT > budget {
                        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                    }
                    std::future::ready(Ok::<_, Infallible>(answer))
                });
                // A connection that fails concerns nobody but its other end.
                let _ = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(Duration::from_secs(20))
                    .max_buf_size(16 * 1024)
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
                drop(place);
            });
        }
    }
}

/// Puts a newer edition on the shelf when there is one.
async fn follow(shelf: Arc<RwLock<Arc<Shelf>>>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tick.tick().await;
        let current = shelf.read().expect("no thread panics while it holds the lock").clone();
        if current.is_outdated()
            && let Ok(newer) = Shelf::open(current.root())
        {
            *shelf.write().expect("no thread panics while it holds the lock") = Arc::new(newer);
        }
    }
}
