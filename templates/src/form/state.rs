//! What a form contains.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::Value;
use shared::check::FieldErrors;
use shared::lookup::{Lookup, Wanted};

use super::{Choice, Conflict, Field, Form, Kind};

/// The texts in a form's fields, by name without prefix, with what is to be said about them.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Texts by field; a field without any is absent. Fields of a row are called `field-row-name`.
    pub values: BTreeMap<String, Vec<String>>,
    /// What the person should mend.
    pub errors: FieldErrors,
    /// Labels of chosen records, by field and key.
    pub labels: HashMap<(String, String), String>,
    /// What a search without JavaScript found: field, term, records.
    pub found: Option<(String, String, Vec<Choice>)>,
    /// The version that the form was filled from; 0 for a new record.
    pub version: i64,
    /// Somebody else's newer version.
    pub conflict: Option<Conflict>,
}

impl State {
    /// The state that shows `input`, a struct with the form's field names.
    #[must_use]
    pub fn of(form: &Form, input: &impl Serialize) -> Self {
        let mut state = Self::default();
        if let Ok(Value::Object(input)) = serde_json::to_value(input) {
            for field in form.all() {
                state.fill(field, &input);
            }
        }
        state
    }

    /// The state of an edit form: what is stored as of `version`.
    #[must_use]
    pub fn stored(form: &Form, input: &impl Serialize, version: i64) -> Self {
        Self { version, ..Self::of(form, input) }
    }

    fn fill(&mut self, field: &Field, input: &serde_json::Map<String, Value>) {
        let Some(value) = input.get(&*field.name) else { return };
        if let (Kind::Rows(fields, _), Value::Array(rows)) = (&field.kind, value) {
            for (n, row) in rows.iter().enumerate() {
                for inner in fields {
                    let texts = row.get(&*inner.name).map(|value| inner.kind.write(value)).unwrap_or_default();
                    self.put(super::rows::name(&field.name, n, &inner.name), texts);
                }
            }
            return;
        }
        self.put(field.name.to_string(), field.kind.write(value));
        if let Kind::Radio(_, Some(other)) | Kind::Select(_, _, Some(other)) = &field.kind
            && let Some(text) = input.get(other.name)
        {
            self.put(other.name.to_owned(), Kind::Text(other.max).write(text));
        }
    }

    fn put(&mut self, name: String, texts: Vec<String>) {
        if !texts.is_empty() {
            self.values.insert(name, texts);
        }
    }

    /// Presets a field, as a link with parameters does.
    pub fn preset(&mut self, field: &str, text: impl Into<String>) {
        self.put(field.to_owned(), vec![text.into()]);
    }

    /// The texts of a field.
    #[must_use]
    pub fn texts(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }

    /// The text of a field that has one.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.texts(field).last().map_or("", String::as_str)
    }

    /// The chosen keys of all look-ups, those in rows too, to be given labels. A conflict's own are among them.
    #[must_use]
    pub fn wanted(&self, form: &Form) -> Vec<Wanted> {
        form.all()
            .flat_map(|field| match &field.kind {
                Kind::Rows(fields, _) => {
                    let named = |n| fields.iter().map(move |inner| (super::rows::name(&field.name, n, &inner.name), inner));
                    super::rows::numbers(&field.name, self).into_iter().flat_map(named).collect()
                }
                _ => vec![(field.name.to_string(), field)],
            })
            .filter_map(|(name, field)| match field.kind {
                Kind::LookUp(lookup) | Kind::LookUps(lookup) => Some(self.wanted_of(name, lookup)),
                _ => None,
            })
            .collect()
    }

    fn wanted_of(&self, field: String, lookup: Lookup) -> Wanted {
        let mut keys = self.texts(&field).to_vec();
        if let Some(conflict) = &self.conflict {
            keys.extend_from_slice(conflict.theirs.texts(&field));
        }
        Wanted { field, lookup, keys }
    }

    /// What a person reads of a field's texts: labels of choices and records.
    #[must_use]
    pub fn display(&self, field: &Field, texts: &[String]) -> String {
        let label = |key: &String| match &field.kind {
            Kind::Radio(choices, _)
            | Kind::Select(_, choices, _)
            | Kind::MultiSelect(_, choices)
            | Kind::CheckBoxes(_, choices) => labelled(choices, key).unwrap_or_else(|| key.clone()),
            Kind::Grid(_, rows) => rows
                .iter()
                .find_map(|row| Some(format!("{} {}", labelled(row.choices.iter().flatten(), key)?, row.label)))
                .unwrap_or_else(|| key.clone()),
            Kind::LookUp(_) | Kind::LookUps(_) => {
                self.labels.get(&(field.name.to_string(), key.clone())).cloned().unwrap_or_else(|| key.clone())
            }
            Kind::CheckBox => "yes".to_owned(),
            _ => key.clone(),
        };
        texts.iter().map(label).collect::<Vec<_>>().join(", ")
    }
}

/// The label of the choice with this key.
fn labelled<'a>(choices: impl IntoIterator<Item = &'a Choice>, key: &str) -> Option<String> {
    choices.into_iter().find(|choice| choice.key == key).map(|choice| choice.label.clone())
}
