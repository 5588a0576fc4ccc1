//! A record as its form holds it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Field, Table, Takes};

/// The one field of a row of a list of texts.
pub const TEXT: &str = "text";

/// The values of a record's fields by name, those of sets and of what belongs to it among them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record(pub(super) Map<String, Value>);

impl Record {
    /// The value of a field; `Null` for nothing and for a field that was not asked for.
    #[must_use]
    pub fn get(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }

    /// The value of a field as text; empty for nothing and for what is no text.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_str().unwrap_or_default()
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn is(&self, flag: &str) -> bool {
        self.get(flag).as_bool().unwrap_or_default()
    }

    /// The rows that belong to the record.
    pub fn rows<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a Map<String, Value>> + use<'a> {
        self.get(field).as_array().into_iter().flatten().filter_map(Value::as_object)
    }

    /// The fields of `table` that were asked for.
    pub(super) fn fields<'a>(&'a self, table: &'static Table) -> impl Iterator<Item = &'static Field> + use<'a> {
        table.fields.iter().filter(|field| self.0.contains_key(field.name))
    }

    /// The record's own columns as a JSON object that PostgreSQL reads a row of the table from.
    pub(super) fn columns(&self, table: &'static Table) -> Value {
        let own = self.fields(table).filter(|field| field.is_column());
        Value::Object(own.map(|field| (field.name.to_owned(), column(field, self.get(field.name)))).collect())
    }
}

/// What is stored of a value.
fn column(field: &Field, value: &Value) -> Value {
    match (field.takes, value) {
        (Takes::Texts(_), Value::Array(rows)) => rows.iter().map(|row| row[TEXT].clone()).collect(),
        (Takes::Texts(_), _) => json!([]),
        (Takes::Flag, Value::Null) => json!(false),
        (_, Value::String(text)) if text.is_empty() && field.is_null => Value::Null,
        (Takes::Record(_), Value::Null) => Value::Null,
        (Takes::Integer(..), Value::Null) => json!(0),
        (_, Value::Null) if !field.is_null => json!(""),
        (_, value) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_stored_as_each_column_has_it() {
        let of = |takes| Field::new("x", "X", takes);
        assert_eq!(column(&of(Takes::OneOf(&[])), &Value::Null), json!(""));
        assert_eq!(column(&of(Takes::OneOf(&[])).or_null(), &Value::Null), Value::Null);
        assert_eq!(column(&of(Takes::Integer(0, 9)), &Value::Null), json!(0));
        assert_eq!(column(&of(Takes::Flag), &Value::Null), json!(false));
        assert_eq!(column(&of(Takes::Text(9)).or_null(), &json!("")), Value::Null);
        assert_eq!(column(&of(Takes::Texts(9)), &json!([{"text": "a"}, {"text": "b"}])), json!(["a", "b"]));
        assert_eq!(column(&of(Takes::Texts(9)), &Value::Null), json!([]));
        assert_eq!(column(&of(Takes::Integer(0, 9)), &json!(7)), json!(7));
    }
}
