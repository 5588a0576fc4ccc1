//! A run of the worker.

mod landing;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use landing::failure;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;
use uuid::Uuid;

use super::bucket::Bucket;
use super::files::Files;
use super::intent::{Attempt, Intents, Known};
use super::prepare::Prepare;
use super::ready::{Message, Ready};
use super::report::{Report, Stop, action, millis};
use super::send::{Departure, Landing, send};
use super::settle::{Ending, Job, held};
use crate::clock::Clock;
use crate::db::{Change, Database};
use crate::mail::{Class, MailError, Mailer, Quota};
use crate::scheduled_email::{
    Claimed, LEASE_EXPIRED, MOST_ATTEMPTS, Reaped, State, TransitionError, claim, due, in_doubt, reap, start,
};
use crate::{Error, Result, mail_delivery, secret};

/// After so many failures of the provider one after the other it is away, and the run ends.
const STREAK: u32 = 3;
/// So many emails are found out about in a run.
const MOST_IN_DOUBT: usize = 100;
/// With so much of its time left, or a quarter where that is less, a run begins nothing more (EML-NEW-01).
const LEFT: Duration = Duration::from_secs(30);
/// SES is asked about the account once a second at most; more often it refuses.
const BETWEEN_QUESTIONS: Duration = Duration::from_millis(1100);

/// How the worker works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// So many emails are claimed at once.
    pub batch: i64,
    /// So many are with the provider at once, at most.
    pub concurrency: usize,
    /// How long a claim holds.
    pub lease: chrono::Duration,
    /// Whether actions are asked again right before an email is sent (EML-NEW-06).
    pub recheck: bool,
    /// An email that fails so many times is given up.
    pub most_attempts: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { batch: 25, concurrency: 8, lease: chrono::Duration::minutes(3), recheck: true, most_attempts: MOST_ATTEMPTS }
    }
}

/// Sends what is due.
#[derive(Debug, Clone)]
pub struct Worker<P> {
    /// Where emails are.
    pub database: Database,
    /// The provider.
    pub mailer: Mailer,
    /// Notes beside the database.
    pub intents: Intents,
    /// Addresses that get no mail any more.
    pub suppressions: mail_delivery::Store,
    /// Files that go with emails.
    pub files: Arc<Files>,
    /// Makes messages of emails.
    pub prepare: Arc<P>,
    /// The clock.
    pub clock: Clock,
    /// How it works.
    pub settings: Settings,
}

/// Why a run fails. What it had claimed is given back, or is once the lease is over.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// An email was in an impossible state.
    #[error(transparent)]
    Transition(#[from] TransitionError),
    /// The provider does not say what it takes.
    #[error("the mail provider: {0}")]
    Provider(MailError),
}

/// A run that failed. What it has done before stays done, and is told all the same: nobody else tells of an email that it gave up.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Failed {
    /// Why.
    pub error: RunError,
    /// What it had done until then.
    pub report: Box<Report>,
}

impl Failed {
    pub(super) fn new(error: RunError, report: Report) -> Self {
        Self { error, report: Box::new(Report { has_failed: true, ..report }) }
    }
}

impl<P> Worker<P> {
    /// Opens a transaction.
    pub(super) async fn change(&self) -> Result<Change> {
        self.database.unversioned(&self.clock).await
    }
}

impl<P: Prepare> Worker<P> {
    /// Sends what is due, longest due first, until nothing is. It begins nothing more when half a minute of `budget` is left, and
    /// ends within it. `name` tells runs apart.
    ///
    /// # Errors
    /// When the database fails, or the provider does not say what it takes. What was under way is waited for and written down.
    pub async fn run(&self, name: &str, budget: Duration) -> Result<Report, Failed> {
        let begun = Instant::now();
        let mut run = Run {
            worker: self,
            name: format!("{}-{}", name.chars().take(50).collect::<String>(), secret::token()),
            claims: 0,
            until: begun + budget.saturating_sub(LEFT.min(budget / 4)),
            report: Report::default(),
            asked: None,
            bucket: Bucket::new(1.0),
            window: 1,
            faults: 0,
            suspects: Vec::new(),
            left: None,
            stop: None,
            flying: JoinSet::new(),
            jobs: HashMap::new(),
            broken: None,
        };
        let worked = Box::pin(run.work()).await;
        run.land_all().await;
        run.judge().await;
        let Run { mut report, stop, broken, .. } = run;
        report.stop = stop;
        report.run_ms = millis(begun.elapsed());
        match worked.err().or(broken) {
            None => Ok(report),
            Some(error) => Err(Failed::new(error, report)),
        }
    }
}

