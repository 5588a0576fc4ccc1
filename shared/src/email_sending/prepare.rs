//! From a claimed email to a message: what its references stand for, whether it is still wanted, and its templates filled in.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::caught::caught;
use super::message;
use crate::Result;
use crate::db::Db;
use crate::email_action;
use crate::email_context::{self, Problem, Resolved};
use crate::email_render::Renderer;
use crate::email_template::Signal;
use crate::mail::{Class, Mail, MailError};
use crate::record::Kind;
use crate::scheduled_email::{Claimed, Context, Recipient, Target};

/// What the references of an email stand for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The variables of its templates.
    pub context: Map<String, Value>,
    /// The addresses that it goes to.
    pub to: Vec<String>,
    /// Recipients that have no address by now, as the references that they are.
    pub dropped: Vec<String>,
}

/// Makes messages of emails.
pub trait Prepare: Send + Sync + 'static {
    /// What the references of the emails stand for, in their order, each with what is wrong with it: a number of statements that
    /// does not depend on how many they are.
    ///
    /// # Errors
    /// When the database cannot be asked. One email that it cannot be asked about makes it fail for all: they are asked about one by
    /// one then.
    fn drafts(&self, db: &mut Db, emails: &[Claimed]) -> impl Future<Output = Result<Vec<Result<Draft, MailError>>>> + Send;

    /// Why the email's action does not want it any more; nothing where it does (EML-NEW-06).
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn unmet(&self, db: &mut Db, email: &Claimed, now: DateTime<Utc>) -> impl Future<Output = Result<Option<String>>> + Send;

    /// The message. It may take its time, and panic: neither matters to other emails.
    ///
    /// # Errors
    /// When a template cannot be filled in.
    fn mail(&self, email: &Claimed, draft: Draft) -> Result<Mail, MailError>;
}

/// The emails' own templates.
#[derive(Debug)]
pub struct Templates {
    renderer: Renderer,
}

impl Default for Templates {
    fn default() -> Self {
        Self::new(Renderer::new())
    }
}

impl From<Problem> for MailError {
    fn from(problem: Problem) -> Self {
        Self::new(problem.class, problem.message)
    }
}

impl Templates {
    /// Fills them in with `renderer`.
    #[must_use]
    pub fn new(renderer: Renderer) -> Self {
        Self { renderer }
    }
}

impl Prepare for Templates {
    async fn drafts(&self, db: &mut Db, emails: &[Claimed]) -> Result<Vec<Result<Draft, MailError>>> {
        let references: Vec<Result<References, MailError>> = emails.iter().map(References::of).collect();
        let readable: Vec<(&Context, &[Recipient])> =
            references.iter().flatten().map(|read| (&read.context, read.recipients.as_slice())).collect();
        let mut resolved = email_context::resolve(db, &readable).await?.into_iter();
        let drafts = references.into_iter().map(|read| {
            read?;
            let nothing = || MailError::new(Class::Internal, "its references stand for nothing");
            draft(resolved.next().ok_or_else(nothing)?)
        });
        Ok(drafts.collect())
    }

    async fn unmet(&self, db: &mut Db, email: &Claimed, now: DateTime<Utc>) -> Result<Option<String>> {
        let signal = email.signal.as_deref().and_then(Signal::of);
        let kind = email.target_type.as_deref().and_then(Kind::of);
        let (Some(signal), Some(kind), Some(id)) = (signal, kind, email.target_id) else { return Ok(None) };
        let unmet = email_action::recheck(db, signal, Target { kind, id }, now).await?;
        Ok(unmet.map(|unmet| format!("It is not wanted any more: {unmet}.")))
    }

    fn mail(&self, email: &Claimed, draft: Draft) -> Result<Mail, MailError> {
        if email.is_direct {
            return Ok(message::direct(email));
        }
        let rendered = self.renderer.render(&email.subject, &email.body, &draft.context)?;
        Ok(message::filled_in(email, draft.to, rendered))
    }
}

/// What an email refers to.
struct References {
    context: Context,
    recipients: Vec<Recipient>,
}

impl References {
    fn of(email: &Claimed) -> Result<Self, MailError> {
        let unreadable =
            |error: serde_json::Error| MailError::new(Class::ObjectMissing, format!("a reference cannot be read: {error}"));
        Ok(Self {
            context: serde_json::from_value(email.context.clone()).map_err(unreadable)?,
            recipients: serde_json::from_value(email.recipients.clone()).map_err(unreadable)?,
        })
    }
}

fn draft(resolved: Resolved) -> Result<Draft, MailError> {
    Ok(Draft { context: resolved.context?, to: resolved.to?, dropped: resolved.dropped })
}

/// [`Prepare::drafts`] with one email that the database cannot be asked about, or that makes it panic, kept apart from the others.
/// Direct mail needs none.
pub(super) async fn drafts<P: Prepare>(prepare: &P, db: &mut Db, emails: &[Claimed]) -> Result<Vec<Result<Draft, MailError>>> {
    let templated: Vec<Claimed> = emails.iter().filter(|email| !email.is_direct).cloned().collect();
    let internal = |why: &str| Err(MailError::new(Class::Internal, why));
    let drafts = match caught(prepare.drafts(db, &templated)).await {
        _ if templated.is_empty() => Vec::new(),
        Some(Ok(drafts)) => drafts,
        Some(Err(error)) if error.is_unavailable() => return Err(error),
        Some(Err(_)) | None => {
            let mut drafts = Vec::with_capacity(templated.len());
            for email in &templated {
                drafts.push(match caught(prepare.drafts(db, std::slice::from_ref(email))).await {
                    Some(Ok(draft)) => draft.into_iter().next().unwrap_or_else(|| internal("there is no draft")),
                    Some(Err(error)) if error.is_unavailable() => return Err(error),
                    Some(Err(error)) => internal(&error.to_string()),
                    None => internal("finding out what it refers to panicked"),
                });
            }
            drafts
        }
    };
    let mut drafts = drafts.into_iter();
    let missing = || internal("there is no draft");
    Ok(emails
        .iter()
        .map(|email| if email.is_direct { Ok(Draft::default()) } else { drafts.next().unwrap_or_else(missing) })
        .collect())
}

/// The award that an email tells of, by its id.
pub(super) fn award(email: &Claimed) -> Option<i32> {
    let links: BTreeMap<String, Value> = serde_json::from_value(email.context.clone()).ok()?;
    links.get("award")?.as_str()?.strip_prefix("api:award#")?.parse().ok()
}
