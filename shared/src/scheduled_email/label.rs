//! What emails are about, by name.

use chrono::NaiveDate;

use super::ListRow;
use crate::Result;
use crate::db::Db;
use crate::record::Kind;

/// What an email is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it is called; of what is gone, its kind and number.
    pub label: String,
    /// Its page, where it has one.
    pub url: Option<String>,
}

impl About {
    /// The record with this type and number, by the key and the label that it has where it is still there; nothing where the email is
    /// about nothing.
    pub(super) fn of(target_type: Option<&str>, id: Option<i32>, key: Option<String>, label: Option<String>) -> Option<Self> {
        let (target_type, id) = (target_type?, id?);
        let kind = Kind::of(target_type);
        let url = kind.zip(key).and_then(|(kind, key)| kind.page(&key));
        let gone = || format!("{} {id}", kind.map_or(target_type.to_owned(), |kind| kind.table().replace('_', " ")));
        Some(Self { label: label.unwrap_or_else(gone), url })
    }
}

/// The types and the tables of all kinds of records, for SQL.
pub(super) fn kinds() -> (Vec<String>, Vec<String>) {
    Kind::ALL.iter().map(|kind| (kind.object_type().to_owned(), kind.table().to_owned())).unzip()
}

/// Tells each row what its email is about: one statement for all of them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn tell(db: &mut Db, rows: &mut [ListRow], today: NaiveDate) -> Result<()> {
    let mut positions = Vec::new();
    let (mut tables, mut ids) = (Vec::new(), Vec::new());
    for (n, row) in (0_i32..).zip(rows.iter()) {
        if let (Some(kind), Some(id)) = (row.target_type.as_deref().and_then(Kind::of), row.target_id) {
            positions.push(n);
            tables.push(kind.table().to_owned());
            ids.push(id.to_string());
        }
    }
    let found = sqlx::query!(
        r#"SELECT w.n AS "n!", record_key(w.tbl, r) AS key, record_label(w.tbl, r, $4) AS label
           FROM unnest($1::int[], $2::text[], $3::text[]) AS w (n, tbl, id) CROSS JOIN LATERAL record_row(w.tbl, w.id) r
           WHERE r IS NOT NULL"#,
        &positions,
        &tables,
        &ids,
        today
    )
    .fetch_all(db)
    .await?;
    for row in rows.iter_mut() {
        row.about = About::of(row.target_type.as_deref(), row.target_id, None, None);
    }
    for told in found {
        let row = usize::try_from(told.n).ok().and_then(|n| rows.get_mut(n));
        if let Some(row) = row {
            row.about = About::of(row.target_type.as_deref(), row.target_id, told.key, told.label);
        }
    }
    Ok(())
}
