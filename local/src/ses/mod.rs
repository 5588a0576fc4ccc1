//! SES in this process: an HTTP server that takes SESv2's `SendEmail`, `GetAccount` and `DeleteSuppressedDestination` from the real SDK,
//! keeps the messages, tells what becomes of them, and can be told to refuse, to be slow, to hang, or to take a message and hang up.

pub mod feedback;
mod page;
mod send;
mod trouble;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use page::{answer, list, message};
pub use trouble::{Quota, Trouble};

use feedback::Emitter;

/// So many messages are kept; older ones are forgotten.
const KEPT: usize = 500;
/// A message has at most so many bytes as it travels.
const LARGEST: usize = 40 * 1024 * 1024;

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
    /// Files that go with it.
    pub files: Vec<File>,
}

/// A file of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Sent {
    /// The value of a tag; empty where there is none.
    pub fn tag(&self, name: &str) -> &str {
        self.tags.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// What was sent, and what is to go wrong. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Mails(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sent: VecDeque<Sent>,
    trouble: VecDeque<Trouble>,
    forgiven: Vec<String>,
    /// SES's own list of those that it writes to no more, as they were written: it tells cases apart.
    suppressed: BTreeSet<String>,
    /// What every message meets once those are over.
    lasting: Option<Trouble>,
    /// What every call meets once so many more are answered.
    outage: Option<(u32, Trouble)>,
    quota: Quota,
    /// When messages came in during the last second, once for each address that they go to, where more than the quota's rate are
    /// refused.
    recent: Option<VecDeque<Instant>>,
    /// How many messages were taken, those that are forgotten included.
    taken: usize,
    /// To how many addresses they go: so SES counts them.
    counted: usize,
    /// How often each scheduled email was taken, by the tag with its id.
    by_email: HashMap<String, u32>,
    emitter: Option<Emitter>,
}

impl State {
    /// What the call that comes in meets, where SES is away; else it is one of those that are still answered.
    fn outage(&mut self) -> Option<Trouble> {
        match &mut self.outage {
            Some((0, trouble)) => Some(trouble.clone()),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        }
    }

    /// Whether one more message, to so many addresses, is too many now; one that is not is counted.
    fn is_too_fast(&mut self, addresses: usize) -> bool {
        let (now, rate) = (Instant::now(), self.quota.rate);
        let Some(recent) = &mut self.recent else { return false };
        while recent.front().is_some_and(|then| now.duration_since(*then) >= Duration::from_secs(1)) {
            recent.pop_front();
        }
        #[expect(clippy::cast_precision_loss, reason = "messages of one second")]
        let is_too_fast = recent.len() as f64 >= rate;
        if !is_too_fast {
            recent.extend(std::iter::repeat_n(now, addresses));
        }
        is_too_fast
    }
}

impl Mails {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The messages taken, oldest first.
    pub fn all(&self) -> Vec<Sent> {
        self.state().sent.iter().cloned().collect()
    }

    /// Puts an address, written in this very way, on SES's list of those that it writes to no more.
    pub fn suppress(&self, address: &str) {
        self.state().suppressed.insert(address.to_owned());
    }

    /// The addresses on SES's list of those that it writes to no more.
    pub fn suppressed(&self) -> Vec<String> {
        self.state().suppressed.iter().cloned().collect()
    }

    /// The addresses that were to be taken from that list, whether or not they were on it.
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

    /// Lets every message meet this trouble from now on, or none.
    pub fn always(&self, trouble: Option<Trouble>) {
        let mut state = self.state();
        state.trouble.clear();
        state.lasting = trouble;
    }

    /// Lets SES be away as a whole, after it has answered so many calls more: every call meets this trouble, what asks for the
    /// account too.
    pub fn go_away(&self, calls: u32, trouble: Trouble) {
        self.state().outage = Some((calls, trouble));
    }

    /// Lets SES be there again.
    pub fn come_back(&self) {
        self.state().outage = None;
    }

    /// What the account may send from now on.
    pub fn allow(&self, quota: Quota) {
        self.state().quota = quota;
    }

    /// Refuses from now on what comes faster than the account may send.
    pub fn enforce_rate(&self) {
        self.state().recent = Some(VecDeque::new());
    }

    /// How many messages were taken, those that are forgotten included.
    pub fn taken(&self) -> usize {
        self.state().taken
    }

    /// The scheduled emails that were taken more than once.
    pub fn twice(&self) -> Vec<String> {
        self.state().by_email.iter().filter(|(_, times)| **times > 1).map(|(email, _)| email.clone()).collect()
    }

    /// How often a scheduled email was taken.
    pub fn times(&self, email: &str) -> u32 {
        self.state().by_email.get(email).copied().unwrap_or_default()
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
            .route("/v2/email/outbound-emails", post(send::send).layer(DefaultBodyLimit::max(LARGEST)))
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
