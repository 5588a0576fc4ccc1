//! Comments on records (data-model.md §2.14, pages-core.md GLB-15).

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::Result;
use crate::access::Viewer;
use crate::db::Change;
use crate::record::{self, Kind};

/// A comment may be this long.
pub const LONGEST: usize = 3000;
/// AMY keeps so much of an author's name.
const LONGEST_NAME: usize = 50;

/// A comment as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Comment id, for its anchor.
    pub id: i32,
    /// The author's full name, or the stored name of one who is gone.
    pub author: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Markdown.
    pub body: String,
}

/// The comments on a record, oldest first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn on(db: &mut PgConnection, kind: Kind, id: &str) -> Result<Vec<Comment>> {
    Ok(sqlx::query_as!(
        Comment,
        r#"SELECT c.id, coalesce(nullif(person_full_name(p), ''), c.user_name) AS "author!", c.submit_date AS at, c.comment AS body
           FROM comment c LEFT JOIN person p ON p.id = c.person_id
           WHERE c.object_type = $1 AND c.object_id = $2 AND c.is_public AND NOT c.is_removed
           ORDER BY c.submit_date, c.id"#,
        kind.object_type(),
        id
    )
    .fetch_all(db)
    .await?)
}

/// Adds a comment that `author` has written; the same text by the same author on the same record and day is kept once (CMT-01).
/// Gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn add_once(
    change: &mut Change,
    kind: Kind,
    id: &str,
    author: &Viewer,
    text: &str,
    address: Option<&str>,
) -> Result<i32> {
    let known = sqlx::query_scalar!(
        "SELECT id FROM comment WHERE object_type = $1 AND object_id = $2 AND person_id = $3 AND comment = $4 AND submit_date::date = $5",
        kind.object_type(),
        id,
        author.id,
        text,
        change.today()
    )
    .fetch_optional(&mut **change)
    .await?;
    match known {
        Some(known) => Ok(known),
        None => add(change, kind, id, author, text, address).await,
    }
}

/// Adds a comment by `author`, such as one that an action leaves. Gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn add(change: &mut Change, kind: Kind, id: &str, author: &Viewer, text: &str, address: Option<&str>) -> Result<i32> {
    let now = change.now();
    let name: String = author.full_name.chars().take(LONGEST_NAME).collect();
    Ok(sqlx::query_scalar!(
        "INSERT INTO comment (object_type, object_id, person_id, user_name, user_email, comment, submit_date, ip_address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::inet) RETURNING id",
        kind.object_type(),
        id,
        author.id,
        name,
        author.email.as_deref().unwrap_or(""),
        text,
        now,
        address
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Adds what was written into a form's comment field, signed by nobody (DM-COMM-02); blank text adds nothing.
///
/// # Errors
/// When the database refuses.
pub async fn automatic(change: &mut Change, kind: Kind, id: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let now = change.now();
    sqlx::query!(
        "INSERT INTO comment (object_type, object_id, user_name, comment, submit_date) VALUES ($1, $2, 'Automatic comment', $3, $4)",
        kind.object_type(),
        id,
        text.trim(),
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// The page of the record that is commented on; `None` when there is no such record, or it has no page.
///
/// # Errors
/// When the database cannot be asked.
pub async fn page_of(db: &mut PgConnection, kind: Kind, id: &str, today: NaiveDate) -> Result<Option<String>> {
    Ok(record::named(db, kind, id, today).await?.and_then(|named| kind.page(&named.key)))
}
