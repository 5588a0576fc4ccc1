//! Consortiums to choose from.

use crate::Result;
use crate::db::Db;

/// All consortiums by name, each as key and label: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut Db) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(r#"SELECT id::text AS "id!", name FROM consortium ORDER BY name, id"#).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
