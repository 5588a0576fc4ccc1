//! Whether an email should still be sent when its time has come (EML-NEW-06).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::action::{self, Exists};
use super::facts::Facts;
use super::wish::{Now, Tested};
use crate::Result;
use crate::db::Db;
use crate::email_template::Signal;
use crate::scheduled_email::Target;

/// Why an email should not be sent any more: the conditions that are not met, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet(pub Vec<String>);

impl std::fmt::Display for Unmet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

/// The conditions of an action that a record does not meet right before its email is sent; `None` when it should be sent. What an
/// action only ever makes has no conditions afterwards. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn recheck(db: &mut Db, signal: Signal, target: Target, now: DateTime<Utc>) -> Result<Option<Unmet>> {
    let Some(action) = action::of(signal).filter(|action| action.exists != Exists::Never) else { return Ok(None) };
    let subject = action.of.subject(target.id);
    let facts = Facts::read(db, BTreeSet::from([subject])).await?;
    let unmet = facts.wish(action, target.id, Now(now)).unmet(|tested| tested == Tested::Always);
    Ok((!unmet.is_empty()).then_some(Unmet(unmet)))
}
