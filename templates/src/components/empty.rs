//! What stands where there is nothing.

use maud::{Markup, html};

/// `No events.`, and what to do about it.
#[must_use]
pub fn empty_state(text: &str, action: Option<Markup>) -> Markup {
    html! {
        div.empty-state {
            p { (text) }
            @if let Some(action) = action { (action) }
        }
    }
}
