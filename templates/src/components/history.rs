//! Who created and last changed a record (GLB-09).

use maud::{Markup, html};
use shared::history::{Moment, Summary, version_url};

use super::time::moment;

/// `Created on … by …`, `Last modified on … by …`; the dates lead to what was changed (UTL-08). On top of every page of a record.
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
            Some(change) => { (verb) " on " a href=(version_url(change.version)) { (moment(change.at)) } " by " (change.by.as_deref().unwrap_or("unknown user")) "." }
        }
    }
}
