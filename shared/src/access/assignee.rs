//! Who work may be assigned to.

use sqlx::PgConnection;

use crate::Result;

/// The "selectable administrators": superusers and members of the group `administrators`, as key and display string, by
/// family name (pages-core.md 0.1; narrower than admin).
///
/// # Errors
/// When the database cannot be asked.
pub async fn assignees(db: &mut PgConnection) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"SELECT p.id, person_label(p) AS "label!" FROM person p
           WHERE p.id IN (SELECT s.id FROM person s WHERE s.is_superuser
               UNION SELECT pg.person_id FROM person_user_group pg JOIN user_group g ON g.id = pg.user_group_id
                     WHERE g.name = 'administrators')
           ORDER BY p.family, p.personal, p.id"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label)).collect())
}
