//! Kinds of activities in the community that count as getting involved (data-model.md §2.9).

use sqlx::PgConnection;

use crate::Result;
use crate::db::Change;

mod repository;

pub use repository::is_our_repository;

/// The activity whose address must be one of ours (DM-TPROG-07).
pub const GITHUB_CONTRIBUTION: &str = "GitHub Contribution";
/// The activity that is offered last.
pub const OTHER: &str = "Other";

/// An activity that a form offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Record id.
    pub id: i32,
    /// How it is shown.
    pub label: String,
    /// It needs an address.
    pub url_required: bool,
    /// It needs a day, and has none otherwise.
    pub date_required: bool,
    /// It needs words.
    pub notes_required: bool,
}

/// The activities that are offered, by name with [`OTHER`] last, and the one that the edited record has: one statement.
/// Archived ones are offered to nobody else.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection, current: Option<i32>) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        "SELECT id, display_name AS label, url_required, date_required, notes_required FROM involvement
         WHERE archived_at IS NULL OR id = $1 ORDER BY name = $2, name",
        current,
        OTHER
    )
    .fetch_all(db)
    .await?)
}

/// What became of an attempt to archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Archived {
    /// It is offered no more; what has it keeps it.
    Now,
    /// It was archived before.
    Before,
}

/// Archives an activity: activities are never deleted, past progress is of their kind. `None` when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn archive(change: &mut Change, id: i32) -> Result<Option<Archived>> {
    let now = change.now();
    let before = sqlx::query_scalar!("SELECT archived_at FROM involvement WHERE id = $1 FOR UPDATE", id)
        .fetch_optional(&mut **change)
        .await?;
    match before {
        None => Ok(None),
        Some(Some(_)) => Ok(Some(Archived::Before)),
        Some(None) => {
            sqlx::query!("UPDATE involvement SET archived_at = $2, last_updated_at = $2 WHERE id = $1", id, now)
                .execute(&mut **change)
                .await?;
            Ok(Some(Archived::Now))
        }
    }
}
