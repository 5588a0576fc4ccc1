//! Writing down what became of an email, each in a transaction of its own.

use std::time::Duration;

use uuid::Uuid;

use super::run::Worker;
use crate::db::Change;
use crate::mail::Class;
use crate::scheduled_email::{
    self, Failure, Sent, State, TransitionError, call_off, clear, fail, give_up, put_off, rest_sender, succeed,
};

/// A database that is away for a moment is asked again so often.
const TRIES: u32 = 3;
/// After a pause, twice as long each time.
const PAUSE: Duration = Duration::from_millis(200);

/// An email that a run is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Job {
    pub(super) id: Uuid,
    pub(super) attempt: i32,
    pub(super) round: i32,
    /// In whose name it is claimed.
    pub(super) owner: String,
    /// As [`scheduled_email::Claimed::cleared`].
    pub(super) cleared: Vec<String>,
    /// This attempt's name, where it certainly sent nothing and the note beside the database does not say so.
    pub(super) unnoted: Option<String>,
    /// The action by its code, or `direct`.
    pub(super) action: String,
    /// As how many messages it counts.
    pub(super) weight: u32,
    /// Whom it does not go to although it was meant to, in sentences for the log.
    pub(super) left_out: String,
}

impl Job {
    /// Notes whom it does not go to, and why.
    pub(super) fn leave_out(&mut self, why: &str, whom: &[String]) {
        if !whom.is_empty() {
            self.left_out.push_str(&format!(" {why}: {}.", whom.join(", ")));
        }
    }

    /// Writes down that this attempt sent nothing, where that is written nowhere else.
    pub(super) async fn clear(&self, change: &mut Change) -> Result<(), TransitionError> {
        match &self.unnoted {
            Some(name) => clear(change, self.id, name).await,
            None => Ok(()),
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// The provider has taken it, and calls it so.
    Sent(String),
    /// It is tried again, unless it was often enough.
    Failed { class: &'static str, details: String },
    /// It never goes.
    GivenUp { class: &'static str, details: String },
    /// It is not to blame, and goes another time.
    PutOff { class: &'static str, details: String },
    /// It is not wanted any more.
    CalledOff(String),
}

impl<P> Worker<P> {
    /// Writes down what became of an email that `owner` holds, or nobody any more. Gives its state, or nothing where somebody else
    /// has taken it.
    pub(super) async fn settle(&self, owner: Option<&str>, job: &Job, ending: &Ending) -> crate::Result<Option<State>> {
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.settle_once(owner, job, ending).await {
                Err(TransitionError::Store(error)) if error.is_unavailable() => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                outcome => return held(outcome),
            }
        }
        held(self.settle_once(owner, job, ending).await)
    }

    async fn settle_once(&self, owner: Option<&str>, job: &Job, ending: &Ending) -> Result<State, TransitionError> {
        let mut change = self.change().await?;
        let state = match ending {
            Ending::Sent(id) => {
                let sent = Sent { message_id: Some(id), details: "Taken by the provider." };
                succeed(&mut change, owner, job.id, sent).await?
            }
            Ending::Failed { class, details } => {
                let jitter = scheduled_email::jitter(job.id, job.attempt);
                let failure = Failure { class, details, jitter, most: self.settings.most_attempts };
                fail(&mut change, owner, job.id, failure).await?
            }
            Ending::GivenUp { class, details } => give_up(&mut change, owner, job.id, class, details).await?,
            Ending::PutOff { class, details } => {
                let owner = owner.unwrap_or_default();
                let state = put_off(&mut change, owner, job.id, class, details).await?;
                if *class == Class::Account.code() {
                    rest_sender(&mut change, owner, job.id).await?;
                }
                state
            }
            Ending::CalledOff(details) => call_off(&mut change, owner.unwrap_or_default(), job.id, details).await?,
        };
        job.clear(&mut change).await?;
        change.commit().await?;
        Ok(state)
    }
}

/// An email that is gone, or where it does not belong, is somebody else's by now.
pub(super) fn held(outcome: Result<State, TransitionError>) -> crate::Result<Option<State>> {
    match outcome {
        Ok(state) => Ok(Some(state)),
        Err(TransitionError::Store(error)) => Err(error),
        Err(TransitionError::Missing | TransitionError::Illegal { .. } | TransitionError::InFlight | TransitionError::Twin) => {
            Ok(None)
        }
    }
}
