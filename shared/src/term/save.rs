//! Writing terms.

use super::TermInput;
use crate::Result;
use crate::db::Change;

/// Stores a new term that has passed [`TermInput::check`](crate::check::Input::check) with its answers. Everybody is asked
/// it by a trigger (DM-CONS-07). Gives its id.
///
/// # Errors
/// When the database refuses; the slug may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &TermInput) -> Result<i32> {
    let now = change.now();
    let id = sqlx::query_scalar!(
        "INSERT INTO term (created_at, slug, content, short_description) VALUES ($1, $2, $3, $4) RETURNING id",
        now,
        input.slug,
        input.content,
        input.short_description
    )
    .fetch_one(&mut **change)
    .await?;
    update(change, id, input).await?;
    Ok(id)
}

/// Stores a changed term that has passed [`TermInput::check`](crate::check::Input::check): its fields, its stored answers
/// where they changed, and new ones.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: &TermInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE term SET last_updated_at = $2, slug = $3, content = $4, training_request_content = $5, required_type = $6, help_text = $7,
            short_description = $8 WHERE id = $1",
        id,
        now,
        input.slug,
        input.content,
        input.training_request_content,
        input.required_type,
        input.help_text,
        input.short_description,
    )
    .execute(&mut **change)
    .await?;
    let ids: Vec<Option<i32>> = input.options.iter().map(|option| option.id).collect();
    let types: Vec<String> = input.options.iter().map(|option| option.option_type.clone()).collect();
    let contents: Vec<String> = input.options.iter().map(|option| option.content.clone()).collect();
    sqlx::query!(
        "UPDATE term_option o SET last_updated_at = $2, option_type = x.option_type, content = x.content
         FROM unnest($3::int[], $4::text[], $5::text[]) x (id, option_type, content)
         WHERE o.id = x.id AND o.term_id = $1 AND o.archived_at IS NULL AND (o.option_type, o.content) <> (x.option_type, x.content)",
        id,
        now,
        &ids as &[Option<i32>],
        &types,
        &contents
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "INSERT INTO term_option (created_at, last_updated_at, term_id, option_type, content)
         SELECT $2, $2, $1, x.option_type, x.content
         FROM unnest($3::int[], $4::text[], $5::text[]) WITH ORDINALITY x (id, option_type, content, position)
         WHERE x.id IS NULL ORDER BY x.position",
        id,
        now,
        &ids as &[Option<i32>],
        &types,
        &contents
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
