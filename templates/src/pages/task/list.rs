//! The list of tasks (TSK-01).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::lookup::Lookup;
use shared::record::{event_url, person_url, task_url};
use shared::task::ListRow;

use crate::components::{Button, Icon, Tone, action_link, email_link, link, row_link};
use crate::form::Choice;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer, roles: &[(String, String)]) -> List<ListRow> {
    let may_change = viewer.can("change_task");
    List {
        title: "All Tasks",
        noun: ("task", "tasks"),
        path: "/workshops/tasks/",
        filters: vec![
            Filter::new("event", "Event", FilterKind::LookUp(Lookup::Events)),
            Filter::new("role", "Role", FilterKind::Choice(Choice::list(roles.to_vec()))),
        ],
        orders: vec![("event", "Event"), ("person", "Person"), ("role", "Role")],
        default_order: Some(("role", false)),
        columns: vec![
            Column::new("Event", |row: &ListRow| row_link(&event_url(&row.event), &row.event)).order("event").csv(|row| row.event.clone()),
            Column::new("Person", |row: &ListRow| html! {
                (link(&person_url(row.person_id), &row.person)) @if row.email.is_some() { " " (email_link(row.email.as_deref())) }
            })
            .order("person")
            .csv(|row| row.person.clone()),
            Column::new("Role", |row: &ListRow| html! { (row.role) }).order("role").csv(|row| row.role.clone()),
            Column::new("Actions", move |row: &ListRow| {
                let (url, name) = (task_url(row.id), format!("{} as {} at {}", row.person, row.role, row.event));
                html! {
                    (action_link(Icon::Info, &format!("Details of {name}"), &url, true))
                    (action_link(Icon::Pencil, &format!("Edit {name}"), &format!("{url}edit/"), may_change))
                }
            })
            .align(Align::Actions),
        ],
        row_class: None,
        actions: Button::link("New task", "/workshops/tasks/add/").tone(Tone::Create).icon(Icon::Plus).allowed(viewer.can("add_task")).render(),
        bulk: None,
    }
}
