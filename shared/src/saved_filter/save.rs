//! Writing saved filters. They are no records: history keeps nothing of them.

use super::{FilterInput, Own};
use crate::Result;
use crate::db::Change;

/// Stores a new filter that has passed [`FilterInput::check`](crate::check::Input::check).
///
/// # Errors
/// When the database refuses; the same person may have saved another by this name meanwhile.
pub async fn create(change: &mut Change, own: &Own, input: &FilterInput) -> Result<()> {
    sqlx::query!(
        "INSERT INTO saved_filter (person_id, list, name, query, is_shared) VALUES ($1, $2, $3, $4, $5)",
        own.person,
        own.list,
        input.name,
        own.query,
        input.shared
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Renames the filter, and shares it or no longer.
///
/// # Errors
/// As [`create`].
pub async fn update(change: &mut Change, id: i32, input: &FilterInput) -> Result<()> {
    sqlx::query!("UPDATE saved_filter SET name = $2, is_shared = $3 WHERE id = $1", id, input.name, input.shared)
        .execute(&mut **change)
        .await?;
    Ok(())
}

/// Deletes the filter.
///
/// # Errors
/// When the database cannot be asked.
pub async fn remove(change: &mut Change, id: i32) -> Result<()> {
    sqlx::query!("DELETE FROM saved_filter WHERE id = $1", id).execute(&mut **change).await?;
    Ok(())
}
