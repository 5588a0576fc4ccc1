//! The events that an organization has to do with, as a table on its page (ORG-03).

use maud::{Markup, html};
use shared::event::website_url;
use shared::organization::OrganizationEvent;
use shared::record::event_url;

use crate::components::{Colour, dash, day, empty_state, external_link, pill, row_link};
use crate::pages::person::tables;

/// The table, or a line that there is none.
pub(super) fn table(events: &[OrganizationEvent]) -> Markup {
    if events.is_empty() {
        return empty_state("No events.", None);
    }
    let rows = html! { @for event in events { (row(event)) } };
    tables::table("Events", &["Slug", "Type", "Tags", "Start date", "End date", "URL"], rows)
}

fn row(event: &OrganizationEvent) -> Markup {
    html! {
        tr {
            td { (row_link(&event_url(&event.slug), &event.slug)) }
            td data-label="Type" { (kinds(event)) }
            td data-label="Tags" { @if event.tags.is_empty() { (dash()) } @else { (event.tags.join(", ")) } }
            td.nowrap data-label="Start date" { (day(event.start)) }
            td.nowrap data-label="End date" { (day(event.end)) }
            td data-label="URL" { (external_link(event.url.as_deref().map(website_url).as_deref(), Some("website"))) }
        }
    }
}

/// What the organization is to the event, besides administering it.
fn kinds(event: &OrganizationEvent) -> Markup {
    let kinds = [
        (event.hosted, "Hosted", Colour::Blue),
        (event.sponsored, "Sponsored", Colour::Green),
        (event.affiliated, "Affiliated", Colour::Cyan),
    ];
    if !kinds.iter().any(|(is_so, ..)| *is_so) {
        return dash();
    }
    html! { @for (_, label, colour) in kinds.into_iter().filter(|(is_so, ..)| *is_so) { (pill(label, colour, None)) " " } }
}
