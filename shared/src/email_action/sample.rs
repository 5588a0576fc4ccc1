//! What an action would send about a record, for people who try its template out.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::action;
use super::facts::Facts;
use super::wish::Now;
use crate::Result;
use crate::db::Db;
use crate::email_template::Signal;
use crate::scheduled_email::{Plan, When};

/// An email that nobody has scheduled.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What the record that it is about is called.
    pub label: String,
    /// The email.
    pub plan: Plan,
}

/// The email that an action would make about the record `id` of its kind ([`Signal::about`]), whether its conditions are met or not;
/// `None` where there is no such record. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn sample(db: &mut Db, signal: Signal, id: i32, now: DateTime<Utc>) -> Result<Option<Sample>> {
    let Some(action) = action::of(signal) else { return Ok(None) };
    let subject = action.of.subject(id);
    let facts = Facts::read(db, BTreeSet::from([subject])).await?;
    let Some(label) = facts.label(subject) else { return Ok(None) };
    let Some((_, target)) = facts.subjects(action).into_iter().next() else { return Ok(None) };
    let wish = facts.wish(action, target.id, Now(now));
    // Without a date nobody can tell when, which is no matter here.
    let when = wish.when.unwrap_or(When::Immediately);
    let plan = Plan { signal, context: wish.context, when, to: wish.to, recipients: wish.recipients, target: Some(target) };
    Ok(Some(Sample { label, plan }))
}