/// A run under way.
struct Run<'w, P> {
    worker: &'w Worker<P>,
    /// What no other run is called.
    name: String,
    /// So many times it has claimed emails. Each claim has an owner of its own, so that nothing that comes of an earlier one is
    /// taken for an email that was claimed again meanwhile.
    claims: u32,
    until: Instant,
    report: Report,
    bucket: Bucket,
    /// So many may be with the provider now: one more with each success, one after a failure. So a provider that takes messages and
    /// gives no answer makes few emails doubtful.
    window: usize,
    /// Failures of the provider since the last success.
    faults: u32,
    /// Emails that the provider failed since the last success. Whether they or the provider are to blame shows in what comes next.
    suspects: Vec<(Job, Ending)>,
    /// When the provider was last asked what the account may send.
    asked: Option<Instant>,
    /// To so many addresses the account may still send today, where that is limited.
    left: Option<f64>,
    stop: Option<Stop>,
    flying: JoinSet<Landing>,
    jobs: HashMap<Id, Job>,
    broken: Option<RunError>,
}

impl<P: Prepare> Run<'_, P> {
    async fn work(&mut self) -> Result<(), RunError> {
        let unasked = self.find_out().await?;
        let mut change = self.worker.change().await?;
        let Reaped { expired, unknown, given_up } = reap(&mut change, self.worker.settings.most_attempts, &unasked).await?;
        change.commit().await?;
        (self.report.expired, self.report.outcome_unknown) = (expired as u64, unknown as u64);
        for email in given_up {
            self.bury(email.id, action(email.is_direct, email.signal.as_deref()), email.class, email.attempt);
        }
        let now = self.worker.clock.now();
        let due = due(&mut *self.worker.database.acquire().await?, now).await?;
        self.report.tell_due(&due, now);
        if due.is_empty() {
            return Ok(());
        }
        self.ask_the_provider().await?;
        while !self.is_over() {
            #[expect(clippy::cast_possible_truncation, reason = "what is left of a day's messages, cut down to a batch")]
            let limit = self.left.map_or(self.worker.settings.batch, |left| (left as i64).min(self.worker.settings.batch));
            self.claims += 1;
            let owner = format!("{}-{}", self.name, self.claims);
            let mut change = self.worker.change().await?;
            let claimed = claim(&mut change, &owner, self.worker.settings.lease, limit).await?;
            change.commit().await?;
            if claimed.is_empty() {
                break;
            }
            for email in &claimed {
                self.report.count(action(email.is_direct, email.signal.as_deref()), |counts| counts.claimed += 1);
            }
            Box::pin(self.send_batch(claimed, &owner)).await?;
        }
        Ok(())
    }

    /// Finds out what became of emails whose worker was not heard of again, as far as it is noted. That it cannot be asked is no
    /// reason to send nothing. Gives the emails that were not asked about.
    async fn find_out(&mut self) -> Result<Vec<Uuid>, RunError> {
        let now = self.worker.clock.now();
        let mut doubtful = VecDeque::from(in_doubt(&mut *self.worker.database.acquire().await?, now).await?);
        for _ in 0..MOST_IN_DOUBT {
            let Some(email) = doubtful.pop_front() else { break };
            let action = action(email.is_direct, email.signal.as_deref()).to_owned();
            let job = Job { id: email.id, attempt: email.attempt, round: email.round, action, ..Job::default() };
            let ending = match self.worker.intents.known(email.id, email.round, &email.cleared).await {
                Ok(Known::Sent(id)) => Ending::Sent(id),
                Ok(Known::Failed | Known::Nothing) => {
                    let details = "The worker that held it was not heard of again, and had not sent it.".to_owned();
                    Ending::Failed { class: LEASE_EXPIRED, details }
                }
                Ok(Known::Unknown) => continue,
                Err(error) => {
                    tracing::warn!(email = %email.id, %error, "what became of an email cannot be asked");
                    // Nor of the others: every question would take its time.
                    doubtful.push_front(email);
                    break;
                }
            };
            let Some(state) = self.worker.settle(None, &job, &ending).await? else { continue };
            self.report.found_out += 1;
            // That attempt may have been the last.
            if state == State::DeadLetter {
                self.bury(job.id, &job.action, LEASE_EXPIRED, job.attempt);
            }
        }
        self.report.unasked = doubtful.iter().filter(|email| email.is_over).count() as u64;
        Ok(doubtful.into_iter().map(|email| email.id).collect())
    }

    /// Asks what the account may send (EML-NEW-08).
    async fn ask_the_provider(&mut self) -> Result<(), RunError> {
        match self.quota().await {
            Ok(quota) if !quota.is_enabled => {
                tracing::error!("this account sends no mail: sending is paused");
                self.stop = Some(Stop::Account);
            }
            Ok(quota) => {
                self.bucket = Bucket::new(quota.rate);
                // A negative quota is none.
                self.left = (quota.daily >= 0.0).then_some(quota.daily - quota.sent);
            }
            Err(error) if error.class() == Class::Account => {
                tracing::error!(reason = error.reason(), "this account sends no mail");
                self.stop = Some(Stop::Account);
            }
            Err(error) => return Err(RunError::Provider(error)),
        }
        Ok(())
    }

    /// What the account may send, asked no more often than the provider answers.
    async fn quota(&mut self) -> Result<Quota, MailError> {
        if let Some(asked) = self.asked {
            tokio::time::sleep_until(asked + BETWEEN_QUESTIONS).await;
        }
        self.asked = Some(Instant::now());
        Box::pin(self.worker.mailer.quota()).await
    }

    /// Whether nothing more is begun.
    fn is_over(&mut self) -> bool {
        if self.stop.is_none() {
            let is_used_up = self.left.is_some_and(|left| left < 1.0);
            let is_late = Instant::now() >= self.until;
            self.stop = is_used_up.then_some(Stop::Quota).or(is_late.then_some(Stop::Time));
        }
        self.stop.is_some()
    }

    /// Sends a batch, and gives back what of it was not begun.
    async fn send_batch(&mut self, claimed: Vec<Claimed>, owner: &str) -> Result<(), RunError> {
        let mut untried: Vec<Uuid> = claimed.iter().map(|email| email.id).collect();
        let sent = self.send_each(claimed, owner, &mut untried).await;
        if untried.is_empty() {
            return sent;
        }
        let released = self.give_back(owner, &untried).await;
        self.report.released += untried.len() as u64;
        sent.and(released)
    }

    async fn send_each(&mut self, claimed: Vec<Claimed>, owner: &str, untried: &mut Vec<Uuid>) -> Result<(), RunError> {
        let ready = Box::pin(self.worker.make_ready(claimed, owner, &mut self.report)).await?;
        let mut ready = VecDeque::from(ready);
        while let Some((job, next)) = ready.pop_front() {
            match next {
                Ready::Unmet(why) => {
                    untried.retain(|id| *id != job.id);
                    self.end(&job, &Ending::CalledOff(why)).await?;
                }
                Ready::Failed(error) => {
                    untried.retain(|id| *id != job.id);
                    self.end(&job, &failure(&error)).await?;
                }
                Ready::Go(message) => {
                    if !self.make_room().await {
                        return Ok(());
                    }
                    let (job, message) = self.choose(job, message, &mut ready);
                    let is_ours = self.begin(&job).await?;
                    untried.retain(|id| *id != job.id);
                    if is_ours {
                        self.fly(job, *message);
                    } else {
                        self.report.lost += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// Waits until another message may go out, and writes down meanwhile what has come back; gives whether any may at all.
    async fn make_room(&mut self) -> bool {
        loop {
            if self.is_over() {
                return false;
            }
            if self.flying.len() >= self.window.min(self.worker.settings.concurrency) {
                if let Some(landed) = self.flying.join_next_with_id().await {
                    self.land(landed).await;
                }
                continue;
            }
            let until = self.until;
            tokio::select! {
                biased;
                Some(landed) = self.flying.join_next_with_id() => self.land(landed).await,
                () = tokio::time::sleep_until(until) => return !self.is_over(),
                () = self.bucket.take() => return !self.is_over(),
            }
        }
    }

    /// The last of the batch in place of the next one, where one more failure means that the provider is away: a few emails that
    /// the provider cannot take do not hold up all that come after them.
    fn choose(&self, job: Job, message: Box<Message>, ready: &mut VecDeque<(Job, Ready)>) -> (Job, Box<Message>) {
        if self.faults + 1 != STREAK {
            return (job, message);
        }
        match ready.pop_back() {
            Some((last, Ready::Go(its))) => {
                ready.push_front((job, Ready::Go(message)));
                (last, its)
            }
            Some(other) => {
                ready.push_back(other);
                (job, message)
            }
            None => (job, message),
        }
    }

    /// Notes that an email is with the provider, right before it is; gives whether it is still this worker's.
    async fn begin(&mut self, job: &Job) -> Result<bool, RunError> {
        let mut change = self.worker.change().await?;
        // Told now: what comes next may be told by the provider itself.
        let details = format!("Handed to the provider.{}", job.left_out);
        let Some(_) = held(start(&mut change, &job.owner, job.id, &details).await)? else { return Ok(false) };
        change.commit().await?;
        Ok(true)
    }

    fn fly(&mut self, mut job: Job, message: Message) {
        let (owner, cleared) = (job.owner.clone(), job.cleared.clone());
        let attempt = Attempt { email: job.id, round: job.round, number: job.attempt, owner, cleared };
        let Message { mail, wanted, award } = message;
        job.weight = self.worker.mailer.weight(&mail);
        // One was taken before it was known which message goes.
        self.bucket.spend(f64::from(job.weight) - 1.0);
        self.left = self.left.map(|left| left - f64::from(job.weight));
        let departure = Departure { attempt, mail, wanted, award, at: self.worker.clock.now() };
        let (mailer, intents, files) = (self.worker.mailer.clone(), self.worker.intents.clone(), Arc::clone(&self.worker.files));
        let handle = self.flying.spawn(Box::pin(send(mailer, intents, files, departure)));
        self.jobs.insert(handle.id(), job);
    }

    /// Gives back what was counted for a message that the provider has not seen.
    fn refund(&mut self, job: &Job) {
        self.bucket.spend(-f64::from(job.weight));
        self.left = self.left.map(|left| left + f64::from(job.weight));
    }

    /// Waits for everything that is with the provider.
    async fn land_all(&mut self) {
        while let Some(landed) = self.flying.join_next_with_id().await {
            self.land(landed).await;
        }
    }
}
