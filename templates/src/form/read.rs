//! From texts to an input.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use shared::check::FieldErrors;

use super::{Field, Form, Kind, Other, State, rows};

const REQUIRED: &str = "Fill this in.";

impl Form {
    /// The input that `state` holds, or `None` with the errors put into it. All fields are read, so that all errors show at once.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self, state: &mut State) -> Option<T> {
        let mut input = Map::new();
        let mut errors = FieldErrors::default();
        for field in self.all() {
            if let Kind::Rows(fields, most) = &field.kind {
                input.insert(field.name.to_string(), rows::read(field, fields, *most, state, &mut errors));
                continue;
            }
            read_into(field, &field.name, state, &mut input, &mut errors);
            if let Kind::Radio(_, Some(other)) | Kind::Select(_, _, Some(other)) = &field.kind {
                read_other(field, other, state, &mut input, &mut errors);
            }
        }
        let readable = errors.is_empty();
        state.errors.merge(errors);
        if !readable {
            return None;
        }
        match serde_json::from_value(Value::Object(input)) {
            Ok(input) => Some(input),
            Err(error) => {
                // The declaration and the input struct disagree: a defect of ours, and no reason to lose what was typed.
                state.errors.add(FieldErrors::FORM, format!("This form cannot be read: {error}."));
                None
            }
        }
    }
}

/// Reads one field, called `name` in the state.
pub(super) fn read_into(field: &Field, name: &str, state: &State, input: &mut Map<String, Value>, errors: &mut FieldErrors) {
    match field.kind.read(state.texts(name)) {
        Ok(value) if field.required && Kind::is_empty(&value) => errors.add(name, REQUIRED),
        Ok(value) => {
            input.insert(field.name.to_string(), value);
        }
        Err(message) => errors.add(name, message),
    }
}

fn read_other(field: &Field, other: &Other, state: &State, input: &mut Map<String, Value>, errors: &mut FieldErrors) {
    match Kind::Text(other.max).read(state.texts(other.name)) {
        Ok(value) => {
            input.insert(other.name.to_owned(), value);
        }
        Err(message) => errors.add(&field.name, message),
    }
}
