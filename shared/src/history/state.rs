//! What a record was at a version: its row, and the rows of its sets.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::catalog::Column;
use super::entries::Record;
use super::reference::Reference;
use crate::Result;
use crate::db::Db;

/// A row as a version holds it.
pub type Row = Map<String, Value>;

/// A record at a version.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct State {
    /// Its own row; `None` where the record was not there.
    pub(super) own: Option<Row>,
    /// The rows of its sets, each with its table.
    pub(super) belonging: Vec<(String, Row)>,
}

/// The states of a record right after each of `versions`: one statement.
pub(super) async fn states(db: &mut Db, record: &Record, versions: &[i64]) -> Result<Vec<State>> {
    let rows = sqlx::query!(
        r#"SELECT asked.version AS "version!", s.table_name AS "table_name!", s.state AS "state!"
           FROM unnest($3::bigint[]) AS asked (version) CROSS JOIN LATERAL record_state($1, $2, asked.version) s"#,
        record.table,
        record.id,
        versions
    )
    .fetch_all(db)
    .await?;
    let mut states = vec![State::default(); versions.len()];
    for row in rows {
        let Value::Object(values) = row.state else { continue };
        for (state, _) in states.iter_mut().zip(versions).filter(|(_, version)| **version == row.version) {
            if row.table_name == record.table {
                state.own = Some(values.clone());
            } else {
                state.belonging.push((row.table_name.clone(), values.clone()));
            }
        }
    }
    Ok(states)
}

impl State {
    /// Everything that it refers to.
    pub(super) fn references(&self, columns: &[Column]) -> BTreeSet<Reference> {
        let mut found = BTreeSet::new();
        for column in columns.iter().filter(|column| column.is_shown()) {
            let rows = self.belonging.iter().filter(|(table, _)| *table == column.table).map(|(_, row)| row);
            let own = self.own.iter().filter(|_| column.is_own());
            found.extend(own.chain(rows).filter_map(|row| reference(column, row)));
        }
        found
    }
}

/// What `row` refers to by `column`.
pub(super) fn reference(column: &Column, row: &Row) -> Option<Reference> {
    let (table, referred_column) = column.refers_to.as_ref()?;
    let value = match row.get(&column.name)? {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some((table.clone(), referred_column.clone(), value))
}

/// A value as text; nothing and a missing value are empty.
pub(super) fn text(column: &Column, row: &Row) -> String {
    match row.get(&column.name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(Value::String(text)) if column.category == "D" => moment(text),
        Some(Value::String(text)) => text.clone(),
        Some(other @ (Value::Array(_) | Value::Object(_))) => serde_json::to_string_pretty(other).unwrap_or_default(),
        Some(other) => other.to_string(),
    }
}

/// `2026-06-15T12:00:00+00:00` as people read it; a day stays as it is.
fn moment(text: &str) -> String {
    match chrono::DateTime::parse_from_rfc3339(text) {
        Ok(moment) => moment.to_utc().format("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => text.to_owned(),
    }
}
