//! The benefits that draw on a partnership, each with what uses it, on its page (PAR-03).

use chrono::NaiveDate;
use maud::{Markup, html};
use shared::access::Viewer;
use shared::account::UsedBenefit;
use shared::account_benefit::{ListRow, State, UsingEvent, UsingTask};
use shared::agreement::Period;
use shared::record::{account_benefit_url, event_url, person_url, task_url};

use super::count;
use crate::components::{Icon, action_link, day_range, empty_state, link, meter, moment, row_link, value, yes_no};
use crate::pages::person::tables::{ACTIONS, table};

const HEAD: [&str; 8] =
    ["Benefit", "Dates", "Used / allocated", "Discount", "Curriculum", "Active", "Created at", "Last updated at"];

/// The table; below each benefit in use its uses unfold.
pub(super) fn benefits(viewer: &Viewer, benefits: &[UsedBenefit], today: NaiveDate) -> Markup {
    if benefits.is_empty() {
        return empty_state("No linked account benefits.", None);
    }
    let rows = html! {
        @for benefit in benefits {
            (row(viewer, &benefit.row, today))
            @if let Some((summary, uses)) = uses(viewer, benefit) {
                tr { td colspan=(HEAD.len()) { details { summary { (summary) } (uses) } } }
            }
        }
    };
    table("Linked account benefits", &HEAD, rows)
}

fn row(viewer: &Viewer, benefit: &ListRow, today: NaiveDate) -> Markup {
    let name = format!("{} ({})", benefit.benefit, benefit.unit_type);
    let period = Period { start: benefit.start_date, end: benefit.end_date };
    html! {
        tr {
            td {
                @if viewer.can("view_accountbenefit") { (row_link(&account_benefit_url(benefit.id), &name)) } @else { span.slug { (name) } }
            }
            td.nowrap data-label=(HEAD[1]) { (day_range(Some(benefit.start_date), Some(benefit.end_date))) }
            td data-label=(HEAD[2]) { (meter(&format!("Used of {name}"), count(benefit.used), count(benefit.allocation.into()))) }
            td data-label=(HEAD[3]) { (value(benefit.discount.as_deref())) }
            td data-label=(HEAD[4]) { (value(benefit.curriculum.as_deref())) }
            td data-label=(HEAD[5]) { (yes_no(period.covers(today))) @if benefit.state(today) == State::Frozen { " (frozen)" } }
            td data-label=(HEAD[6]) { (moment(benefit.created_at)) }
            td data-label=(HEAD[7]) { @match benefit.last_updated_at { Some(at) => (moment(at)), None => (value(None)) } }
        }
    }
}

/// What uses a benefit: how many, and which.
fn uses(viewer: &Viewer, benefit: &UsedBenefit) -> Option<(String, Markup)> {
    let (tasks, events) = (&benefit.tasks, &benefit.events);
    match (tasks.len(), events.len()) {
        (0, 0) => None,
        (0, count) => Some((format!("Events using {} ({count})", benefit.row.benefit), using_events(viewer, events))),
        (count, _) => Some((format!("Tasks using {} ({count})", benefit.row.benefit), using_tasks(viewer, tasks))),
    }
}

fn using_tasks(viewer: &Viewer, tasks: &[UsingTask]) -> Markup {
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

fn using_events(viewer: &Viewer, events: &[UsingEvent]) -> Markup {
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
