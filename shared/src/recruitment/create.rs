//! Beginning to look for instructors (DM-RECR-03).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::Priority;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessInput {
    /// 1, 2 or 3; nothing for the automatic one.
    pub priority: Option<i32>,
    /// For instructors to read.
    pub notes: String,
}

impl Input for ProcessInput {
    type Own = ();

    async fn check(&self, _db: &mut Db, _own: &()) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let is_known = self.priority.is_none_or(|number| Priority::of(number).is_some());
        errors.require(is_known, "priority", "Choose one of the offered priorities, or none.");
        Ok(errors)
    }
}

/// An event for which instructors may be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProcess {
    /// The event's slug.
    pub slug: String,
    /// The process that there is already: it is shown instead of a second one.
    pub existing: Option<i32>,
    /// The priority that it would have by itself.
    pub automatic: i32,
    /// The notes to begin with: audience and notes of the request that led to the event.
    pub notes: String,
}

/// What a process for the event starts from: one statement. `None` when there is no such event, or it is over, or nobody knows
/// where it is (DM-EVENT-14).
///
/// # Errors
/// When the database cannot be asked.
pub async fn new_process(db: &mut PgConnection, event: i32, today: NaiveDate) -> Result<Option<NewProcess>> {
    Ok(sqlx::query_as!(
        NewProcess,
        r#"SELECT e.slug, (SELECT i.id FROM instructor_recruitment i WHERE i.event_id = e.id) AS existing,
            recruitment_priority(e.start, event_has_tag(e.id, 'online'), $2) AS "automatic!",
            coalesce((SELECT w.audience_description || E'\n\n' || w.user_notes FROM workshop_request w WHERE w.event_id = e.id), '')
                AS "notes!"
           FROM event e WHERE e.id = $1 AND event_may_recruit(e, $2)"#,
        event,
        today
    )
    .fetch_optional(db)
    .await?)
}

/// What came of beginning a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// A new one.
    New(i32),
    /// There was one already; nothing is changed.
    Existing(i32),
}

/// Begins a process that has passed its check; who begins it looks after it. `None` when the event does not take one.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, event: i32, input: &ProcessInput, creator: i32) -> Result<Option<Begun>> {
    let (now, today) = (change.now(), change.today());
    let row = sqlx::query!(
        r#"WITH target AS (SELECT e.id FROM event e WHERE e.id = $1 AND event_may_recruit(e, $6)),
            made AS (INSERT INTO instructor_recruitment (created_at, last_updated_at, event_id, priority, notes, assigned_to_id)
                SELECT $5, $5, id, $2, $3, $4 FROM target ON CONFLICT (event_id) DO NOTHING RETURNING id)
           SELECT (SELECT id FROM made) AS made, (SELECT i.id FROM instructor_recruitment i WHERE i.event_id = target.id) AS existing
           FROM target"#,
        event,
        input.priority,
        input.notes,
        creator,
        now,
        today
    )
    .fetch_optional(&mut **change)
    .await?;
    Ok(row.and_then(|row| row.made.map(Begun::New).or(row.existing.map(Begun::Existing))))
}
