//! Who created and last changed a record (GLB-09).

use maud::{Markup, html};
use shared::history::{Moment, Summary};

use super::time::moment;

/// `Created on … by …`, `Last modified on … by …`.
#[must_use]
pub fn history(summary: &Summary) -> Markup {
    html! {
        p.history {
            span { (line("Created", summary.created.as_ref())) }
            " "
            span { (line("Last modified", summary.modified.as_ref())) }
        }
    }
}

fn line(verb: &str, change: Option<&Moment>) -> Markup {
    html! {
        @match change {
            None => { (verb) ": not available." }
            Some(change) => { (verb) " on " (moment(change.at)) " by " (change.by.as_deref().unwrap_or("unknown user")) "." }
        }
    }
}
