//! The labels of chosen records, for a form that shows what was chosen before.

use std::collections::{BTreeMap, HashMap};

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

/// The labels of all chosen keys of all fields, by field and key: one statement, or none where nothing is chosen. Fields that look up the
/// same, as those of many rows do, are asked for together.
///
/// # Errors
/// When the database cannot be asked.
pub async fn labels(db: &mut PgConnection, wanted: &[Wanted]) -> Result<HashMap<(String, String), String>> {
    let mut keys: BTreeMap<Lookup, Vec<&str>> = BTreeMap::new();
    for field in wanted.iter().filter(|field| !field.keys.is_empty()) {
        keys.entry(field.lookup).or_default().extend(field.keys.iter().map(String::as_str));
    }
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::new("");
    for (n, (lookup, keys)) in keys.iter().enumerate() {
        let source = lookup.source();
        if n > 0 {
            sql.push(" UNION ALL ");
        }
        sql.push("SELECT ").push_bind(lookup.path()).push("::text, (").push(source.key).push(")::text, (");
        sql.push(source.label).push(")::text FROM ").push(source.from).push(" WHERE (").push(source.key);
        sql.push(") = ANY(");
        match lookup.keys() {
            Keys::Codes => {
                sql.push_bind(keys.iter().filter(|key| !key.contains('\0')).map(|key| (*key).to_owned()).collect::<Vec<_>>())
            }
            Keys::Uuids => sql.push_bind(keys.iter().filter_map(|key| key.parse().ok()).collect::<Vec<Uuid>>()),
            Keys::Ints => sql.push_bind(keys.iter().filter_map(|key| key.parse().ok()).collect::<Vec<i32>>()),
        };
        sql.push(")");
    }
    let rows: Vec<(String, String, String)> = sql.build_query_as().fetch_all(db).await?;
    let known: HashMap<(&str, &str), &str> =
        rows.iter().map(|(path, key, label)| ((path.as_str(), key.as_str()), label.as_str())).collect();
    let chosen = wanted.iter().flat_map(|field| field.keys.iter().map(move |key| (field, key)));
    Ok(chosen
        .filter_map(|(field, key)| {
            let label = known.get(&(field.lookup.path(), key.as_str()))?;
            Some(((field.field.clone(), key.clone()), (*label).to_owned()))
        })
        .collect())
}
