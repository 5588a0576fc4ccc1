//! What SES tells of mail that it has taken (docs/mail.md): sent, delayed, delivered, came back, called unwanted, refused.
//!
//! EventBridge tells at least once and in no order; each event can be told again, and one that failed is.

use serde_json::Value;
use shared::clock::Clock;
use shared::db::{Change, Database};
use shared::mail_delivery::{self, Event, News, Store, Unreadable};
use shared::scheduled_email::{self, Heard, TransitionError};
use uuid::Uuid;
use web::Site;

/// What events are worked with.
#[derive(Debug, Clone)]
pub struct MailFeedback {
    /// Where scheduled emails are.
    pub database: Database,
    /// Where it is kept what becomes of mail.
    pub deliveries: Store,
    /// The configuration set of AMY's mail: others in the account send theirs. Without one, all of it is AMY's.
    pub configuration_set: Option<String>,
    /// The clock.
    pub clock: Clock,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is none of SES's events about mail.
    NoNews,
    /// It is about somebody else's mail.
    NotOurs,
    /// It was noted.
    Noted(Noted),
}

/// What was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// What has happened.
    pub news: News,
    /// At how many recipients.
    pub recipients: usize,
    /// How many addresses get no mail any more because of it.
    pub suppressed: usize,
    /// What it meant for the scheduled email; nothing for other mail.
    pub email: Option<Heard>,
}

/// Why an event was not noted, or not wholly. It can be told again.
#[derive(Debug, thiserror::Error)]
pub enum FeedbackError {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A store failed.
    #[error(transparent)]
    Store(#[from] shared::Error),
    /// The email's state was not changed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl MailFeedback {
    /// Works with what a site works with.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        Self {
            database: site.database().clone(),
            deliveries: site.deliveries().clone(),
            configuration_set: site.config().mail.configuration_set.clone(),
            clock: site.clock().clone(),
        }
    }

    /// Notes one event.
    ///
    /// # Errors
    /// When it cannot be read, or a store fails.
    pub async fn handle(&self, event: &Value) -> Result<Outcome, FeedbackError> {
        let Some(event) = mail_delivery::read(event)? else {
            tracing::info!(ignored = "no news of mail", "mail feedback");
            return Ok(Outcome::NoNews);
        };
        if self.configuration_set.is_some() && event.configuration_set != self.configuration_set {
            tracing::info!(ignored = "mail of somebody else", "mail feedback");
            return Ok(Outcome::NotOurs);
        }
        mail_delivery::note(&self.deliveries, &event).await?;
        let suppressed = mail_delivery::heed(&self.deliveries, &event).await?;
        let heard = match event.email {
            Some(email) => Some(self.hear(&event, email).await?),
            None => None,
        };
        // One has complained, whichever of those that SES names it was.
        let recipients = event.concerned().len().max(event.recipients.len().min(1));
        let noted = Noted { news: event.news, recipients, suppressed, email: heard };
        // Counted from the log; no addresses in it.
        tracing::info!(
            news = name(event.news),
            recipients = noted.recipients,
            suppressed,
            email = event.email.map(tracing::field::display),
            attempt = event.call.map(tracing::field::display),
            heard = heard.map(tracing::field::debug),
            state = heard.and_then(became),
            "mail feedback"
        );
        Ok(Outcome::Noted(noted))
    }

    /// What the event means for the scheduled email that the message was.
    async fn hear(&self, event: &Event, email: Uuid) -> Result<Heard, FeedbackError> {
        match event.news {
            News::Delay | News::Delivery | News::Complaint { is_praise: true } => Ok(Heard::Nothing),
            News::Send => {
                let awaits = scheduled_email::awaits_word(&mut *self.database.acquire().await?, email).await?;
                match awaits {
                    None => Ok(Heard::Unknown),
                    Some(false) => Ok(Heard::Nothing),
                    Some(true) => {
                        let mut change = self.change().await?;
                        let heard = scheduled_email::taken(&mut change, email, event.call, &event.message_id).await?;
                        change.commit().await?;
                        Ok(heard)
                    }
                }
            }
            News::Reject | News::RenderingFailure => {
                let (class, what) = match event.news {
                    News::Reject => ("message_rejected", "The provider refuses to deliver it"),
                    _ => ("rendering_failed", "The provider could not make the message"),
                };
                let details = sentence(what, event.recipients.first().map(|recipient| recipient.told.as_str()));
                let mut change = self.change().await?;
                let heard = scheduled_email::refused(&mut change, email, event.call, class, &details).await?;
                change.commit().await?;
                Ok(heard)
            }
            News::Bounce { .. } | News::Reply | News::Complaint { is_praise: false } => {
                let mut change = self.change().await?;
                let mut heard = Heard::Nothing;
                for details in remarks(event) {
                    let one = scheduled_email::remark(&mut change, email, &details).await?;
                    heard = if one == Heard::Nothing { heard } else { one };
                }
                change.commit().await?;
                Ok(heard)
            }
        }
    }

    async fn change(&self) -> Result<Change, FeedbackError> {
        Ok(self.database.unversioned(&self.clock).await?)
    }
}

/// What the log of the email says: a sentence of each recipient, or one of all where it is not known whom of them it is about.
fn remarks(event: &Event) -> Vec<String> {
    let of = |what: &str, who: &str, told: Option<&str>| sentence(&format!("{what} {who}"), told);
    if event.concerned().len() < event.recipients.len() {
        let all: Vec<&str> = event.recipients.iter().map(|recipient| recipient.address.as_str()).collect();
        let told = event.recipients.first().map(|recipient| recipient.told.as_str());
        return vec![of("It was marked as spam by one of:", &all.join(", "), told)];
    }
    let what = match event.news {
        News::Bounce { .. } => "It came back from",
        News::Reply => "A machine answered for",
        _ => "It was marked as spam by",
    };
    event.recipients.iter().map(|recipient| of(what, &recipient.address, Some(recipient.told.as_str()))).collect()
}

/// A sentence, with what a server said where it said something.
fn sentence(what: &str, told: Option<&str>) -> String {
    match told.filter(|told| !told.is_empty()) {
        Some(told) => format!("{what}: {told}"),
        None => format!("{what}."),
    }
}

/// The state that the email has gone on to. Those that are given up are counted, for the one alarm (template.yaml).
fn became(heard: Heard) -> Option<&'static str> {
    match heard {
        Heard::Moved(state) => Some(state.code()),
        Heard::Unknown | Heard::Nothing | Heard::Logged => None,
    }
}

/// What metrics call it (template.yaml).
fn name(news: News) -> &'static str {
    match news {
        News::Send => "send",
        News::Delay => "delay",
        News::Delivery => "delivery",
        News::Reject => "reject",
        News::RenderingFailure => "rendering_failure",
        News::Bounce { is_permanent: true } => "bounce",
        News::Bounce { is_permanent: false } => "soft_bounce",
        News::Reply => "reply",
        News::Complaint { is_praise: false } => "complaint",
        News::Complaint { is_praise: true } => "praise",
    }
}

#[cfg(test)]
mod tests {
    use shared::scheduled_email::State;

    use super::*;

    /// EML-NEW-13: template.yaml counts by this word.
    #[test]
    fn eml_new_13_the_log_says_of_an_email_that_it_is_given_up_and_of_one_that_stays_nothing() {
        assert_eq!(became(Heard::Moved(State::DeadLetter)), Some("dead_letter"));
        assert_eq!([Heard::Unknown, Heard::Nothing, Heard::Logged].map(became), [None; 3]);
    }
}
