//! A run of the worker.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use uuid::Uuid;

use super::bucket::Bucket;
use super::files::{Files, Wanted};
use super::intent::{Attempt, Intents, Known};
use super::prepare::{self, Prepare};
use super::report::{Report, Stop};
use super::send::{Departure, Landing, send};
use super::settle::{Ending, Job, held};
use super::suppression;
use crate::award::{self, Details};
use crate::clock::Clock;
use crate::db::{Change, Connection, Database};
use crate::mail::{Class, Mail, MailError, Mailer, Remedy};
use crate::scheduled_email::{Claimed, State, TransitionError, claim, due, in_doubt, peek, reap, release, start};
use crate::{Error, Result, mail_delivery, secret};

/// After so many failures of the provider one after the other it is away, and the run ends.
const STREAK: u32 = 3;
/// So many emails are found out about in a run.
const MOST_IN_DOUBT: i64 = 100;
/// So many emails a dry run looks at.
const DRY: i64 = 100;
/// What the log of changes calls the worker.
const COMMENT: &str = "email worker";

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
}

impl Default for Settings {
    fn default() -> Self {
        Self { batch: 25, concurrency: 8, lease: chrono::Duration::minutes(3), recheck: true }
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

/// Why a run failed. What it had claimed is given back, or is once the lease is over.
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

impl<P> Worker<P> {
    /// Opens a transaction.
    pub(super) async fn change(&self) -> Result<Change> {
        self.database.change(None, COMMENT, &self.clock).await
    }
}

impl<P: Prepare> Worker<P> {
    /// Sends what is due, longest due first, until nothing is. It stops claiming when four fifths of `budget` are over, and ends
    /// within it. `name` tells runs apart.
    ///
    /// # Errors
    /// When the database fails, or the provider does not say what it takes. What was under way is waited for and written down.
    pub async fn run(&self, name: &str, budget: Duration) -> Result<Report, RunError> {
        let begun = Instant::now();
        let mut run = Run {
            worker: self,
            owner: format!("{}-{}", name.chars().take(50).collect::<String>(), secret::token()),
            until: begun + budget.mul_f64(0.8),
            report: Report::default(),
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
        worked?;
        broken.map_or(Ok(()), Err)?;
        report.stop = stop;
        report.run_ms = millis(begun.elapsed());
        Ok(report)
    }

    /// Fills in what is due and tells what would become of it. Nothing is sent or written (EML-NEW-14).
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn dry_run(&self) -> Result<Report, RunError> {
        let begun = Instant::now();
        let mut report = Report { dry_run: true, ..Report::default() };
        let emails = {
            let mut db = self.database.acquire().await?;
            let now = self.clock.now();
            report.due = u64::try_from(due(&mut db, now).await?.count).unwrap_or_default();
            peek(&mut db, now, DRY).await?
        };
        for (job, ready) in Box::pin(self.make_ready(emails, &mut report)).await? {
            match ready {
                Ready::Go(_) => report.count(&job.action, |counts| counts.sent += 1),
                Ready::Unmet(_) => report.count(&job.action, |counts| counts.called_off += 1),
                Ready::Failed(error) => {
                    report.class(error.class().code());
                    let is_dead = error.class().remedy() == Remedy::GiveUp;
                    report.count(&job.action, |counts| if is_dead { counts.dead += 1 } else { counts.failed += 1 });
                }
            }
        }
        report.run_ms = millis(begun.elapsed());
        Ok(report)
    }

    /// Makes messages of emails, with one connection for all of it, which is let go then.
    async fn make_ready(&self, emails: Vec<Claimed>, report: &mut Report) -> Result<Vec<(Job, Ready)>> {
        let mut db = self.database.acquire().await?;
        let drafts = prepare::drafts(&*self.prepare, &mut db, &emails).await?;
        let ids: Vec<Uuid> = emails.iter().map(|email| email.id).collect();
        let mut files: HashMap<Uuid, Vec<Wanted>> = HashMap::new();
        for wanted in Files::wanted(&mut db, &ids).await? {
            files.entry(wanted.email).or_default().push(wanted);
        }
        let mut ready = Vec::with_capacity(emails.len());
        for (email, draft) in emails.into_iter().zip(drafts) {
            let mut job = job(&email);
            let wanted = files.remove(&email.id).unwrap_or_default();
            let made = match self.unmet(&mut db, &email).await? {
                Ok(Some(why)) => Ready::Unmet(why),
                Err(error) => Ready::Failed(error),
                Ok(None) => match draft {
                    Err(error) => Ready::Failed(error),
                    Ok(draft) => {
                        job.leave_out("Without an address", &draft.dropped);
                        let award = certified(&mut db, &email, &wanted).await?;
                        let begun = Instant::now();
                        let prepare = Arc::clone(&self.prepare);
                        let filled_in = tokio::spawn(async move { prepare.mail(&email, draft) }).await;
                        report.render_ms += millis(begun.elapsed());
                        let panicked = |_| Err(MailError::new(Class::Internal, "filling it in panicked"));
                        match filled_in.unwrap_or_else(panicked) {
                            Ok(mail) => Ready::Go(Box::new(Message { mail, wanted, award })),
                            Err(error) => Ready::Failed(error),
                        }
                    }
                },
            };
            ready.push((job, made));
        }
        drop(db);
        self.leave_out_suppressed(&mut ready).await?;
        Ok(ready)
    }

    /// Leaves out of the messages whoever gets no mail any more.
    async fn leave_out_suppressed(&self, ready: &mut [(Job, Ready)]) -> Result<()> {
        let mails = ready.iter().filter_map(|(_, ready)| if let Ready::Go(message) = ready { Some(&message.mail) } else { None });
        let addresses: Vec<String> = mails.flat_map(suppression::addresses).cloned().collect();
        if addresses.is_empty() {
            return Ok(());
        }
        let suppressed = mail_delivery::suppressed(&self.suppressions, &addresses, self.clock.now()).await?;
        let suppressed: BTreeSet<String> = suppressed.into_keys().collect();
        for (job, ready) in ready {
            let Ready::Go(message) = ready else { continue };
            let left_out: Vec<String> =
                suppression::addresses(&message.mail).filter(|address| suppressed.contains(*address)).cloned().collect();
            job.leave_out("Not sent, since mail came back or was unwanted, to", &left_out);
            match suppression::without(std::mem::take(&mut message.mail), &suppressed) {
                Ok(mail) => message.mail = mail,
                Err(error) => *ready = Ready::Failed(error),
            }
        }
        Ok(())
    }

    /// Why an email is not wanted any more. That the database is away is told; what else goes wrong is that email's.
    async fn unmet(&self, db: &mut Connection, email: &Claimed) -> Result<Result<Option<String>, MailError>> {
        if !self.settings.recheck || email.is_direct || email.is_revived {
            return Ok(Ok(None));
        }
        match self.prepare.unmet(db, email, self.clock.now()).await {
            Ok(unmet) => Ok(Ok(unmet)),
            Err(error) if error.is_unavailable() => Err(error),
            Err(error) => Ok(Err(MailError::new(Class::Internal, error.to_string()))),
        }
    }
}

/// A message, with what is still to be put in.
#[derive(Debug)]
struct Message {
    mail: Mail,
    wanted: Vec<Wanted>,
    award: Option<Details>,
}

/// What was made of a claimed email.
#[derive(Debug)]
enum Ready {
    Go(Box<Message>),
    Unmet(String),
    Failed(MailError),
}

/// A run under way.
struct Run<'w, P> {
    worker: &'w Worker<P>,
    owner: String,
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
    /// So many messages the account may still send today, where that is limited.
    left: Option<f64>,
    stop: Option<Stop>,
    flying: JoinSet<Landing>,
    jobs: HashMap<Id, Job>,
    broken: Option<RunError>,
}

impl<P: Prepare> Run<'_, P> {
    async fn work(&mut self) -> Result<(), RunError> {
        self.find_out().await?;
        let mut change = self.worker.change().await?;
        let (expired, unknown) = reap(&mut change).await?;
        change.commit().await?;
        (self.report.expired, self.report.outcome_unknown) = (expired as u64, unknown as u64);
        if unknown > 0 {
            tracing::error!(emails = unknown, "nobody knows whether these were sent; somebody must find out");
        }
        let now = self.worker.clock.now();
        let due = due(&mut *self.worker.database.acquire().await?, now).await?;
        self.report.due = u64::try_from(due.count).unwrap_or_default();
        let age = due.since.map_or(0, |since| (now - since).num_seconds());
        self.report.oldest_due_seconds = u64::try_from(age).unwrap_or_default();
        if due.count > 0 {
            self.ask_the_provider().await?;
        }
        while due.count > 0 && !self.is_over() {
            #[expect(clippy::cast_possible_truncation, reason = "what is left of a day's messages, cut down to a batch")]
            let limit = self.left.map_or(self.worker.settings.batch, |left| (left as i64).min(self.worker.settings.batch));
            if limit < 1 {
                self.stop = Some(Stop::Quota);
                break;
            }
            let mut change = self.worker.change().await?;
            let claimed = claim(&mut change, &self.owner, self.worker.settings.lease, limit).await?;
            change.commit().await?;
            if claimed.is_empty() {
                break;
            }
            self.report.claimed += claimed.len() as u64;
            Box::pin(self.send_batch(claimed)).await?;
        }
        Ok(())
    }

    /// Finds out what became of emails whose worker was not heard of again, as far as it is noted. That it cannot be asked is no
    /// reason to send nothing.
    async fn find_out(&mut self) -> Result<(), RunError> {
        let now = self.worker.clock.now();
        let doubtful = in_doubt(&mut *self.worker.database.acquire().await?, now, MOST_IN_DOUBT).await?;
        for email in doubtful {
            let job =
                Job { id: email.id, attempt: email.attempt, round: email.round, action: String::new(), left_out: String::new() };
            let ending = match self.worker.intents.known(email.id, email.round).await {
                Ok(Known::Sent(id)) => Ending::Sent(id),
                Ok(Known::Failed | Known::Nothing) => {
                    let details = "The worker that held it was not heard of again, and had not sent it.".to_owned();
                    Ending::Failed { class: "lease_expired", details }
                }
                Ok(Known::Unknown) => continue,
                Err(error) => {
                    tracing::warn!(email = %email.id, %error, "what became of an email cannot be asked");
                    continue;
                }
            };
            if self.worker.settle(None, &job, &ending).await?.is_some() {
                self.report.found_out += 1;
            }
        }
        Ok(())
    }

    /// Asks what the account may send (EML-NEW-08).
    async fn ask_the_provider(&mut self) -> Result<(), RunError> {
        match Box::pin(self.worker.mailer.quota()).await {
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

    /// Whether nothing more is begun.
    fn is_over(&mut self) -> bool {
        if self.stop.is_none() && Instant::now() >= self.until {
            self.stop = Some(Stop::Time);
        }
        self.stop.is_some()
    }

    /// Sends a batch, and gives back what of it was not begun.
    async fn send_batch(&mut self, claimed: Vec<Claimed>) -> Result<(), RunError> {
        let mut untried: Vec<Uuid> = claimed.iter().map(|email| email.id).collect();
        let sent = self.send_each(claimed, &mut untried).await;
        if untried.is_empty() {
            return sent;
        }
        let released = self.give_back(&untried).await;
        self.report.released += untried.len() as u64;
        sent.and(released)
    }

    async fn send_each(&mut self, claimed: Vec<Claimed>, untried: &mut Vec<Uuid>) -> Result<(), RunError> {
        let ready = Box::pin(self.worker.make_ready(claimed, &mut self.report)).await?;
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
            tokio::select! {
                biased;
                Some(landed) = self.flying.join_next_with_id() => self.land(landed).await,
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
        let Some(_) = held(start(&mut change, &self.owner, job.id).await)? else { return Ok(false) };
        change.commit().await?;
        Ok(true)
    }

    fn fly(&mut self, job: Job, message: Message) {
        let attempt = Attempt { email: job.id, round: job.round, number: job.attempt, owner: self.owner.clone() };
        let Message { mail, wanted, award } = message;
        let departure = Departure { attempt, mail, wanted, award, at: self.worker.clock.now() };
        let (mailer, intents, files) = (self.worker.mailer.clone(), self.worker.intents.clone(), Arc::clone(&self.worker.files));
        let handle = self.flying.spawn(Box::pin(send(mailer, intents, files, departure)));
        self.jobs.insert(handle.id(), job);
        self.left = self.left.map(|left| left - 1.0);
    }

    /// Waits for everything that is with the provider.
    async fn land_all(&mut self) {
        while let Some(landed) = self.flying.join_next_with_id().await {
            self.land(landed).await;
        }
    }

    /// Writes down what came of a call. That the database is away ends the run, but the others that are under way are written down
    /// if that is possible.
    async fn land(&mut self, landed: Result<(Id, Landing), JoinError>) {
        let (id, landing) = landed.unwrap_or_else(|error| (error.id(), Landing::Unknown("sending it panicked".to_owned())));
        let Some(job) = self.jobs.remove(&id) else { return };
        let ending = match landing {
            Landing::Sent(id) => {
                self.answered().await;
                self.window += 1;
                Ending::Sent(id)
            }
            Landing::Failed(error) => {
                match error.class() {
                    Class::Transient => {
                        self.fault();
                        self.suspects.push((job, failure(&error)));
                        return;
                    }
                    Class::Account => self.stop = Some(Stop::Account),
                    _ => self.answered().await,
                }
                failure(&error)
            }
            Landing::NotTried(details) => {
                self.fault();
                Ending::PutOff { class: Class::Transient.code(), details }
            }
            Landing::Unknown(reason) => {
                self.fault();
                self.report.class(Class::OutcomeUnknown.code());
                self.report.count(&job.action, |counts| counts.unknown += 1);
                tracing::error!(email = %job.id, action = job.action, attempt = job.attempt, reason, "nobody knows whether it was sent");
                return;
            }
        };
        self.write_down(&job, &ending).await;
    }

    /// Writes down what came of a call, or that it cannot be.
    async fn write_down(&mut self, job: &Job, ending: &Ending) {
        if let Err(error) = self.end(job, ending).await {
            tracing::error!(email = %job.id, %error, "what became of an email was not written down");
            self.stop = Some(Stop::Database);
            self.broken.get_or_insert(error);
        }
    }

    /// The provider does what it is there for: what it failed before counts against those emails.
    async fn answered(&mut self) {
        self.faults = 0;
        for (job, ending) in std::mem::take(&mut self.suspects) {
            self.write_down(&job, &ending).await;
        }
    }

    /// At the end: emails that met a provider that is away go back to where they were, in their order and uncounted (EML-NEW-05).
    /// Fewer failures than that are the emails' own.
    async fn judge(&mut self) {
        if self.faults < STREAK {
            return self.answered().await;
        }
        let suspects = std::mem::take(&mut self.suspects);
        let emails: Vec<Uuid> = suspects.iter().map(|(job, _)| job.id).collect();
        if emails.is_empty() {
            return;
        }
        for (_, ending) in &suspects {
            if let Ending::Failed { class, .. } = ending {
                self.report.class(class);
            }
        }
        match self.give_back(&emails).await {
            Ok(()) => self.report.released += emails.len() as u64,
            Err(error) => {
                // Their failure is noted beside the database: a later run finds it.
                tracing::error!(%error, "emails that met a provider that is away were not given back");
                self.broken.get_or_insert(error);
            }
        }
    }

    /// Gives emails back uncounted.
    async fn give_back(&self, emails: &[Uuid]) -> Result<(), RunError> {
        let mut change = self.worker.change().await?;
        release(&mut change, &self.owner, emails).await?;
        change.commit().await?;
        Ok(())
    }

    /// The provider failed: it gets less to do, and after a few times nothing more.
    fn fault(&mut self) {
        self.faults += 1;
        self.window = 1;
        self.bucket.slow_down();
        if self.faults >= STREAK && self.stop.is_none() {
            tracing::error!("the mail provider fails again and again");
            self.stop = Some(Stop::Provider);
        }
    }

    /// Writes down and counts what became of an email.
    async fn end(&mut self, job: &Job, ending: &Ending) -> Result<(), RunError> {
        let Some(state) = self.worker.settle(Some(&self.owner), job, ending).await? else {
            self.report.lost += 1;
            tracing::warn!(email = %job.id, action = job.action, "somebody else has taken an email");
            return Ok(());
        };
        let class = match ending {
            Ending::Failed { class, .. } | Ending::GivenUp { class, .. } | Ending::PutOff { class, .. } => {
                self.report.class(class);
                *class
            }
            Ending::Sent(_) | Ending::CalledOff(_) => "",
        };
        match state {
            State::Succeeded => self.report.count(&job.action, |counts| counts.sent += 1),
            State::Cancelled => self.report.count(&job.action, |counts| counts.called_off += 1),
            State::Failed => self.report.count(&job.action, |counts| counts.failed += 1),
            State::DeadLetter => self.report.count(&job.action, |counts| counts.dead += 1),
            _ => self.report.released += 1,
        }
        let (action, attempt) = (job.action.as_str(), job.attempt);
        if state == State::DeadLetter {
            tracing::error!(email = %job.id, action, state = state.code(), class, attempt, "email given up");
        } else {
            tracing::info!(email = %job.id, action, state = state.code(), class, attempt, "email");
        }
        Ok(())
    }
}

/// What is written down of a failure.
fn failure(error: &MailError) -> Ending {
    let (class, details) = (error.class().code(), error.reason().to_owned());
    match error.class().remedy() {
        Remedy::Retry | Remedy::Wait => Ending::Failed { class, details },
        Remedy::GiveUp => Ending::GivenUp { class, details },
        Remedy::Stop => Ending::PutOff { class, details },
    }
}

fn job(email: &Claimed) -> Job {
    let action = if email.is_direct { "direct" } else { email.signal.as_deref().unwrap_or("none") };
    Job { id: email.id, attempt: email.attempt, round: email.round, action: action.to_owned(), left_out: String::new() }
}

/// The award that the certificate of an email would be about; only one whose file is still to be made has one.
async fn certified(db: &mut Connection, email: &Claimed, wanted: &[Wanted]) -> Result<Option<Details>> {
    match prepare::award(email).filter(|_| wanted.iter().any(|wanted| wanted.is_pending)) {
        Some(id) => award::by_id(db, id).await,
        None => Ok(None),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
