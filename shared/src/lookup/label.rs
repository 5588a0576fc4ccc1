//! The labels of chosen records, for a form that shows what was chosen before.

use std::collections::HashMap;

use sqlx::{PgConnection, QueryBuilder};
use uuid::Uuid;

use super::{Keys, Lookup};
use crate::Result;

/// A field's chosen keys.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The field's name.
    pub field: String,
    /// What it looks up.
    pub lookup: Lookup,
    /// The chosen keys, as text; those that are no keys are left out of the answer.
    pub keys: Vec<String>,
}

/// The labels of all chosen keys of all fields, by field and key: one statement, or none where nothing is chosen.
///
/// # Errors
/// When the database cannot be asked.
pub async fn labels(db: &mut PgConnection, wanted: &[Wanted]) -> Result<HashMap<(String, String), String>> {
    let wanted: Vec<&Wanted> = wanted.iter().filter(|w| !w.keys.is_empty()).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::new("");
    for (n, field) in wanted.iter().enumerate() {
        let source = field.lookup.source();
        if n > 0 {
            sql.push(" UNION ALL ");
        }
        sql.push("SELECT ").push_bind(field.field.clone()).push("::text, (").push(source.key).push(")::text, (");
        sql.push(source.label).push(")::text FROM ").push(source.from).push(" WHERE (").push(source.key);
        sql.push(") = ANY(");
        match field.lookup.keys() {
            Keys::Codes => sql.push_bind(field.keys.iter().filter(|key| !key.contains('\0')).cloned().collect::<Vec<_>>()),
            Keys::Uuids => sql.push_bind(field.keys.iter().filter_map(|key| key.parse().ok()).collect::<Vec<Uuid>>()),
            Keys::Ints => sql.push_bind(field.keys.iter().filter_map(|key| key.parse().ok()).collect::<Vec<i32>>()),
        };
        sql.push(")");
    }
    let rows: Vec<(String, String, String)> = sql.build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|(field, key, label)| ((field, key), label)).collect())
}
