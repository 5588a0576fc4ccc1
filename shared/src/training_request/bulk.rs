//! Many applications at once (TRQ-01): accepted, discarded, or taken out of their trainings.

use serde::{Deserialize, Serialize};

use super::input::read_state;
use super::{Action, Refused, Situation};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::event::{self, ReportsLink};

/// The chosen applications.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkInput {
    /// Their ids.
    pub requests: Vec<i32>,
}

impl Input for BulkInput {
    /// What is to be done to them.
    type Own = Action;

    async fn check(&self, db: &mut Db, own: &Action) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        require_possible(db, &self.requests, *own, &mut errors).await?;
        Ok(errors)
    }
}

/// Refuses what cannot be done to each of the chosen applications: one statement.
pub(super) async fn require_possible(db: &mut Db, requests: &[i32], action: Action, errors: &mut FieldErrors) -> Result<()> {
    let rows = sqlx::query!(
        r#"SELECT r.state, r.person_id IS NOT NULL AS "has_person!",
            EXISTS (SELECT FROM training_task t WHERE t.person_id = r.person_id) AS "has_training!"
           FROM unnest($1::int[]) x (id) JOIN training_request r ON r.id = x.id"#,
        requests
    )
    .fetch_all(db)
    .await?;
    errors.require(!requests.is_empty(), "requests", "Select at least one request.");
    errors.require(rows.len() == requests.len(), "requests", "One of these requests does not exist any more. Select again.");
    for row in rows {
        let situation = Situation { has_person: row.has_person, has_training: row.has_training };
        if let Err(refused) = read_state(&row.state)?.transition(action, situation) {
            errors.add(FieldErrors::FORM, refused.to_string());
        }
    }
    Ok(())
}

/// Does to all of the chosen applications what only changes their state: accepts or discards them (DM-TREQ-10, DM-ST-02). One
/// statement; gives how many there are.
///
/// # Errors
/// When the database refuses.
pub async fn decide(change: &mut Change, requests: &[i32], action: Action) -> Result<Result<u64, Refused>> {
    let state = match super::State::default().transition(action, Situation::default()) {
        Ok(state) => state,
        Err(refused) => return Ok(Err(refused)),
    };
    let now = change.now();
    let done = sqlx::query!(
        "UPDATE training_request SET state = $2, last_updated_at = $3 WHERE id = ANY($1)",
        requests,
        state.key(),
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(Ok(done.rows_affected()))
}

/// A person's part in a training that [`unmatch`] takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedTask {
    /// Task id.
    pub id: i32,
    /// Full name of the person.
    pub person: String,
    /// Event id.
    pub event_id: i32,
    /// Slug of the event.
    pub event: String,
}

/// The training tasks of the persons matched to these applications: what [`unmatch`] will delete. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn training_tasks(db: &mut Db, requests: &[i32]) -> Result<Vec<RemovedTask>> {
    Ok(sqlx::query_as!(
        RemovedTask,
        r#"SELECT t.id AS "id!", person_full_name(p) AS "person!", t.event_id AS "event_id!", e.slug AS event
           FROM training_task t JOIN person p ON p.id = t.person_id JOIN event e ON e.id = t.event_id
           WHERE t.person_id IN (SELECT r.person_id FROM training_request r WHERE r.id = ANY($1))
           ORDER BY p.family, p.personal, p.id, e.slug"#,
        requests
    )
    .fetch_all(db)
    .await?)
}

/// Deletes all training tasks of the persons matched to these applications, which have passed their check for
/// [`Action::Unmatch`]; their state stays (DM-TREQ-10, DM-ST-05). Gives what is deleted.
///
/// # Errors
/// When the database refuses.
pub async fn unmatch(change: &mut Change, requests: &[i32], reports: &ReportsLink) -> Result<Vec<RemovedTask>> {
    let removed = training_tasks(change, requests).await?;
    let tasks: Vec<i32> = removed.iter().map(|task| task.id).collect();
    sqlx::query!("DELETE FROM task WHERE id = ANY($1)", &tasks).execute(&mut **change).await?;
    let events: Vec<i32> = removed.iter().map(|task| task.event_id).collect();
    event::resave_all(change, &events, reports).await?;
    Ok(removed)
}
