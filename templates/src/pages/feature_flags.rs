//! The feature flags and how they stand (UTL-05, DSH-12).

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::flag::{State, States};

use crate::components::PageHead;
use crate::view::View;

/// All flags by name.
#[must_use]
pub fn feature_flags(states: &States) -> View {
    View::new(
        "Feature flags",
        html! {
            (PageHead::new("Feature flags"))
            div.prose {
                p { "Feature flags switch parts of AMY on or off. Most of them hold for everybody: staff decide on them for a whole installation." }
                p { "Some can be switched by each person: the choice holds in your session alone, until you log out." }
            }
            @if states.0.is_empty() {
                p { "No feature flags found." }
            } @else {
                div.table-scroll {
                    table.list-table {
                        thead { tr { th scope="col" { "Name" } th scope="col" { "Active?" } th scope="col" { "Switch" } } }
                        tbody { @for state in &states.0 { (row(state)) } }
                    }
                }
            }
        },
    )
}

fn row(state: &State) -> Markup {
    html! {
        tr {
            th.slug scope="row" { (state.name) }
            td data-label="Active?" { @if state.is_on { "Yes." } @else { "No." } }
            td data-label="Switch" {
                @match &state.parameter {
                    Some((name, _)) if state.is_on => a href={ "?" (encoded(name)) "=false" } { "Disable" span.visually-hidden { " " (state.name) } },
                    Some((name, value)) => a href={ "?" (encoded(name)) "=" (encoded(value)) } { "Enable" span.visually-hidden { " " (state.name) } },
                    None => "Cannot be enabled or disabled here.",
                }
            }
        }
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
