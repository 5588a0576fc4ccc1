//! Repeated rows of fields. The fields of row `n` are called `rows-n-field`; rows left wholly empty do not count.
//!
//! Where rows have boxes of stored ones ([`RowBox`]), those that are stored change and go by ticking them. New ones have a button
//! that takes them away.

use std::borrow::Cow;

use maud::{Markup, html};
use serde_json::{Map, Value};
use shared::check::FieldErrors;

use super::{ADD_ROW, Field, Form, Kind, REMOVE_ROW, State, read};
use crate::components::Icon;

/// What a check box does with the stored row that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowBox {
    /// The row's other fields cannot be changed before it is ticked.
    Change,
    /// The row goes, whatever else it holds.
    Delete,
}

/// The field of stored rows that holds their key.
const KEY: &str = "id";

/// The name of a field in a row.
pub(super) fn name(rows: &str, n: impl std::fmt::Display, field: &str) -> String {
    format!("{rows}-{n}-{field}")
}

/// The row and the field that `name` is called after, where `field` has such rows.
pub(super) fn inner<'a>(field: &'a Field, name: &str) -> Option<(u16, &'a Field)> {
    let Kind::Rows(fields, _) = &field.kind else { return None };
    let (n, inner) = name.strip_prefix(&*field.name)?.strip_prefix('-')?.split_once('-')?;
    Some((n.parse().ok()?, fields.iter().find(|candidate| candidate.name == inner)?))
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
        let texts = |inner: &Field| state.texts(&name(&field.name, n, &inner.name));
        let is_filled = |inner: &Field| texts(inner).iter().any(|text| !text.trim().is_empty());
        if !fields.iter().filter(|inner| inner.row_box.is_none()).any(is_filled) {
            continue;
        }
        // Nobody need mend what goes.
        let is_going = |inner: &Field| {
            inner.row_box == Some(RowBox::Delete) && inner.kind.read(texts(inner)).is_ok_and(|is_ticked| is_ticked == true)
        };
        let goes = fields.iter().any(is_going);
        // Rules point at a row's fields by its number, which is not its place in the list once another row was removed.
        let mut row = Map::from_iter([("row".to_owned(), Value::from(n))]);
        for inner in fields.iter().filter(|inner| !goes || inner.row_box.is_some() || inner.name == KEY) {
            read::read_into(inner, &name(&field.name, n, &inner.name), state, &mut row, errors);
        }
        list.push(Value::Object(row));
    }
    if list.len() > most {
        let rows = if most == 1 { "row is" } else { "rows are" };
        errors.add(&field.name, format!("At most {most} {rows} possible."));
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
pub(super) fn render(form: &Form, field: &Field, fields: &[Field], most: usize, state: &State) -> Markup {
    let mut shown = numbers(&field.name, state);
    if shown.is_empty() {
        shown.push(0);
    }
    html! {
        div.rows data-rows=(form.name(&field.name)) data-most=(most) {
            @for n in &shown { (row(form, field, fields, &n.to_string(), state)) }
            template { (row(form, field, fields, "__index__", &State::default())) }
            button.btn.btn-sm.btn-plain type="submit" name=(ADD_ROW) value=(field.name) disabled[shown.len() >= most] formnovalidate data-rows-add {
                (crate::components::icon(Icon::Plus)) " Add a row"
            }
        }
    }
}

fn row(form: &Form, field: &Field, fields: &[Field], n: &str, state: &State) -> Markup {
    let is_stored = fields.iter().any(|inner| inner.row_box.is_some()) && !state.text(&name(&field.name, n, KEY)).is_empty();
    html! {
        div.rows-row role="group" aria-label=(field.label) {
            @for inner in fields {
                @let key = name(&field.name, n, &inner.name);
                @if matches!(inner.kind, Kind::Hidden(_)) {
                    (super::control::control(form, inner, &key, state))
                } @else if inner.row_box.is_none() || is_stored {
                    (super::render::field(form, &naming(inner, field, fields, n, state), &key, state))
                }
            }
            @if !is_stored {
                button.btn.btn-sm.btn-quiet type="submit" name=(REMOVE_ROW) value={ (field.name) "-" (n) } formnovalidate data-rows-remove {
                    (crate::components::icon(Icon::Trash)) " Remove"
                }
            }
        }
    }
}

/// The field; a box that deletes the row asks first, and names what the row is about: its first record.
fn naming<'a>(inner: &'a Field, field: &Field, fields: &[Field], n: &str, state: &State) -> Cow<'a, Field> {
    if inner.row_box != Some(RowBox::Delete) {
        return Cow::Borrowed(inner);
    }
    let about = fields.iter().find(|inner| matches!(inner.kind, Kind::LookUp(_)));
    let label = about.and_then(|about| {
        let key = name(&field.name, n, &about.name);
        state.labels.get(&(key.clone(), state.text(&key).to_owned()))
    });
    let label = label.map_or("this row", String::as_str);
    Cow::Owned(Field { asks: Some(format!("Delete {label} when the form is saved?")), ..inner.clone() })
}
