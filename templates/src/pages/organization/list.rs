//! The list of organizations (ORG-01).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::membership::VARIANTS;
use shared::organization::{FilterChoices, ListRow};
use shared::record::{membership_url, organization_url};

use super::ORGANIZATIONS;
use crate::components::{Button, Icon, Tone, action_link, dash, external_link, link, row_link};
use crate::form::Choice;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer, choices: FilterChoices) -> List<ListRow> {
    List {
        title: "All Organizations",
        noun: ("organization", "organizations"),
        path: ORGANIZATIONS,
        filters: vec![
            Filter::new("country", "Country", FilterKind::Choice(Choice::list(choices.countries))),
            Filter::new("memberships__variant", "Memberships (current or past)", FilterKind::Choices(Choice::list(VARIANTS))),
        ],
        orders: vec![("fullname", "Full name"), ("domain", "Domain")],
        default_order: Some(("domain", false)),
        columns: columns(viewer.can("change_organization")),
        row_class: None,
        actions: Button::link("New organization", "/fiscal/organizations/add/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_organization"))
            .render(),
        bulk: None,
    }
}

fn columns(may_change: bool) -> Vec<Column<ListRow>> {
    vec![
        Column::new("Full name", |row: &ListRow| row_link(&organization_url(&row.domain), &row.fullname))
            .order("fullname")
            .csv(|row| row.fullname.clone()),
        Column::new("Domain", |row: &ListRow| external_link(Some(&format!("http://{}", row.domain)), Some(&row.domain)))
            .order("domain")
            .csv(|row| row.domain.clone()),
        Column::new("Current memberships", memberships)
            .hint("Memberships whose agreement covers today")
            .csv(|row| row.current_memberships.iter().map(|membership| membership.label.as_str()).collect::<Vec<_>>().join("; ")),
        Column::new("Actions", move |row: &ListRow| actions(row, may_change)).align(Align::Actions),
    ]
}

fn memberships(row: &ListRow) -> Markup {
    if row.current_memberships.is_empty() {
        return dash();
    }
    html! {
        ul.plain-list {
            @for membership in row.current_memberships.iter() { li { (link(&membership_url(membership.id), &membership.label)) } }
        }
    }
}

fn actions(row: &ListRow, may_change: bool) -> Markup {
    let url = organization_url(&row.domain);
    html! {
        (action_link(Icon::Info, &format!("View {}", row.fullname), &url, true))
        (action_link(Icon::Pencil, &format!("Edit {}", row.fullname), &format!("{url}edit/"), may_change))
    }
}
