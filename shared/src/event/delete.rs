//! What stands in the way of deleting an event (DM-EVENT-33).

use sqlx::PgConnection;

use crate::Result;
use crate::deletion::{Blocker, Blockers};
use crate::record::{person_url, task_url};

/// The tasks and awards that refer to the event: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn blockers(db: &mut PgConnection, id: i32) -> Result<Blockers> {
    let rows = sqlx::query!(
        r#"SELECT 'tasks' AS "kind!", t.id AS "id!", e.slug || '/' || person_label(p) || '=' || r.verbose_name AS "label!"
           FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
           WHERE t.event_id = $1
           UNION ALL
           SELECT 'awards', a.person_id, person_label(p) || '/' || b.title || '/' || a.awarded || '/' || e.slug
           FROM award a JOIN person p ON p.id = a.person_id JOIN badge b ON b.id = a.badge_id JOIN event e ON e.id = a.event_id
           WHERE a.event_id = $1
           ORDER BY 1, 3"#,
        id
    )
    .fetch_all(db)
    .await?;
    Ok(Blockers::collect(rows.into_iter().map(|row| {
        let url = if row.kind == "tasks" { task_url(row.id) } else { person_url(row.id) };
        (row.kind, Blocker { label: row.label, url: Some(url) })
    })))
}
