//! What uses a benefit: tasks where it is counted in seats, events where it is counted in events.

use maud::{Markup, html};
use shared::access::Viewer;
use shared::account_benefit::{UsingEvent, UsingTask};
use shared::record::{event_url, person_url, task_url};

use crate::components::{Icon, action_link, day_range, link};
use crate::pages::person::tables::{ACTIONS, table};

/// The tasks that use seats.
pub(super) fn tasks(viewer: &Viewer, tasks: &[UsingTask]) -> Markup {
    let rows = html! {
        @for task in tasks {
            @let name = format!("{} of {} at {}", task.role, task.person, task.event);
            tr {
                td data-label="Event" { (link(&event_url(&task.event), &task.event)) }
                td data-label="Person" { (link(&person_url(task.person_id), &task.person)) }
                td data-label="Role" { (task.role) }
                td.actions {
                    (action_link(Icon::Info, &format!("Details of {name}"), &task_url(task.id), true))
                    (action_link(Icon::Pencil, &format!("Edit {name}"), &format!("{}edit/", task_url(task.id)), viewer.can("change_task")))
                }
            }
        }
    };
    table("Usage: tasks", &["Event", "Person", "Role", ACTIONS], rows)
}

/// The events that use it.
pub(super) fn events(viewer: &Viewer, events: &[UsingEvent]) -> Markup {
    let may_change = viewer.can_all(&["change_event", "add_task"]);
    let rows = html! {
        @for event in events {
            @let url = event_url(&event.slug);
            tr {
                td data-label="Slug" { (link(&url, &event.slug)) }
                td data-label="Host" { (event.host) }
                td.nowrap data-label="Dates" { (day_range(event.start, event.end)) }
                td.actions {
                    (action_link(Icon::Info, &format!("Details of {}", event.slug), &url, true))
                    (action_link(Icon::Pencil, &format!("Edit {}", event.slug), &format!("{url}edit/"), may_change))
                }
            }
        }
    };
    table("Usage: events", &["Slug", "Host", "Dates", ACTIONS], rows)
}
