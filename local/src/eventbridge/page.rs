//! `/_local/events/`: what was published, newest first.

use maud::{DOCTYPE, Markup, html};

use super::Events;

/// So many events are shown.
const SHOWN: usize = 100;

/// The page.
pub fn page(events: &Events) -> Markup {
    let all = events.all();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Events on this machine" }
            }
            body {
                main {
                    h1 { "Events on this machine" }
                    p { a href="/_local/" { "What runs where" } }
                    p { "What the change feed has published since AMY was started, newest first: " (all.len()) " events." }
                    @for event in all.iter().rev().take(SHOWN) {
                        h2 { (event.detail_type) }
                        pre { (serde_json::to_string_pretty(&event.detail).unwrap_or_default()) }
                    }
                }
            }
        }
    }
}
