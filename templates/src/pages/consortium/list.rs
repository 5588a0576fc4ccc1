//! The list of consortiums (CON-01).

use maud::Render as _;
use shared::access::Viewer;
use shared::consortium::ListRow;
use shared::lookup::Lookup;
use shared::record::consortium_url;

use super::CONSORTIUMS;
use super::details::organisations;
use crate::components::{Button, Icon, Tone, dash, row_link, value};
use crate::list::{Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<ListRow> {
    List {
        title: "Consortiums",
        noun: ("consortium", "consortiums"),
        path: CONSORTIUMS,
        filters: vec![Filter::new(
            "contains_organisations",
            "Contains organisations",
            FilterKind::LookUps(Lookup::Organizations),
        )],
        orders: vec![("name", "Name"), ("description", "Description")],
        default_order: None,
        columns: vec![
            Column::new("Name", |row: &ListRow| row_link(&consortium_url(row.id), &row.name))
                .order("name")
                .csv(|row| row.name.clone()),
            Column::new("Description", |row: &ListRow| value(Some(&row.description)))
                .order("description")
                .csv(|row| row.description.clone()),
            Column::new("Organisations", |row: &ListRow| organisations(&row.organisations).unwrap_or_else(dash))
                .csv(|row| row.organisations.iter().map(|member| member.label.as_str()).collect::<Vec<_>>().join("; ")),
        ],
        row_class: None,
        actions: Button::link("New consortium", "/fiscal/consortiums/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_consortium"))
            .render(),
        bulk: None,
    }
}
