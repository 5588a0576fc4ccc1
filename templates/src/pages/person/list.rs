//! The list of persons (PER-01).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::lookup::Lookup;
use shared::person::ListRow;
use shared::record::person_url;

use crate::components::{Button, Icon, Tone, action_link, email_link, row_link};
use crate::list::{Align, Column, Filter, FilterKind, List};
use crate::pages::bulk_upload;
use crate::pages::event::tasks::badges;

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<ListRow> {
    List {
        title: "All Persons",
        noun: ("person", "persons"),
        path: "/workshops/persons/",
        filters: vec![
            Filter::new("badges", "Badges", FilterKind::LookUps(Lookup::Badges)),
            Filter::new("taught_workshops", "Taught at workshops of type", FilterKind::LookUps(Lookup::Tags)),
        ],
        orders: vec![("email", "Email"), ("lastname", "Last name"), ("firstname", "First name")],
        default_order: Some(("lastname", false)),
        columns: columns(viewer.can("change_person")),
        row_class: None,
        actions: buttons(viewer),
        bulk: None,
    }
}

fn buttons(viewer: &Viewer) -> Markup {
    let may_add = viewer.can("add_person");
    html! {
        (Button::link("Bulk add people", bulk_upload::UPLOAD).icon(Icon::People).allowed(may_add && viewer.can("change_person")))
        (Button::link("New person", "/workshops/persons/add/").tone(Tone::Create).icon(Icon::Plus).allowed(may_add))
    }
}

fn columns(may_change: bool) -> Vec<Column<ListRow>> {
    vec![
        Column::new("Some badges", |row: &ListRow| badges(&row.badges, &row.instructor_roles))
            .hint("Instructor and trainer badges, and whether the community role as instructor is active")
            .csv(|row| row.badges.join("; ")),
        Column::new("Name", |row: &ListRow| row_link(&person_url(row.id), &row.name))
            .order("lastname")
            .csv(|row| row.name.clone()),
        Column::new("Email", |row: &ListRow| email_link(row.email.as_deref()))
            .order("email")
            .csv(|row| row.email.clone().unwrap_or_default()),
        Column::new("Actions", move |row: &ListRow| actions(row, may_change)).align(Align::Actions),
    ]
}

fn actions(row: &ListRow, may_change: bool) -> Markup {
    let url = person_url(row.id);
    html! {
        (action_link(Icon::Info, &format!("Details of {}", row.name), &url, true))
        (action_link(Icon::Pencil, &format!("Edit {}", row.name), &format!("{url}edit/"), may_change))
    }
}
