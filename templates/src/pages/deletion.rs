//! "Failed to delete": what stands in the way (GLB-12).

use maud::{Markup, html};
use shared::deletion::Blockers;

use crate::components::{Button, link, page_head};
use crate::view::View;

/// The page: the record called `label` at `url` is still referred to; `back` is where the button leads.
#[must_use]
pub fn blocked(label: &str, url: &str, blockers: &Blockers, back: &str) -> View {
    let lead =
        html! { (link(url, label)) " was not deleted, because these records still refer to it. Delete or change them first." };
    failed(lead, blockers, back)
}

/// The page with a sentence of its own.
pub(super) fn failed(lead: Markup, blockers: &Blockers, back: &str) -> View {
    View::new(
        "Failed to delete",
        html! {
            (page_head("Failed to delete", None))
            p { (lead) }
            dl.blockers {
                @for group in &blockers.groups {
                    dt { (group.kind) }
                    dd {
                        ul {
                            @for record in &group.records {
                                li { @match &record.url { Some(url) => (link(url, &record.label)), None => (record.label) } }
                            }
                            @if group.more > 0 { li { "and " (group.more) " more" } }
                        }
                    }
                }
            }
            (Button::link("Go back", back))
        },
    )
}
