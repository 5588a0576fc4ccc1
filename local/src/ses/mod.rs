//! SES in this process: an HTTP server that takes SESv2's `SendEmail`, `GetAccount` and `DeleteSuppressedDestination` from the real SDK,
//! keeps the messages, tells what becomes of them, and can be told to refuse, or to be slow.

pub mod feedback;
mod page;
mod send;

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::routing::{delete, get, post};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use page::{list, message};

use feedback::Emitter;

/// So many messages are kept; older ones are forgotten.
const KEPT: usize = 500;

/// A message that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// SES's id of it.
    pub id: String,
    /// Who sent it.
    pub from: String,
    /// Whom it is for.
    pub to: Vec<String>,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// Who gets a copy unseen.
    pub bcc: Vec<String>,
    /// Where answers go.
    pub reply_to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: Option<String>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// Tags.
    pub tags: Vec<(String, String)>,
    /// The configuration set that it went through.
    pub configuration_set: Option<String>,
}

/// What the next message meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// An error of SES by its name, with its HTTP status.
    Refused(u16, &'static str),
    /// The message is taken, but the answer comes so late.
    Late(Duration),
}

/// What was sent, and what is to go wrong. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Mails(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sent: VecDeque<Sent>,
    trouble: VecDeque<Trouble>,
    forgiven: Vec<String>,
    emitter: Option<Emitter>,
}

impl Mails {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The messages taken, oldest first.
    pub fn all(&self) -> Vec<Sent> {
        self.state().sent.iter().cloned().collect()
    }

    /// The addresses that were taken from SES's list of those that it writes to no more.
    pub fn forgiven(&self) -> Vec<String> {
        self.state().forgiven.clone()
    }

    /// Tells what becomes of messages: by itself that each was taken and arrived.
    pub fn tell(&self, emitter: Emitter) {
        self.state().emitter = Some(emitter);
    }

    /// What tells of other fates, if anything does.
    pub fn emitter(&self) -> Option<Emitter> {
        self.state().emitter.clone()
    }

    /// Lets the next messages meet these troubles, one each.
    pub fn trouble(&self, trouble: impl IntoIterator<Item = Trouble>) {
        self.state().trouble.extend(trouble);
    }
}

/// A running server.
#[derive(Debug)]
pub struct Ses {
    /// What it was sent.
    pub mails: Mails,
    endpoint: String,
    serving: JoinHandle<()>,
}

impl Ses {
    /// Starts the server on any free port of 127.0.0.1.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let mails = Mails::default();
        let router = Router::new()
            .route("/v2/email/outbound-emails", post(send::send))
            .route("/v2/email/account", get(send::account))
            .route("/v2/email/suppression/addresses/{address}", delete(send::forgive))
            .with_state(mails.clone());
        let serving = tokio::spawn(async move {
            if let Err(reason) = axum::serve(listener, router).await {
                eprintln!("SES stopped: {reason}");
            }
        });
        Ok(Self { mails, endpoint, serving })
    }

    /// Its address.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Ses {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
