//! Writing benefits.

use uuid::Uuid;

use super::BenefitInput;
use crate::Result;
use crate::db::Change;

/// Stores a new benefit that has passed its rules; gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, input: &BenefitInput) -> Result<Uuid> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO benefit (created_at, name, description, unit_type, credits, active) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        now,
        input.name,
        input.description,
        input.unit_type,
        input.credits,
        input.active
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed benefit that has passed its rules.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: Uuid, input: &BenefitInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE benefit SET last_updated_at = $2, name = $3, description = $4, unit_type = $5, credits = $6, active = $7 WHERE id = $1",
        id,
        now,
        input.name,
        input.description,
        input.unit_type,
        input.credits,
        input.active
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
