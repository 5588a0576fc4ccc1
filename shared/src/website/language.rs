//! The language that a website names.

use sqlx::PgConnection;

use crate::Result;

/// The language with this subtag, in any case: of several the one that most people speak (LKP-17); one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn language(db: &mut PgConnection, subtag: &str) -> Result<Option<i32>> {
    let found = sqlx::query_scalar!(
        "SELECT l.id FROM language l WHERE lower(l.subtag) = lower($1)
         ORDER BY (SELECT count(*) FROM person_language p WHERE p.language_id = l.id) DESC, l.id LIMIT 1",
        subtag,
    );
    Ok(found.fetch_optional(db).await?)
}
