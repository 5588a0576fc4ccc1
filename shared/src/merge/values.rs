//! The values that the survivor takes (DM-MERGE-01).

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, PgConnection};

use super::choice::{Choice, MergeInput, Side};
use super::declaration::{Mergeable, Scalar};
use crate::Result;
use crate::check::FieldErrors;
use crate::db::Change;

/// Both records as they are stored.
#[derive(Debug)]
pub(super) struct Values {
    pub(super) a: Map<String, Value>,
    pub(super) b: Map<String, Value>,
}

impl Values {
    /// The stored values of one side.
    pub(super) fn of(&self, side: Side) -> &Map<String, Value> {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// What the survivor's columns become.
    pub(super) fn merged(&self, kind: &Mergeable, input: &MergeInput) -> Map<String, Value> {
        let mut merged = Map::new();
        for scalar in kind.scalars {
            for column in scalar.columns {
                merged.insert((*column).to_owned(), self.chosen(scalar, column, input.of(scalar.name)));
            }
        }
        (kind.settle)(&mut merged);
        merged
    }

    fn chosen(&self, scalar: &Scalar, column: &str, choice: Choice) -> Value {
        let value = |side| self.of(side).get(column).cloned().unwrap_or(Value::Null);
        match (choice.side(), scalar.separator) {
            (Some(side), _) => value(side),
            (None, Some(separator)) => combined(value(Side::A), value(Side::B), separator),
            // Not offered: the first record's, as nothing else was asked for.
            (None, None) => value(Side::A),
        }
    }
}

/// Two texts one after the other; where one is empty, the other alone.
fn combined(a: Value, b: Value, separator: &str) -> Value {
    match (a.as_str(), b.as_str()) {
        (Some(first), Some(second)) if !first.is_empty() && !second.is_empty() => format!("{first}{separator}{second}").into(),
        (Some(first), _) if !first.is_empty() => a,
        _ => b,
    }
}

/// Combined texts that have become too long for their columns.
pub(super) async fn too_long(db: &mut PgConnection, kind: &Mergeable, merged: &Map<String, Value>) -> Result<FieldErrors> {
    let limits = sqlx::query!(
        r#"SELECT attname::text AS "column!", atttypmod - 4 AS "most!" FROM pg_attribute
           WHERE attrelid = to_regclass($1) AND atttypid = 'varchar'::regtype AND atttypmod > 4"#,
        kind.kind.table()
    )
    .fetch_all(db)
    .await?;
    let mut errors = FieldErrors::default();
    for scalar in kind.scalars.iter().filter(|scalar| scalar.separator.is_some()) {
        for limit in limits.iter().filter(|limit| scalar.columns.contains(&limit.column.as_str())) {
            let length = merged.get(&limit.column).and_then(Value::as_str).map_or(0, |text| text.chars().count());
            if length > usize::try_from(limit.most).unwrap_or_default() {
                errors.add(
                    scalar.name,
                    format!("Together these are longer than {} characters. Choose one of the two.", limit.most),
                );
            }
        }
    }
    Ok(errors)
}

/// Writes the merged values into the survivor.
pub(super) async fn write(change: &mut Change, kind: &Mergeable, base: i32, merged: &Map<String, Value>) -> Result<()> {
    let mut values = merged.clone();
    if kind.is_stamped {
        values.insert("last_updated_at".to_owned(), change.now().to_rfc3339().into());
    }
    let columns: Vec<String> = values.keys().map(|column| format!("\"{column}\"")).collect();
    let (table, columns) = (kind.kind.table(), columns.join(", "));
    let statement = format!(
        "UPDATE {table} SET ({columns}) = (SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $2)) WHERE id = $1"
    );
    sqlx::query(AssertSqlSafe(statement)).bind(base).bind(Value::Object(values)).execute(&mut **change).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_merge_01_texts_are_combined_with_nothing_lost_and_nothing_doubled() {
        let text = |text: &str| Value::from(text);
        assert_eq!(combined(text("a"), text("b"), ";"), text("a;b"));
        assert_eq!(combined(text("a"), text("b"), ""), text("ab"));
        assert_eq!(combined(text(""), text("b"), ";"), text("b"));
        assert_eq!(combined(text("a"), text(""), ";"), text("a"));
        assert_eq!(combined(Value::Null, text("b"), ";"), text("b"));
        assert_eq!(combined(Value::Null, Value::Null, ";"), Value::Null);
    }
}
