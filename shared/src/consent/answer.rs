//! Writing answers.

use super::ConsentInput;
use crate::Result;
use crate::db::Change;

/// Records what the person answered: for each term that they chose another option of than their present one, the present
/// consent is archived and a new one made; what was left empty or as it is changes nothing (DM-CONS-08). Gives the number
/// of new answers.
///
/// # Errors
/// When the database refuses: somebody else answered for this person in the same moment.
pub async fn record(change: &mut Change, person: i32, input: &ConsentInput) -> Result<u64> {
    let now = change.now();
    let (slugs, options): (Vec<String>, Vec<i32>) =
        input.answers.iter().filter_map(|(slug, option)| option.map(|option| (slug.clone(), option))).unzip();
    sqlx::query!(
        "UPDATE consent c SET archived_at = $4, last_updated_at = $4
         FROM unnest($2::text[], $3::int[]) x (slug, option_id)
         JOIN term t ON t.slug = x.slug AND t.archived_at IS NULL
         JOIN term_option o ON o.id = x.option_id AND o.term_id = t.id AND o.archived_at IS NULL
         WHERE c.person_id = $1 AND c.term_id = t.id AND c.archived_at IS NULL AND c.term_option_id IS DISTINCT FROM o.id",
        person,
        &slugs,
        &options,
        now
    )
    .execute(&mut **change)
    .await?;
    let done = sqlx::query!(
        "INSERT INTO consent (created_at, last_updated_at, person_id, term_id, term_option_id)
         SELECT $4, $4, $1, t.id, o.id
         FROM unnest($2::text[], $3::int[]) x (slug, option_id)
         JOIN term t ON t.slug = x.slug AND t.archived_at IS NULL
         JOIN term_option o ON o.id = x.option_id AND o.term_id = t.id AND o.archived_at IS NULL
         WHERE NOT EXISTS (SELECT FROM consent c WHERE c.person_id = $1 AND c.term_id = t.id AND c.archived_at IS NULL)",
        person,
        &slugs,
        &options,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(done.rows_affected())
}

/// Archives all answers of the person, and asks every active term anew (DM-ARCH-02).
///
/// # Errors
/// When the database refuses.
pub async fn renew_all(change: &mut Change, person: i32) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE consent SET archived_at = $2, last_updated_at = $2 WHERE person_id = $1 AND archived_at IS NULL",
        person,
        now
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "INSERT INTO consent (created_at, last_updated_at, person_id, term_id)
         SELECT $2, $2, $1, id FROM term WHERE archived_at IS NULL ORDER BY id",
        person,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
