//! What the fields and filters of a table offer.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::{By, Source, Table};
use crate::Result;
use crate::db::Db;

/// Things to choose from, as key and label.
pub type Options = Vec<(String, String)>;

/// What is offered, by field or filter.
#[derive(Debug, Clone, Default)]
pub struct Choices(HashMap<&'static str, Options>);

impl Choices {
    /// What a field or filter offers.
    #[must_use]
    pub fn of(&self, name: &str) -> &[(String, String)] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What the fields of `table` (or, for its list, the filters) offer out of the database: one statement, or none.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut Db, table: &'static Table, for_list: bool) -> Result<Choices> {
    let fields = table.fields.iter().filter_map(|field| Some((field.name, field.source()?)));
    let filters = table.shown.narrow.iter().filter_map(|narrow| match narrow.by {
        By::Record(source) => Some((narrow.name, source)),
        _ => None,
    });
    let sources: Vec<(&'static str, Source)> = if for_list { filters.collect() } else { fields.collect() };
    if sources.is_empty() {
        return Ok(Choices::default());
    }
    let selects: Vec<String> = (0_i32..)
        .zip(&sources)
        .map(|(n, (_, source))| {
            let Source { key, label, from, order, .. } = source;
            format!("SELECT {n} AS of, row_number() OVER (ORDER BY {order}) AS place, ({key})::text, ({label})::text FROM {from}")
        })
        .collect();
    let sql = format!("{} ORDER BY 1, 2", selects.join(" UNION ALL "));
    let rows: Vec<(i32, i64, String, String)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db).await?;
    let mut choices = Choices::default();
    for (n, _, key, label) in rows {
        if let Some((name, _)) = usize::try_from(n).ok().and_then(|n| sources.get(n)) {
            choices.0.entry(name).or_default().push((key, label));
        }
    }
    Ok(choices)
}
