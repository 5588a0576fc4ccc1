//! The seats that people take of a membership, and the events that count towards it (MEM-03).

use maud::{Markup, html};
use shared::event::website_url;
use shared::membership::{MembershipEvent, SeatTask};
use shared::record::{event_url, person_url, task_url};

use crate::components::{dash, day, empty_state, external_link, link, row_link, tag_pill};
use crate::pages::person::tables::table;

/// The tasks that take a training seat, in whatever role.
pub(super) fn seat_tasks(tasks: &[SeatTask]) -> Markup {
    if tasks.is_empty() {
        return empty_state("No entries.", None);
    }
    let rows = html! {
        @for task in tasks {
            tr {
                td data-label="Event" { (row_link(&event_url(&task.event), &task.event)) }
                td data-label="Person" { (link(&person_url(task.person_id), &task.person)) }
                td data-label="Awards" {
                    @if task.awards.is_empty() { (dash()) } @else { ul.plain-list { @for award in &task.awards { li { (award) } } } }
                }
                td data-label="Type" { (link(&task_url(task.id), if task.seat_public { "Public seat" } else { "In-house seat" })) }
            }
        }
    };
    table("Instructor training seats", &["Event", "Person", "Awards", "Type"], rows)
}

/// The events that count towards the membership.
pub(super) fn events(events: &[MembershipEvent]) -> Markup {
    if events.is_empty() {
        return empty_state("No events.", None);
    }
    let rows = html! {
        @for event in events {
            tr {
                td data-label="Slug" { (row_link(&event_url(&event.slug), &event.slug)) }
                td data-label="Tags" { @if event.tags.is_empty() { (dash()) } @for tag in &event.tags { (tag_pill(tag, None)) " " } }
                td data-label="Start date" { (day(event.start)) }
                td data-label="End date" { (day(event.end)) }
                td data-label="URL" { (external_link(event.url.as_deref().map(website_url).as_deref(), None)) }
            }
        }
    };
    table("Events", &["Slug", "Tags", "Start date", "End date", "URL"], rows)
}
