//! The pages with a table's form.

use maud::{Markup, Render as _, html};
use shared::history::Summary;
use shared::reference::{Link, Removal, Stored, Table};

use super::capitalised;
use super::list::off;
use crate::components::{Button, Icon, PageHead, Tone, delete_button, history, page_head, post_button};
use crate::form::{Form, State};
use crate::view::View;

/// The page for a new record.
#[must_use]
pub fn add(table: &Table, form: &Form, state: &State) -> View {
    let title = format!("New {}", table.noun.0);
    View::new(&title, html! { (page_head(&title, None)) (form.render(&table.add_url(), state)) })
}

/// Everything that the edit page shows.
#[derive(Debug)]
pub struct Edit<'a> {
    /// The record's table.
    pub table: &'a Table,
    /// The record.
    pub stored: &'a Stored,
    /// When it was made and changed.
    pub history: &'a Summary,
    /// Who would lose it if it was deleted.
    pub links: &'a [Link],
    /// The form.
    pub form: &'a Form,
    /// What it contains.
    pub state: &'a State,
}

/// The page of an existing record.
#[must_use]
pub fn edit(page: &Edit<'_>) -> View {
    let Edit { table, stored, .. } = page;
    let kind = capitalised(table.noun.0);
    let head = PageHead::new(&stored.label).kind(&kind).below(history(page.history)).actions(actions(page));
    let head = if stored.off { head.beside(off(table)) } else { head };
    View::new(
        format!("{kind} {}", stored.label),
        html! { (head.render()) (page.form.render(&table.edit_url(&stored.id), page.state)) },
    )
}

fn actions(page: &Edit<'_>) -> Markup {
    let Edit { table, stored, .. } = page;
    let (id, noun) = (&stored.id, table.noun.0);
    let all = format!("All {}", table.noun.1);
    html! {
        (Button::link(&all, table.path))
        @if let Some((label, path)) = table.related { (Button::link(label, &path.replace("{}", id))) }
        @match table.removal {
            Removal::Delete => (delete_button(&table.url(id, "delete"), &format!("Delete {noun}"), &question(table, &stored.label, page.links), true)),
            Removal::Archive(then) if !stored.off => {
                @let question = format!("Archive the {noun} {}? {then}", stored.label);
                (post_button(&table.url(id, "archive"), &[], Button::submit(&format!("Archive {noun}")).tone(Tone::Caution).icon(Icon::Lock).confirm(&question)))
            },
            Removal::Archive(_) | Removal::Hide | Removal::Nothing => {},
        }
    }
}

/// What is asked before a record is deleted: with who would lose it.
pub(super) fn question(table: &Table, label: &str, links: &[Link]) -> String {
    let question = format!("Delete the {} {label}?", table.noun.0);
    let losers: Vec<String> = links.iter().map(|link| format!("{} ({})", link.kind.plural(), link.total)).collect();
    if losers.is_empty() { question } else { format!("{question} These lose it: {}.", losers.join(", ")) }
}
