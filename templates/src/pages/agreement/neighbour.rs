//! The agreement before or after this one, told on its page (MEM-03, PAR-03).

use maud::{Markup, html};
use shared::agreement::Neighbour;

use crate::components::{Icon, icon, link};

/// A line that leads to the other agreement, whose page `url` tells by its id; nothing where there is none.
#[must_use]
pub(crate) fn neighbour(words: &str, other: Option<&Neighbour>, url: fn(i32) -> String) -> Markup {
    html! {
        @if let Some(Neighbour { id, label }) = other {
            div.notice.notice-info.stack { (icon(Icon::Info)) p { (words) (link(&url(*id), label)) "." } }
        }
    }
}
