//! Writing curricula.

use super::CurriculumInput;
use crate::Result;
use crate::db::Change;

/// Stores a new curriculum that has passed [`CurriculumInput::check`](crate::check::Input::check). Gives its id.
///
/// # Errors
/// When the database refuses; slug or name may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &CurriculumInput) -> Result<i32> {
    let id = sqlx::query_scalar!("INSERT INTO curriculum (slug, name) VALUES ($1, $2) RETURNING id", input.slug, input.name)
        .fetch_one(&mut **change)
        .await?;
    update(change, id, input).await?;
    Ok(id)
}

/// Stores a changed curriculum that has passed [`CurriculumInput::check`](crate::check::Input::check). One that stands for
/// "don't know yet" or for mix & match takes that from the one that did: there is at most one of each (DM-CURR-01).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: &CurriculumInput) -> Result<()> {
    sqlx::query!(
        "UPDATE curriculum SET unknown = unknown AND NOT $2, mix_match = mix_match AND NOT $3
         WHERE id <> $1 AND ((unknown AND $2) OR (mix_match AND $3))",
        id,
        input.unknown,
        input.mix_match
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "UPDATE curriculum SET active = $2, carpentry = $3, slug = $4, name = $5, description = $6, other = $7, unknown = $8, mix_match = $9,
            website = $10 WHERE id = $1",
        id,
        input.active,
        input.carpentry,
        input.slug,
        input.name,
        input.description,
        input.other,
        input.unknown,
        input.mix_match,
        input.website
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
