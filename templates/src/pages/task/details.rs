//! A task's page (TSK-03).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::history::Summary;
use shared::record::{account_benefit_url, event_url, membership_url, person_url, task_url};
use shared::task::Details as Task;

use crate::components::{Button, Details, Icon, PageHead, Tone, delete_button, history, link, yes_no};
use crate::view::View;

/// The page.
#[must_use]
pub fn details(viewer: &Viewer, task: &Task, summary: &Summary) -> View {
    let url = task_url(task.id);
    let label = task.label();
    let edit = format!("{url}edit/");
    let seat = task.seat_membership_id.zip(task.seat_membership.as_deref());
    let benefit = task.allocated_benefit_id.zip(task.allocated_benefit.as_deref());
    View::new(
        format!("Task {label}"),
        html! {
            (PageHead::new(&label).kind("Task").below(history(summary)).actions(html! {
                (Button::link("Edit", &edit).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can("change_task")))
                (delete_button(&format!("{url}delete/"), "Delete task", &format!("Delete the task {label}?"), viewer.can("delete_task")))
            }).render())
            (Details::new()
                .row("Event", link(&event_url(&task.event), &task.event))
                .row("Person", link(&person_url(task.person_id), &task.person))
                .text("Role", Some(&task.role))
                .optional("Member site seat", seat.map(|(id, label)| link(&membership_url(id), label)))
                .text("Public or in-house seat", task.seat_membership.as_ref().map(|_| if task.seat_public { "Public seat" } else { "In-house seat" }))
                .row("Open applicant", yes_no(task.seat_open_training))
                .optional("Allocated benefit", benefit.map(|(id, label)| link(&account_benefit_url(id), label))))
        },
    )
}
