//! Moving emails from state to state: the one place that writes a state, and with it the log (DM-ST-35).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::worker::is_with_worker;
use super::{Action, State, TransitionError};
use crate::db::Change;

/// The log keeps so many characters of a report.
pub(super) const LONGEST_DETAILS: usize = 2000;

/// What is to happen to emails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    /// What happens.
    pub(super) action: Action,
    /// What the log says of it.
    pub(super) details: &'a str,
    /// Who does it; nobody for the system.
    pub(super) author: Option<i32>,
    /// The lease that the emails must be held under, where they must be.
    pub(super) owner: Option<&'a str>,
    /// Until when the lease holds, where that changes.
    pub(super) until: Option<DateTime<Utc>>,
}

impl<'a> Step<'a> {
    pub(super) fn by(author: Option<i32>, action: Action, details: &'a str) -> Self {
        Self { action, details, author, owner: None, until: None }
    }

    pub(super) fn under(owner: Option<&'a str>, action: Action, details: &'a str) -> Self {
        Self { action, details, author: None, owner, until: None }
    }
}

/// Where an email was, and where it is now; nothing where the action was out of place.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) id: Uuid,
    pub(super) before: String,
    pub(super) after: Option<String>,
}

/// Moves those of `emails` that the action is in place for, and writes a log row for each: one statement, which holds the rows.
/// What does not exist, or is not held by the lease's owner, is not in the answer.
pub(super) async fn step_all(change: &mut Change, emails: &[Uuid], step: Step<'_>) -> Result<Vec<Moved>, TransitionError> {
    step_each(change, emails, &vec![step.details.to_owned(); emails.len()], step).await
}

/// [`step_all`], where the log says something else of each: `details` in the order of `emails`, in place of the step's own.
pub(super) async fn step_each(
    change: &mut Change,
    emails: &[Uuid],
    details: &[String],
    step: Step<'_>,
) -> Result<Vec<Moved>, TransitionError> {
    let (from, to) = step.action.steps();
    let details: Vec<String> = details.iter().map(|text| text.chars().take(LONGEST_DETAILS).collect()).collect();
    let now = change.now();
    Ok(sqlx::query_as!(
        Moved,
        r#"WITH asked AS (
                SELECT x.id, x.details FROM unnest($1::uuid[], $5::text[]) AS x (id, details)
            ), held AS (
                SELECT id, state FROM scheduled_email WHERE id = ANY($1) AND ($7::text IS NULL OR lease_owner = $7) ORDER BY id FOR UPDATE
            ), moved AS (
                UPDATE scheduled_email e SET state = step.becomes, version = e.version + 1, last_updated_at = $4,
                    lease_owner = CASE WHEN step.becomes IN ('locked', 'running') THEN e.lease_owner END,
                    lease_expires_at = CASE WHEN step.becomes IN ('locked', 'running') THEN coalesce($8, e.lease_expires_at) END
                FROM held JOIN unnest($2::text[], $3::text[]) AS step (was, becomes) ON step.was = held.state
                WHERE e.id = held.id RETURNING e.id, held.state AS was, e.state AS becomes
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
                SELECT $4, moved.id, moved.was, moved.becomes, asked.details, $6 FROM moved JOIN asked ON asked.id = moved.id
            )
            SELECT held.id AS "id!", held.state AS "before!", moved.becomes AS "after?" FROM held LEFT JOIN moved USING (id) ORDER BY held.id"#,
        emails,
        &from,
        &to,
        now,
        &details,
        step.author,
        step.owner,
        step.until
    )
    .fetch_all(&mut **change)
    .await?)
}

/// Moves one email; gives its state.
pub(super) async fn step(change: &mut Change, email: Uuid, step: Step<'_>) -> Result<State, TransitionError> {
    let moved = step_all(change, &[email], step).await?.pop().ok_or(TransitionError::Missing)?;
    let state = |code: &str| {
        State::of(code).ok_or_else(|| {
            let value = code.to_owned();
            TransitionError::Store(crate::Error::Inconsistent { table: "scheduled_email", column: "state", value })
        })
    };
    match moved.after {
        Some(after) => state(&after),
        None => Err(TransitionError::Illegal { state: state(&moved.before)?, action: step.action }),
    }
}

/// Holds an email until the change is over, unless a worker may be with it: what becomes of that call is about to be known.
async fn hold_at_rest(change: &mut Change, email: Uuid) -> Result<(), TransitionError> {
    let lease = sqlx::query!("SELECT state, lease_expires_at FROM scheduled_email WHERE id = $1 FOR UPDATE", email)
        .fetch_optional(&mut **change)
        .await?
        .ok_or(TransitionError::Missing)?;
    if lease.state == State::Running.code() && is_with_worker(lease.lease_expires_at, change.now()) {
        return Err(TransitionError::InFlight);
    }
    Ok(())
}

/// Notes that an email has arrived although nobody told us (EML-CTL-11).
///
/// # Errors
/// When it is in no such state, a worker may be with it, or the database refuses.
pub async fn mark_sent(change: &mut Change, email: Uuid, author: Option<i32>) -> Result<State, TransitionError> {
    hold_at_rest(change, email).await?;
    let now = change.now();
    let state = step(change, email, Step::by(author, Action::MarkSent, "Somebody knows that it has arrived.")).await?;
    sqlx::query!("UPDATE scheduled_email SET sent_at = $2 WHERE id = $1", email, now).execute(&mut **change).await?;
    Ok(state)
}

/// Sends an email again of which somebody knows that it has not arrived (EML-CTL-11): now, as if for the first time.
///
/// # Errors
/// When it is in no such state, a worker may be with it, another one waits, or the database refuses.
pub async fn send_again(change: &mut Change, email: Uuid, author: Option<i32>) -> Result<State, TransitionError> {
    hold_at_rest(change, email).await?;
    let state = step(change, email, Step::by(author, Action::SendAgain, "Somebody knows that it has not arrived.")).await?;
    super::edit::begin_anew(change, email).await?;
    Ok(state)
}
