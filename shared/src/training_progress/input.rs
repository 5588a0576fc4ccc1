//! What the form for a piece of progress sends, and what it starts from (TRN-03, TRN-04).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::State;
use crate::{Error, Result};

/// The form's fields by their names. Texts are trimmed, empty ones stand for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressInput {
    /// Person id of whose progress it is.
    pub trainee: i32,
    /// Requirement id.
    pub requirement: i32,
    /// How it was judged.
    pub state: State,
    /// Activity in the community, where the requirement asks for one (DM-TPROG-03).
    pub involvement_type: Option<i32>,
    /// Training, where the requirement asks for one (DM-TPROG-02).
    pub event: Option<i32>,
    /// Address of the work (DM-TPROG-01).
    pub url: String,
    /// When the activity took place (DM-TPROG-04).
    pub date: Option<NaiveDate>,
    /// The trainee's words; shown to admins, who leave them as they are.
    #[serde(default)]
    pub trainee_notes: String,
    /// The admins' words (DM-TPROG-05).
    pub notes: String,
}

/// A piece of progress as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: ProgressInput,
    /// Display string, such as `Demo progress of Ada Lovelace`.
    pub label: String,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored progress `id` as the form shows it: one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut PgConnection, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM training_progress WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT tp.trainee_id, tp.requirement_id, tp.state, tp.involvement_type_id, tp.event_id, tp.url, tp.date,
            tp.trainee_notes, tp.notes, r.name || ' progress of ' || person_full_name(p) AS "label!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'training_progress' AND v.object_id = tp.id::text)
                AS "version!"
           FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id JOIN person p ON p.id = tp.trainee_id
           WHERE tp.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(Stored {
            label: row.label,
            version: row.version,
            input: ProgressInput {
                trainee: row.trainee_id,
                requirement: row.requirement_id,
                state: read_state(&row.state)?,
                involvement_type: row.involvement_type_id,
                event: row.event_id,
                url: row.url.unwrap_or_default(),
                date: row.date,
                trainee_notes: row.trainee_notes,
                notes: row.notes,
            },
        })
    })
    .transpose()
}

/// The state that a row holds.
pub(super) fn read_state(key: &str) -> Result<State> {
    State::of(key).ok_or_else(|| Error::Inconsistent { table: "training_progress", column: "state", value: key.to_owned() })
}
