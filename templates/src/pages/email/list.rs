//! The list of scheduled emails (emails.md 5.3).

use maud::{Markup, html};
use shared::scheduled_email::{self, ListRow, State};

use super::EMAILS;
use crate::components::{breakable, dash, folded, mail_state, moment, row_title};
use crate::form::Choice;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list() -> List<ListRow> {
    List {
        title: "Scheduled emails",
        noun: ("scheduled email", "scheduled emails"),
        path: EMAILS,
        filters: vec![
            Filter::new("name", "Template", FilterKind::Text),
            Filter::new(
                "state",
                "State",
                FilterKind::Choice(State::ALL.iter().map(|state| Choice::new(state.code(), state.label())).collect()),
            ),
            Filter::new("subject", "Subject", FilterKind::Text),
        ],
        orders: vec![
            ("template__name", "Template"),
            ("state", "State"),
            ("scheduled_at", "Scheduled at"),
            ("subject", "Subject"),
        ],
        default_order: None,
        columns: vec![
            Column::new("Name", title).order("template__name").csv(|row| row.template.clone().unwrap_or_default()),
            Column::new("State", |row: &ListRow| State::of(&row.state).map_or_else(dash, mail_state))
                .order("state")
                .csv(|row| State::of(&row.state).map_or_else(String::new, |state| state.label().to_owned())),
            Column::new("Scheduled at", |row: &ListRow| moment(row.scheduled_at))
                .order("scheduled_at")
                .align(Align::NoWrap)
                .csv(|row| row.scheduled_at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            Column::new("Related object", |row: &ListRow| html! { span.yielding { (about(row)) } })
                .csv(|row| row.about.as_ref().map(|about| about.label.clone()).unwrap_or_default()),
            Column::new("To, From", |row: &ListRow| folded(&[("To", &row.to_header.join(", ")), ("From", &row.from_header)])),
            Column::file("To", |row: &ListRow| row.to_header.join(", ")),
            Column::file("From", |row: &ListRow| row.from_header.clone()),
            Column::new("Subject", |row: &ListRow| yielding(&row.subject)).order("subject").csv(|row| row.subject.clone()),
        ],
        row_class: None,
        actions: html! {},
        bulk: None,
    }
}

/// A text that gives way where the table is wide; the dash for none.
pub(super) fn yielding(text: &str) -> Markup {
    if text.is_empty() {
        dash()
    } else {
        html! { span.yielding { (text) } }
    }
}

/// The link to an email: the name of its template; without one the dash, read as its subject.
fn title(row: &ListRow) -> Markup {
    let url = scheduled_email::url(row.id);
    match &row.template {
        Some(template) => row_title(&url, template),
        None => html! { a.slug.yielding href=(url) aria-label=(row.subject) { "—" } },
    }
}

fn about(row: &ListRow) -> Markup {
    match &row.about {
        Some(about) => match &about.url {
            Some(url) => html! { a href=(url) { (breakable(&about.label)) } },
            None => breakable(&about.label),
        },
        None => dash(),
    }
}
