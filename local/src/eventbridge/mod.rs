//! EventBridge in this process: an HTTP server that takes `PutEvents` from the real SDK, keeps what it is sent, and can be told
//! to refuse.

mod page;
mod put;

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use page::page;

/// The one bus, named as in ARCHITECTURE.
pub const BUS: &str = "amy";
/// So many events are kept; older ones are forgotten.
const KEPT: usize = 1000;

/// An event that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Where it comes from.
    pub source: String,
    /// What it tells.
    pub detail_type: String,
    /// The rest.
    pub detail: Value,
    /// When what it tells happened, in seconds since the epoch.
    pub time: f64,
}

/// What was sent, and what is to be refused. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Events(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Event>,
    batches: Vec<usize>,
    throttled: usize,
    failing: Vec<usize>,
}

impl Events {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The events taken, oldest first.
    pub fn all(&self) -> Vec<Event> {
        self.state().events.iter().cloned().collect()
    }

    /// How many entries each request had.
    pub fn batches(&self) -> Vec<usize> {
        self.state().batches.clone()
    }

    /// Refuses so many of the coming requests as a whole, as EventBridge does when there are too many.
    pub fn throttle(&self, requests: usize) {
        self.state().throttled = requests;
    }

    /// Refuses so many of the last entries of each of the coming requests: one number a request.
    pub fn fail(&self, entries: &[usize]) {
        self.state().failing = entries.iter().rev().copied().collect();
    }
}

/// A running server.
#[derive(Debug)]
pub struct EventBridge {
    /// What it was sent.
    pub events: Events,
    endpoint: String,
    serving: JoinHandle<()>,
}

impl EventBridge {
    /// Starts the server on any free port of 127.0.0.1.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let events = Events::default();
        let router = Router::new().route("/", post(put::put)).with_state(events.clone());
        let serving = tokio::spawn(async move {
            if let Err(reason) = axum::serve(listener, router).await {
                eprintln!("EventBridge stopped: {reason}");
            }
        });
        Ok(Self { events, endpoint, serving })
    }

    /// Its address.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for EventBridge {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
