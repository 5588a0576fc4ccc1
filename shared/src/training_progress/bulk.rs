//! The same progress for many trainees (TRN-02).

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::{ALREADY, Editing, Facts, NO_LEARNER, Named};
use super::{Given, State};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};

/// The fields of the form by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkInput {
    /// Person ids of the chosen trainees.
    pub trainees: Vec<i32>,
    /// Requirement id.
    pub requirement: i32,
    /// How it was judged.
    pub state: State,
    /// Activity in the community.
    pub involvement_type: Option<i32>,
    /// Training.
    pub event: Option<i32>,
    /// Address of the work.
    pub url: String,
    /// When the activity took place.
    pub date: Option<NaiveDate>,
    /// The admins' words.
    pub notes: String,
}

impl Input for BulkInput {
    type Own = Editing;

    /// What is wrong for all of them alike; [`add_to_all`] looks at each.
    async fn check(&self, db: &mut Db, own: &Editing) -> Result<FieldErrors> {
        let named = Named {
            requirement: Some(self.requirement),
            involvement: self.involvement_type,
            event: self.event,
            trainees: &self.trainees,
            own: own.id,
        };
        let facts = Facts::of(db, named).await?;
        let given = Given {
            state: self.state,
            url: Some(&self.url),
            event: Some(self.event.is_some()),
            involvement: Some(self.involvement_type.is_some()),
            date: Some(self.date),
            trainee_notes: None,
            notes: Some(&self.notes),
        };
        let mut errors = facts.violations(&named, &given, own.now);
        errors.require(!self.trainees.is_empty(), "trainees", "Select at least one trainee.");
        let chosen: HashSet<i32> = self.trainees.iter().copied().collect();
        errors.require(
            facts.trainees.len() == chosen.len(),
            "trainees",
            "One of these people does not exist any more. Select again.",
        );
        Ok(errors)
    }
}

/// A trainee who got no progress, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Display string of the trainee.
    pub trainee: String,
    /// Slug of the event.
    pub event: String,
    /// What kept them from it, in words.
    pub reason: &'static str,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Person ids of those who got it.
    pub trainees: Vec<i32>,
    /// The others (DM-TPROG-06).
    pub skipped: Vec<Skipped>,
}

/// Gives the progress of an input that has passed its check to each trainee for whom it is right: two statements. With an
/// event, that is who learns there and has no progress for it.
///
/// # Errors
/// When the database refuses.
pub async fn add_to_all(change: &mut Change, input: &BulkInput) -> Result<Added> {
    let now = change.now();
    let added: Vec<i32> = sqlx::query_scalar!(
        "INSERT INTO training_progress
            (created_at, trainee_id, requirement_id, state, involvement_type_id, event_id, url, date, notes)
         SELECT $1, p.id, $3, $4, $5, $6, nullif($7, ''), $8, $9 FROM person p
         WHERE p.id = ANY($2) AND ($6::int IS NULL OR EXISTS (
             SELECT FROM task k JOIN role r ON r.id = k.role_id
             WHERE k.event_id = $6 AND k.person_id = p.id AND r.name = 'learner'))
         ORDER BY p.family, p.personal, p.id
         ON CONFLICT ON CONSTRAINT training_progress_once DO NOTHING RETURNING trainee_id",
        now,
        &input.trainees,
        input.requirement,
        input.state.key(),
        input.involvement_type,
        input.event,
        input.url,
        input.date,
        input.notes
    )
    .fetch_all(&mut **change)
    .await?;
    let left = sqlx::query!(
        r#"SELECT person_label(p) AS "trainee!", e.slug AS event, EXISTS (
               SELECT FROM training_progress tp WHERE tp.trainee_id = p.id AND tp.event_id = e.id) AS "taken!"
           FROM person p JOIN event e ON e.id = $2
           WHERE p.id = ANY($1) AND p.id <> ALL($3) ORDER BY p.family, p.personal, p.id"#,
        &input.trainees,
        input.event,
        &added
    )
    .fetch_all(&mut **change)
    .await?;
    let skipped = left.into_iter().map(|row| Skipped {
        trainee: row.trainee,
        event: row.event,
        reason: if row.taken { ALREADY } else { NO_LEARNER },
    });
    Ok(Added { trainees: added, skipped: skipped.collect() })
}
