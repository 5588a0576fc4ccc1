//! When a record was made and last changed, and by whom (DM-VER-06).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::Result;

/// One end of a record's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Id of the version: what an edit form remembers, to notice that somebody else was faster.
    pub version: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Full name of who did it; `None` for an unknown user.
    pub by: Option<String>,
}

/// The first and the last version of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The oldest version.
    pub created: Option<Moment>,
    /// The newest version, where there are at least two revisions.
    pub modified: Option<Moment>,
}

/// The history of the record `id` of `object_type` in one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn summary(db: &mut PgConnection, object_type: &str, id: &str) -> Result<Summary> {
    let rows = sqlx::query!(
        r#"SELECT v.id AS "id!", v.revision_id AS "revision_id!", r.created_at, nullif(trim(concat_ws(' ', p.personal, nullif(p.middle, ''), p.family)), '') AS "by?"
           FROM (
               (SELECT id, revision_id FROM version WHERE object_type = $1 AND object_id = $2 ORDER BY id LIMIT 1)
               UNION
               (SELECT id, revision_id FROM version WHERE object_type = $1 AND object_id = $2 ORDER BY id DESC LIMIT 1)
           ) v
           JOIN revision r ON r.id = v.revision_id
           LEFT JOIN person p ON p.id = r.person_id
           ORDER BY v.id"#,
        object_type,
        id,
    )
    .fetch_all(db)
    .await?;
    let mut moments = rows.into_iter().map(|row| (row.revision_id, Moment { version: row.id, at: row.created_at, by: row.by }));
    let first = moments.next();
    let last = moments.next();
    Ok(match (first, last) {
        // The versions of one revision are one event in the record's life.
        (Some((first_revision, first)), Some((last_revision, last))) if first_revision == last_revision => {
            Summary { created: Some(Moment { version: last.version, ..first }), modified: None }
        }
        (first, last) => Summary { created: first.map(|(_, moment)| moment), modified: last.map(|(_, moment)| moment) },
    })
}
