//! The staff's dashboard (UTL-03).

use maud::{Markup, html};
use shared::event::{Board, CurrentEvent, UnpublishedEvent};
use shared::record::event_url;

use crate::components::{check, day_range, domain_link, empty_state, page_head, row_link, section, tag_pill};
use crate::form::Choice;
use crate::layout::Layout;
use crate::view::View;

/// The page: the events of one assignee, or of nobody.
#[must_use]
pub fn dashboard(board: &Board, assignees: &[Choice], chosen: Option<&str>) -> View {
    View {
        title: None,
        layout: Layout::Wide,
        search_term: None,
        body: html! {
            (page_head("Dashboard", Some(selector(assignees, chosen))))
            div.dashboard {
                (section("current", "Current workshops", None, current(&board.current)))
                (section("unpublished", "In progress workshops", None, unpublished(&board.unpublished)))
            }
        },
    }
}

fn selector(assignees: &[Choice], chosen: Option<&str>) -> Markup {
    html! {
        form.form-inline method="get" action="/dashboard/admin/" data-autosubmit {
            label for="id_assigned_to" { "Assigned to:" }
            select.form-select.form-select-sm id="id_assigned_to" name="assigned_to" {
                option value="" { "---------" }
                @for choice in assignees { option value=(choice.key) selected[Some(choice.key.as_str()) == chosen] { (choice.label) } }
            }
            button.btn.btn-sm.btn-plain.nojs-only type="submit" { "Show" }
        }
    }
}

fn current(events: &[CurrentEvent]) -> Markup {
    if events.is_empty() {
        return empty_state("No current workshops.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Current workshops" {
            table.table.list-table {
                thead { tr { th scope="col" { "Tag" } th scope="col" { "Name" } th scope="col" { "Dates" } } }
                tbody {
                    @for event in events {
                        tr {
                            td data-label="Tag" { @for tag in &event.tags { (tag_pill(tag, None)) " " } }
                            td data-label="Name" { (row_link(&event_url(&event.slug), &event.slug)) }
                            td.nowrap data-label="Dates" { (day_range(event.start, event.end)) }
                        }
                    }
                }
            }
        }
    }
}

fn unpublished(events: &[UnpublishedEvent]) -> Markup {
    if events.is_empty() {
        return empty_state("No workshops in progress.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="In progress workshops" {
            table.table.list-table {
                thead { tr {
                    th scope="col" { "Name" } th.number scope="col" title="Number of instructors" { "#I" } th scope="col" { "Dates" }
                    th scope="col" { "Location" } th scope="col" { "URL" } th scope="col" { "Host Site" }
                } }
                tbody {
                    @for event in events {
                        tr {
                            td data-label="Name" { (row_link(&event_url(&event.slug), &event.slug)) }
                            td.number.cell-danger[event.instructors == 0] data-label="#I" { (event.instructors) }
                            td data-label="Dates" { (check(event.start.is_some(), "Dates")) }
                            td data-label="Location" { (check(event.has_location, "Location")) }
                            td data-label="URL" { (check(event.has_url, "URL")) }
                            td data-label="Host Site" { (domain_link(&event.host_domain, &event.host)) }
                        }
                    }
                }
            }
        }
    }
}

/// The page of somebody who is no admin: what they can do here.
#[must_use]
pub fn welcome(viewer: &shared::access::Viewer) -> View {
    View::new(
        "Dashboard",
        html! {
            (page_head(&format!("Hello, {}", viewer.personal), None))
            p { "You are logged in as " strong { (viewer.username) } ". The staff's pages are for members of The Carpentries' core team; if you are one of them, ask an administrator to add you to a group." }
        },
    )
}
