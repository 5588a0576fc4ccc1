//! How much of something is done or used.

use maud::{Markup, html};

/// `3 of 10` with a bar; `label` says what is counted. More than `of` is shown as a full bar in red.
#[must_use]
pub fn meter(label: &str, count: impl Into<i64>, of: impl Into<i64>) -> Markup {
    let (count, of) = (count.into(), of.into());
    html! {
        span.meter .meter-over[count > of] {
            progress value=(count.clamp(0, of.max(0))) max=(of.max(1)) aria-label=(label) {}
            span.meter-text { (count) " of " (of) }
        }
    }
}
