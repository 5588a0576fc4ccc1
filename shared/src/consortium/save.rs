//! Writing consortiums.

use super::ConsortiumInput;
use crate::Result;
use crate::db::{Change, Set, replace_set};

/// Stores a new consortium that has passed its rules; gives its id. An account is made when a partnership wants one.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, input: &ConsortiumInput) -> Result<i32> {
    let now = change.now();
    let id = sqlx::query_scalar!(
        "INSERT INTO consortium (created_at, name, description) VALUES ($1, $2, $3) RETURNING id",
        now,
        input.name,
        input.description
    )
    .fetch_one(&mut **change)
    .await?;
    replace_set(change, Set::ConsortiumOrganizations, id, &input.organisations).await?;
    Ok(id)
}

/// Stores a changed consortium that has passed its rules.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: &ConsortiumInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE consortium SET last_updated_at = $2, name = $3, description = $4 WHERE id = $1",
        id,
        now,
        input.name,
        input.description
    )
    .execute(&mut **change)
    .await?;
    replace_set(change, Set::ConsortiumOrganizations, id, &input.organisations).await
}
