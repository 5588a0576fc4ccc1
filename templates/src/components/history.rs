//! Who created and last changed a record (GLB-09).

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::time::moment;

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// When it was made.
    pub when: DateTime<Utc>,
    /// Who made it, where known.
    pub who: Option<&'a str>,
    /// The page that shows this version, where there is one.
    pub href: Option<&'a str>,
}

/// `Created on … by …`, `Last modified on … by …`; pass `None` for `modified` where there is one version only.
#[must_use]
pub fn history(created: Option<&Change<'_>>, modified: Option<&Change<'_>>) -> Markup {
    html! {
        p.history {
            span { (line("Created", created)) }
            " "
            span { (line("Last modified", modified)) }
        }
    }
}

fn line(verb: &str, change: Option<&Change<'_>>) -> Markup {
    html! {
        @match change {
            None => { (verb) ": not available." }
            Some(change) => {
                (verb) " on "
                @match change.href { Some(href) => a href=(href) { (moment(change.when)) }, None => (moment(change.when)) }
                " by " (change.who.unwrap_or("unknown user")) "."
            }
        }
    }
}
