//! Countries and airports as forms offer them.

use sqlx::PgConnection;

use crate::Result;

/// All countries by name, as code and name (DM-GEN-05).
///
/// # Errors
/// When the database cannot be asked.
pub async fn all(db: &mut PgConnection) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!("SELECT code, name FROM country ORDER BY name").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}
