//! What stands in the way of deleting a person (DM-PERSON-23).

use sqlx::PgConnection;

use crate::Result;
use crate::deletion::{Blocker, Blockers};
use crate::record::{person_url, task_url};

/// The tasks, lessons, and awards received or given that refer to the person: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn blockers(db: &mut PgConnection, id: i32) -> Result<Blockers> {
    let rows = sqlx::query!(
        r#"SELECT 'tasks' AS "kind!", t.id AS "id!", e.slug || '/' || person_label(p) || '=' || coalesce(nullif(r.verbose_name, ''), r.name) AS "label!"
           FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
           WHERE t.person_id = $1
           UNION ALL
           SELECT 'qualifications', q.person_id, person_label(p) || '/' || l.name
           FROM qualification q JOIN person p ON p.id = q.person_id JOIN lesson l ON l.id = q.lesson_id
           WHERE q.person_id = $1
           UNION ALL
           SELECT 'awards', a.person_id, person_label(p) || '/' || b.title || '/' || a.awarded || '/' || coalesce(e.slug, 'None')
           FROM award a JOIN person p ON p.id = a.person_id JOIN badge b ON b.id = a.badge_id LEFT JOIN event e ON e.id = a.event_id
           WHERE a.person_id = $1 OR a.awarded_by_id = $1
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
