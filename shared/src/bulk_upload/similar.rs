//! Persons who may be the ones that rows are about (PER-06).

use super::Row;
use crate::Result;
use crate::db::Db;

/// Somebody with the names, or the address, of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Place of the row, from 0.
    pub entry: usize,
    /// Person id.
    pub id: i32,
    /// Display string.
    pub label: String,
}

/// Who is similar to these rows, given with their places: at most ten persons a row, in the order of the rows. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn similar(db: &mut Db, rows: &[(usize, &Row)]) -> Result<Vec<Similar>> {
    let text = |field: fn(&Row) -> &String| rows.iter().map(|(_, row)| field(row).clone()).collect::<Vec<_>>();
    let found = sqlx::query!(
        r#"SELECT r.n AS "n!", s.id AS "id!", s.label AS "label!"
           FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY r (personal, family, email, n)
           CROSS JOIN LATERAL (
               SELECT p.id, person_label(p) AS label FROM person p WHERE p.family = r.family AND p.personal = r.personal
               UNION
               SELECT p.id, person_label(p) FROM person p WHERE lower(p.email) = lower(nullif(r.email, ''))
               ORDER BY 2, 1 LIMIT 10) s
           ORDER BY r.n, s.label, s.id"#,
        &text(|row| &row.personal),
        &text(|row| &row.family),
        &text(|row| &row.email)
    )
    .fetch_all(db)
    .await?;
    let place = |n: i64| usize::try_from(n - 1).ok().and_then(|n| rows.get(n)).map(|(entry, _)| *entry);
    Ok(found.into_iter().filter_map(|row| Some(Similar { entry: place(row.n)?, id: row.id, label: row.label })).collect())
}
