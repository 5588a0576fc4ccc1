//! The objects that templates see, as tables of keys.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// What a key holds, unless it is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// Texts.
    Texts,
    /// A number.
    Number,
    /// Numbers.
    Numbers,
    /// Yes or no.
    Flag,
    /// A day as text, as in `2026-06-15`.
    Day,
    /// A moment as text, as in `2026-06-15T12:00:00Z`.
    Instant,
}

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name, as API v2 has it.
    pub name: &'static str,
    /// What it holds, or null.
    pub holds: Holds,
    /// Its SQL over the model's tables, `t` being the record; nothing for what is computed of the other keys.
    sql: &'static str,
}

/// A kind of record as templates see it.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// What references call it: the entity's name in lower case.
    pub name: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
    /// Its tables, the record itself being `t`.
    pub(super) from: &'static str,
    /// Adds what is computed, to what was read.
    pub(super) finish: fn(&mut Map<String, Value>),
}

impl Model {
    /// The key `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The part of the statement that reads its objects, those of the records `$parameter`.
    fn part(&self, parameter: usize) -> String {
        let mut columns = String::new();
        for field in self.fields.iter().filter(|field| !field.sql.is_empty()) {
            let separator = if columns.is_empty() { "" } else { ", " };
            // Writing to a text does not fail.
            let _ = match field.holds {
                Holds::Instant => write!(
                    columns,
                    r#"{separator}replace(to_char(({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000', '') AS "{}""#,
                    field.sql, field.name
                ),
                _ => write!(columns, r#"{separator}{} AS "{}""#, field.sql, field.name),
            };
        }
        format!(
            "SELECT '{}' AS model, t.id, to_jsonb(o) FROM {} CROSS JOIN (SELECT $1::date AS today) clock
             CROSS JOIN LATERAL (SELECT {columns}) o WHERE t.id = ANY(${parameter})",
            self.name, self.from
        )
    }
}

/// The statement that reads objects as of the day `$1`: those of the records `$2` of the first of the models, and so on. Its rows are
/// model, id and object.
pub(super) fn statement(models: &[&Model]) -> String {
    let parts: Vec<String> = models.iter().zip(2..).map(|(model, parameter)| model.part(parameter)).collect();
    parts.join(" UNION ALL ")
}

/// Nothing is computed.
pub(super) fn as_read(_: &mut Map<String, Value>) {}

/// A text or null.
pub(super) const fn text(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Text, sql }
}

/// Texts.
pub(super) const fn texts(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Texts, sql }
}

/// A number or null.
pub(super) const fn number(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Number, sql }
}

/// Numbers.
pub(super) const fn numbers(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Numbers, sql }
}

/// Yes or no.
pub(super) const fn flag(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Flag, sql }
}

/// A day as text, or null.
pub(super) const fn day(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Day, sql }
}

/// A moment as text, or null.
pub(super) const fn instant(name: &'static str, sql: &'static str) -> Field {
    Field { name, holds: Holds::Instant, sql }
}

/// A text computed of the other keys.
pub(super) const fn computed_text(name: &'static str) -> Field {
    text(name, "")
}

/// A number computed of the other keys.
pub(super) const fn computed_number(name: &'static str) -> Field {
    number(name, "")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::shapes;

    #[test]
    fn eml_tpl_20_no_model_and_no_key_is_there_twice() {
        let names: BTreeSet<&str> = shapes().iter().map(|model| model.name).collect();
        assert_eq!(names.len(), shapes().len());
        for model in shapes() {
            let keys: BTreeSet<&str> = model.fields.iter().map(|field| field.name).collect();
            assert_eq!(keys.len(), model.fields.len(), "{}", model.name);
            assert!(model.name.bytes().all(|byte| byte.is_ascii_lowercase()), "{}", model.name);
        }
    }
}
