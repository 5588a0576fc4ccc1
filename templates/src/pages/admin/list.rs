//! A table's list.

use maud::{Markup, Render as _, html};
use serde_json::Value;
use shared::reference::{By, Choices, Column as Shown, Narrow, Removal, Row, SEARCH, Show, Table};

use super::cell;
use super::edit::question;
use crate::components::{Button, Colour, Icon, Tone, pill, post_button, row_link};
use crate::form::Choice;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// The declaration of the list, made of the table's.
#[must_use]
pub fn list(table: &'static Table, choices: &Choices) -> List<Row> {
    let search = Filter::new(SEARCH, "Search", FilterKind::Text);
    let mut columns: Vec<Column<Row>> =
        table.shown.columns.iter().enumerate().map(|(n, shown)| column(table, n, shown)).collect();
    if !table.edits() && table.removal != Removal::Nothing {
        columns.push(Column::new("Actions", move |row| remove(table, row)).align(Align::Actions));
    }
    List {
        title: table.title,
        noun: table.noun,
        path: table.path,
        filters: std::iter::once(search).chain(table.shown.narrow.iter().map(|narrow| filter(narrow, choices))).collect(),
        orders: table.shown.columns.iter().map(|column| (column.name, column.title)).collect(),
        default_order: None,
        columns,
        row_class: Some(|row| if row.off { "row-off" } else { "" }),
        actions: html! {
            (Button::link("All tables", "/admin/"))
            @if table.edits() {
                (Button::link(&format!("New {}", table.noun.0), &table.add_url()).tone(Tone::Create).icon(Icon::Plus).render())
            }
        },
        bulk: None,
    }
}

fn filter(narrow: &Narrow, choices: &Choices) -> Filter {
    let kind = match narrow.by {
        By::Flag => FilterKind::Bool,
        By::OneOf(pairs) => FilterKind::Choice(Choice::list(pairs.iter().copied())),
        By::Record(_) => FilterKind::Choice(Choice::list(choices.of(narrow.name).to_vec())),
    };
    Filter::new(narrow.name, narrow.label, kind)
}

/// A column; the first is the link to the record.
fn column(table: &'static Table, n: usize, shown: &'static Shown) -> Column<Row> {
    let show = shown.show;
    let leads = n == 0 && table.edits();
    let column = Column::new(shown.title, move |row: &Row| {
        let value = row.cells.get(n).unwrap_or(&Value::Null);
        if leads {
            let label = cell::text(show, value);
            return html! { (row_link(&table.edit_url(&row.id), &label)) @if row.off { " " (off(table)) } };
        }
        cell::markup(show, value)
    });
    let align = match show {
        Show::Moment => Align::NoWrap,
        Show::Number => Align::End,
        _ => Align::Start,
    };
    column.order(shown.name).align(align).csv(move |row| cell::text(show, row.cells.get(n).unwrap_or(&Value::Null)))
}

/// What a record is that is not offered any more.
pub(super) fn off(table: &Table) -> Markup {
    let word = if matches!(table.removal, Removal::Archive(_)) { "archived" } else { "inactive" };
    pill(word, Colour::Grey, None)
}

/// What can be done with a record that has no page of its own.
fn remove(table: &'static Table, row: &Row) -> Markup {
    match table.removal {
        Removal::Hide => {
            let (word, action) = if row.off { ("Show", "show") } else { ("Hide", "hide") };
            let label = format!("{word} {}", row.label);
            post_button(&table.url(&row.id, action), &[], Button::submit(&label).small())
        }
        Removal::Delete => {
            let question = question(table, &row.label, &[]);
            let label = format!("Delete {}", row.label);
            let button = Button::submit(&label).tone(Tone::Quiet).icon_only(Icon::Trash).small().confirm(&question);
            post_button(&table.url(&row.id, "delete"), &[], button)
        }
        Removal::Archive(_) | Removal::Nothing => html! {},
    }
}
