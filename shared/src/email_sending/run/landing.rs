//! What comes of calls of the provider, and what they tell of it.

use tokio::task::{Id, JoinError};
use uuid::Uuid;

use super::super::prepare::Prepare;
use super::super::report::Stop;
use super::super::send::Landing;
use super::super::settle::{Ending, Job};
use super::{Run, RunError, STREAK};
use crate::mail::{Class, MailError, Remedy};
use crate::scheduled_email::{State, release};

impl<P: Prepare> Run<'_, P> {
    /// Writes down what came of a call. That the database is away ends the run, but the others that are under way are written down
    /// if that is possible.
    pub(super) async fn land(&mut self, landed: Result<(Id, Landing), JoinError>) {
        let (id, landing) = landed.unwrap_or_else(|error| (error.id(), Landing::Unknown("sending it panicked".to_owned())));
        let Some(mut job) = self.jobs.remove(&id) else { return };
        let ending = match landing {
            Landing::Sent(id) => {
                self.answered().await;
                self.window += 1;
                Ending::Sent(id)
            }
            Landing::Failed(error, unnoted) => {
                job.unnoted = unnoted;
                match error.class() {
                    Class::Transient => {
                        self.fault();
                        self.suspects.push((job, failure(&error)));
                        return;
                    }
                    Class::Account => self.stop = Some(Stop::Account),
                    Class::MessageRejected | Class::BadAddress => self.answered().await,
                    // Found out before the provider is called: that tells nothing of it.
                    _ => {}
                }
                failure(&error)
            }
            Landing::Unready(error) => {
                self.refund(&job);
                failure(&error)
            }
            Landing::NotTried(details, unnoted) => {
                job.unnoted = unnoted;
                self.refund(&job);
                self.fault();
                Ending::PutOff { class: Class::Transient.code(), details }
            }
            Landing::Unknown(reason) => {
                self.fault();
                let class = Class::OutcomeUnknown.code();
                self.report.class(&job.action, class);
                self.report.count(&job.action, |counts| counts.unknown += 1);
                let (action, attempt, state) = (job.action.as_str(), job.attempt, State::Running.code());
                tracing::error!(email = %job.id, action, state, class, attempt, reason, "nobody knows whether it was sent");
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
    pub(super) async fn judge(&mut self) {
        if self.suspects.is_empty() {
            return;
        }
        if self.faults < STREAK && self.is_there().await {
            return self.answered().await;
        }
        for (job, ending) in std::mem::take(&mut self.suspects) {
            if let Ending::Failed { class, .. } = ending {
                self.report.class(&job.action, class);
            }
            match self.give_back_failed(&job).await {
                Ok(()) => self.report.released += 1,
                Err(error) => {
                    // Its failure is noted beside the database: a later run finds it.
                    tracing::error!(email = %job.id, %error, "an email that met a provider that is away was not given back");
                    self.broken.get_or_insert(error);
                }
            }
        }
    }

    /// Whether the provider answers, and sends for this account. A few failures tell nothing of that: they may be the emails' own.
    async fn is_there(&mut self) -> bool {
        let stop = match self.quota().await {
            Ok(quota) if quota.is_enabled => return true,
            Ok(_) => Stop::Account,
            Err(error) => {
                tracing::error!(class = error.class().code(), reason = error.reason(), "the mail provider is away");
                if error.class() == Class::Account { Stop::Account } else { Stop::Provider }
            }
        };
        self.stop.get_or_insert(stop);
        false
    }

    /// Gives emails that are claimed in the name of `owner` back uncounted.
    pub(super) async fn give_back(&self, owner: &str, emails: &[Uuid]) -> Result<(), RunError> {
        let mut change = self.worker.change().await?;
        release(&mut change, owner, emails).await?;
        change.commit().await?;
        Ok(())
    }

    /// Gives an email back uncounted that the provider has failed.
    async fn give_back_failed(&self, job: &Job) -> Result<(), RunError> {
        let mut change = self.worker.change().await?;
        release(&mut change, &job.owner, &[job.id]).await?;
        job.clear(&mut change).await?;
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
    pub(super) async fn end(&mut self, job: &Job, ending: &Ending) -> Result<(), RunError> {
        let Some(state) = self.worker.settle(Some(&job.owner), job, ending).await? else {
            self.report.lost += 1;
            tracing::warn!(email = %job.id, action = job.action, "somebody else has taken an email");
            return Ok(());
        };
        let class = match ending {
            Ending::Failed { class, .. } | Ending::GivenUp { class, .. } | Ending::PutOff { class, .. } => {
                self.report.class(&job.action, class);
                *class
            }
            Ending::Sent(_) | Ending::CalledOff(_) => "",
        };
        match state {
            State::Succeeded => self.report.count(&job.action, |counts| counts.sent += 1),
            State::Cancelled => self.report.count(&job.action, |counts| counts.called_off += 1),
            State::Failed => self.report.count(&job.action, |counts| counts.failed += 1),
            State::DeadLetter => {
                self.bury(job.id, &job.action, class, job.attempt);
                return Ok(());
            }
            _ => self.report.released += 1,
        }
        let (action, attempt) = (job.action.as_str(), job.attempt);
        tracing::info!(email = %job.id, action, state = state.code(), class, attempt, "email");
        Ok(())
    }

    /// Counts and tells an email that was given up: the one alarm comes of that (EML-NEW-13).
    pub(super) fn bury(&mut self, email: Uuid, action: &str, class: &str, attempt: i32) {
        self.report.count(action, |counts| counts.dead += 1);
        tracing::error!(%email, action, state = State::DeadLetter.code(), class, attempt, "email given up");
    }
}

/// What is written down of a failure.
pub(super) fn failure(error: &MailError) -> Ending {
    let (class, details) = (error.class().code(), error.reason().to_owned());
    match error.class().remedy() {
        Remedy::Retry | Remedy::Wait => Ending::Failed { class, details },
        Remedy::GiveUp => Ending::GivenUp { class, details },
        Remedy::Stop => Ending::PutOff { class, details },
    }
}
