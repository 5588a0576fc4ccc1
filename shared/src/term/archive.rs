//! Archiving terms and their answers. Nothing of them is ever deleted (DM-CONS-06).

use super::{AGREE, OPTIONAL};
use crate::Result;
use crate::db::Change;

/// What came of archiving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Archival {
    /// It is archived now.
    Done,
    /// It was archived before. Nothing was changed (DM-CONS-06).
    Already,
    /// It is the only answer by which people can agree to a required term. Nothing was changed (DM-CONS-05).
    OnlyAgreement,
}

/// Archives the term `id` with its active options and all active consents to it; nobody is asked it again (DM-CONS-04).
/// `None` when there is no such term.
///
/// # Errors
/// When the database refuses.
pub async fn archive(change: &mut Change, id: i32) -> Result<Option<Archival>> {
    let now = change.now();
    let term = sqlx::query!("SELECT archived_at FROM term WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut **change).await?;
    let Some(term) = term else { return Ok(None) };
    if term.archived_at.is_some() {
        return Ok(Some(Archival::Already));
    }
    sqlx::query!("UPDATE term SET archived_at = $2, last_updated_at = $2 WHERE id = $1", id, now).execute(&mut **change).await?;
    sqlx::query!(
        "UPDATE term_option SET archived_at = $2, last_updated_at = $2 WHERE term_id = $1 AND archived_at IS NULL",
        id,
        now
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!("UPDATE consent SET archived_at = $2, last_updated_at = $2 WHERE term_id = $1 AND archived_at IS NULL", id, now)
        .execute(&mut **change)
        .await?;
    Ok(Some(Archival::Done))
}

/// Archives the option `id` with all active consents that chose it, and asks those people again while the term is active
/// (DM-CONS-05, D-03). `None` when there is no such option.
///
/// # Errors
/// When the database refuses.
pub async fn archive_option(change: &mut Change, id: i32) -> Result<Option<Archival>> {
    let now = change.now();
    // The term is held, so that its other options cannot be archived meanwhile.
    let option = sqlx::query!(
        r#"SELECT o.archived_at, o.option_type, t.id AS term_id, t.required_type, t.archived_at AS term_archived_at
           FROM term_option o JOIN term t ON t.id = o.term_id WHERE o.id = $1 FOR UPDATE"#,
        id
    )
    .fetch_optional(&mut **change)
    .await?;
    let Some(option) = option else { return Ok(None) };
    if option.archived_at.is_some() {
        return Ok(Some(Archival::Already));
    }
    let term_is_active = option.term_archived_at.is_none();
    if option.option_type == AGREE && option.required_type != OPTIONAL && term_is_active {
        let others = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM term_option WHERE term_id = $1 AND id <> $2 AND option_type = 'agree' AND archived_at IS NULL)
               AS "others!""#,
            option.term_id,
            id
        )
        .fetch_one(&mut **change)
        .await?;
        if !others {
            return Ok(Some(Archival::OnlyAgreement));
        }
    }
    sqlx::query!("UPDATE term_option SET archived_at = $2, last_updated_at = $2 WHERE id = $1", id, now)
        .execute(&mut **change)
        .await?;
    let asked_again = sqlx::query_scalar!(
        "UPDATE consent SET archived_at = $2, last_updated_at = $2 WHERE term_option_id = $1 AND archived_at IS NULL RETURNING person_id",
        id,
        now
    )
    .fetch_all(&mut **change)
    .await?;
    if term_is_active {
        sqlx::query!(
            "INSERT INTO consent (created_at, last_updated_at, person_id, term_id) SELECT $1, $1, unnest($2::int[]), $3",
            now,
            &asked_again,
            option.term_id
        )
        .execute(&mut **change)
        .await?;
    }
    Ok(Some(Archival::Done))
}
