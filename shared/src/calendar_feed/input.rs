//! What the form for a new feed sends.

use serde::{Deserialize, Serialize};

use super::FeedKind;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// A person has at most so many feeds that are not revoked.
pub const MOST_FEEDS: i64 = 50;
/// The filters of a list may be so long, in characters.
pub const LONGEST_QUERY: usize = 2000;

/// The form's fields by their names. Which of `event`, `person` and `query` counts follows from `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedInput {
    /// What its owner calls it, and calendar programs too.
    pub name: String,
    /// What it holds.
    pub kind: FeedKind,
    /// The event.
    pub event: Option<i32>,
    /// The person whose tasks it is about.
    pub person: Option<i32>,
    /// The filters of the list, as its address has them; none for all events.
    pub query: Option<String>,
}

impl Input for FeedInput {
    /// Whose feed it becomes.
    type Own = i32;

    async fn check(&self, db: &mut Db, owner: &i32) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let facts = sqlx::query!(
            r#"SELECT EXISTS (SELECT FROM event WHERE id = $1) AS "event!", EXISTS (SELECT FROM person WHERE id = $2) AS "person!",
                (SELECT count(*) FROM calendar_feed WHERE owner_id = $3 AND revoked_at IS NULL) AS "feeds!""#,
            self.event,
            self.person,
            *owner
        )
        .fetch_one(db)
        .await?;
        let (subject, is_there) = match self.kind {
            FeedKind::Event => ("event", facts.event),
            FeedKind::Person => ("person", facts.person),
            FeedKind::List => ("query", true),
        };
        errors.require(is_there, FieldErrors::FORM, &format!("The {subject} does not exist any more."));
        let is_short = self.query.as_ref().is_none_or(|query| query.chars().count() <= LONGEST_QUERY);
        errors.require(is_short, FieldErrors::FORM, "These are too many filters for a feed. Choose fewer.");
        errors.require(
            facts.feeds < MOST_FEEDS,
            FieldErrors::FORM,
            &format!("You have {MOST_FEEDS} calendar feeds. Revoke one that you do not need any more, then try again."),
        );
        Ok(errors)
    }
}
