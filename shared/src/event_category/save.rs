//! Writing categories.

use uuid::Uuid;

use super::CategoryInput;
use crate::Result;
use crate::db::Change;

/// Stores a new category; gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, input: &CategoryInput) -> Result<Uuid> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO event_category (created_at, name, description, active) VALUES ($1, $2, $3, $4) RETURNING id",
        now,
        input.name,
        input.description,
        input.active
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed category.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: Uuid, input: &CategoryInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE event_category SET last_updated_at = $2, name = $3, description = $4, active = $5 WHERE id = $1",
        id,
        now,
        input.name,
        input.description,
        input.active
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
