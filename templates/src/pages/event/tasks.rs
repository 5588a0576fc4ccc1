//! The tasks of an event, as a table on its pages.

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::event::EventTask;
use shared::record::{membership_url, person_url, query, task_url};

use crate::components::{
    Button, Icon, Tone, action_link, dash, email_link, empty_state, important_badge, instructor_role_badge, link, post_button,
    yes_no,
};

/// The table; `next` is where deleting a task leads back to.
pub(super) fn table(viewer: &Viewer, tasks: &[EventTask], next: &str) -> Markup {
    if tasks.is_empty() {
        return empty_state("No tasks.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Tasks" {
            table.table.list-table {
                thead { tr {
                    th scope="col" { "Some badges" } th scope="col" { "Person" } th scope="col" { "Role" } th scope="col" { "Member site seat" }
                    th scope="col" { "Open applicant" } th.actions scope="col" { span.visually-hidden { "Actions" } }
                } }
                tbody { @for task in tasks { (row(viewer, task, next)) } }
            }
        }
    }
}

fn row(viewer: &Viewer, task: &EventTask, next: &str) -> Markup {
    let name = format!("{} as {}", task.person, task.role);
    let delete = format!("{}delete/?{}", task_url(task.id), query(&[("next", next)]));
    html! {
        tr {
            td data-label="Some badges" { (badges(&task.badges, &task.instructor_roles)) }
            td data-label="Person" { (link(&person_url(task.person_id), &task.person)) @if task.email.is_some() { " " (email_link(task.email.as_deref())) } }
            td data-label="Role" { (task.role) }
            td data-label="Member site seat" { (seat(task.seat_membership_id.zip(task.seat_membership.as_deref()), task.seat_public)) }
            td data-label="Open applicant" { (yes_no(task.seat_open_training)) }
            td.actions {
                (action_link(Icon::Info, &format!("Details of {name}"), &task_url(task.id), true))
                (action_link(Icon::Pencil, &format!("Edit {name}"), &format!("{}edit/", task_url(task.id)), viewer.can("change_task")))
                (post_button(&delete, &[], Button::submit(&format!("Delete {name}")).tone(Tone::Quiet).icon_only(Icon::Trash).small()
                    .confirm(&format!("Delete the task {name}?")).allowed(viewer.can("delete_task"))))
            }
        }
    }
}

/// Important badges, and whether the instructor's community roles are active (GLB-09).
pub(crate) fn badges(names: &[String], instructor_roles: &[bool]) -> Markup {
    html! {
        @if names.is_empty() && instructor_roles.is_empty() { (dash()) }
        @for name in names { (important_badge(name)) " " }
        @for active in instructor_roles { (instructor_role_badge(*active)) " " }
    }
}

/// The seat of a membership, known by its id and display string, and of which kind it is.
pub(crate) fn seat(membership: Option<(i32, &str)>, is_public: bool) -> Markup {
    match membership {
        Some((id, label)) => {
            html! { (link(&membership_url(id), label)) " " span.none { "(" (if is_public { "Public seat" } else { "In-house seat" }) ")" } }
        }
        None => dash(),
    }
}

/// The "Mail everyone" button: the addresses of those who consented.
pub(super) fn mail_everyone(tasks: &[EventTask]) -> Option<Markup> {
    let mut addresses: Vec<&str> = tasks.iter().filter_map(|task| task.email.as_deref()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let address = format!("mailto:?bcc={}", addresses.join(","));
    (!addresses.is_empty()).then(|| Button::link("Mail everyone", &address).icon(Icon::Envelope).small().render())
}
