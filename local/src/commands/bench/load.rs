//! A small load client: so many connections, each asking for one page again and again.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{COOKIE, HOST};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// How long a measurement lasts.
const LASTING: Duration = Duration::from_secs(2);
/// Requests before a measurement: connections and caches are warm then.
const WARM_UP: usize = 10;

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Where the gateway listens.
    pub(super) address: SocketAddr,
    /// Path and query.
    pub(super) path: String,
    /// The signed-in person's cookie; empty for a visitor.
    pub(super) cookie: String,
}

/// What was measured.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    /// The answers' times in order.
    times: Vec<Duration>,
    /// Answers in a second, over all connections.
    pub(super) per_second: f64,
}

impl Measured {
    /// The time that this share of the answers stayed within.
    pub(super) fn percentile(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index in a list"
        )]
        let place = (self.times.len() as f64 * share) as usize;
        self.times.get(place.min(self.times.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

/// An open connection.
struct Connection {
    sender: SendRequest<Empty<Bytes>>,
}

impl Connection {
    /// Connects.
    async fn open(address: SocketAddr) -> Result<Self> {
        let (sender, connection) = handshake(TokioIo::new(TcpStream::connect(address).await?)).await?;
        tokio::spawn(connection);
        Ok(Self { sender })
    }

    /// Asks for the page and reads the whole answer.
    async fn ask(&mut self, page: &Page) -> Result<Response<Bytes>> {
        let request = Request::get(&page.path).header(HOST, page.address.to_string()).header(COOKIE, &page.cookie);
        self.sender.ready().await?;
        let (parts, body) = self.sender.send_request(request.body(Empty::new())?).await?.into_parts();
        Ok(Response::from_parts(parts, body.collect().await?.to_bytes()))
    }
}

/// One answer, by a connection of its own.
pub(super) async fn once(page: &Page) -> Result<Response<Bytes>> {
    Connection::open(page.address).await?.ask(page).await
}

/// Asks over `connections` connections at once for two seconds.
pub(super) async fn measure(page: &Page, connections: usize) -> Result<Measured> {
    let workers: Vec<_> = (0..connections).map(|_| tokio::spawn(ask_again_and_again(page.clone()))).collect();
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await??);
    }
    times.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a count of requests is far below 2^52")]
    let per_second = times.len() as f64 / LASTING.as_secs_f64();
    Ok(Measured { times, per_second })
}

/// One connection's part.
async fn ask_again_and_again(page: Page) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(page.address).await?;
    for _ in 0..WARM_UP {
        connection.ask(&page).await?;
    }
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < LASTING {
        let asked = Instant::now();
        let answer = connection.ask(&page).await.with_context(|| page.path.clone())?;
        ensure!(answer.status().as_u16() < 400, "{} answers {}", page.path, answer.status());
        times.push(asked.elapsed());
    }
    Ok(times)
}
