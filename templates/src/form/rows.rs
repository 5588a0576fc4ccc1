//! Repeated rows of fields. The fields of row `n` are called `rows-n-field`; rows left wholly empty do not count.

use maud::{Markup, html};
use serde_json::{Map, Value};
use shared::check::FieldErrors;

use super::{ADD_ROW, Field, Form, Kind, REMOVE_ROW, State, read};
use crate::components::Icon;

/// The name of a field in a row.
pub(super) fn name(rows: &str, n: impl std::fmt::Display, field: &str) -> String {
    format!("{rows}-{n}-{field}")
}

/// The numbers of the rows that `state` holds, in order.
pub(super) fn numbers(rows: &str, state: &State) -> Vec<usize> {
    let mut numbers: Vec<usize> = state
        .values
        .keys()
        .filter_map(|key| key.strip_prefix(rows)?.strip_prefix('-')?.split_once('-')?.0.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Reads all rows as a list of objects.
pub(super) fn read(field: &Field, fields: &[Field], most: usize, state: &State, errors: &mut FieldErrors) -> Value {
    let mut list = Vec::new();
    for n in numbers(&field.name, state) {
        let is_filled =
            |inner: &Field| state.texts(&name(&field.name, n, &inner.name)).iter().any(|text| !text.trim().is_empty());
        if !fields.iter().any(is_filled) {
            continue;
        }
        // Rules point at a row's fields by its number, which is not its place in the list once another row was removed.
        let mut row = Map::from_iter([("row".to_owned(), Value::from(n))]);
        for inner in fields {
            read::read_into(inner, &name(&field.name, n, &inner.name), state, &mut row, errors);
        }
        list.push(Value::Object(row));
    }
    if list.len() > most {
        errors.add(&field.name, format!("At most {most} rows are possible."));
    }
    if field.required && list.is_empty() {
        errors.add(&field.name, "Fill in at least one row.");
    }
    Value::Array(list)
}

impl State {
    /// Adds an empty row, as the button without JavaScript asks.
    pub fn add_row(&mut self, rows: &str) {
        let next = numbers(rows, self).last().map_or(0, |last| last + 1);
        self.values.insert(name(rows, next, ""), Vec::new());
    }

    /// Removes the row `which`, written `rows-n`.
    pub fn remove_row(&mut self, which: &str) {
        let start = format!("{which}-");
        self.values.retain(|key, _| !key.starts_with(&start));
    }
}

/// The rows with their buttons, and a template of an empty row for the script.
pub(super) fn render(form: &Form, field: &Field, fields: &[Field], state: &State) -> Markup {
    let mut shown = numbers(&field.name, state);
    if shown.is_empty() {
        shown.push(0);
    }
    html! {
        div.rows data-rows=(form.name(&field.name)) {
            @for n in &shown { (row(form, field, fields, &n.to_string(), state)) }
            template { (row(form, field, fields, "__index__", &State::default())) }
            button.btn.btn-sm.btn-plain type="submit" name=(ADD_ROW) value=(field.name) formnovalidate data-rows-add {
                (crate::components::icon(Icon::Plus)) " Add a row"
            }
        }
    }
}

fn row(form: &Form, field: &Field, fields: &[Field], n: &str, state: &State) -> Markup {
    html! {
        div.rows-row role="group" aria-label=(field.label) {
            @for inner in fields {
                @if matches!(inner.kind, Kind::Hidden(_)) {
                    (super::control::control(form, inner, &name(&field.name, n, &inner.name), state))
                } @else {
                    (super::render::field(form, inner, &name(&field.name, n, &inner.name), state))
                }
            }
            button.btn.btn-sm.btn-quiet type="submit" name=(REMOVE_ROW) value={ (field.name) "-" (n) } formnovalidate data-rows-remove {
                (crate::components::icon(Icon::Trash)) " Remove"
            }
        }
    }
}
