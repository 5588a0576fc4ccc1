//! Tasks that follow from something else.

use crate::Result;
use crate::db::Change;
use crate::event::{self, ReportsLink};

/// A task that is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ensured {
    /// Task id.
    pub id: i32,
    /// Whether it was there before.
    pub existed: bool,
}

/// Sees to it that a person has a role at an event; a new task saves the event again (DM-TASK-10). The role must exist.
///
/// # Errors
/// When the database refuses.
pub async fn ensure(change: &mut Change, event: i32, person: i32, role: &str, reports: &ReportsLink) -> Result<Ensured> {
    let created = sqlx::query_scalar!(
        "INSERT INTO task (event_id, person_id, role_id) SELECT $1, $2, r.id FROM role r WHERE r.name = $3
         ON CONFLICT DO NOTHING RETURNING id",
        event,
        person,
        role
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(id) = created {
        event::resave(change, event, reports).await?;
        return Ok(Ensured { id, existed: false });
    }
    let id = sqlx::query_scalar!(
        "SELECT t.id FROM task t JOIN role r ON r.id = t.role_id WHERE t.event_id = $1 AND t.person_id = $2 AND r.name = $3",
        event,
        person,
        role
    )
    .fetch_one(&mut **change)
    .await?;
    Ok(Ensured { id, existed: true })
}
