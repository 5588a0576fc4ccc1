//! Dates and moments as machine-readable elements that never wrap.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};

use super::value::dash;
use crate::format;

/// `Sept. 5, 2026`, or the em dash.
#[must_use]
pub fn day(day: Option<NaiveDate>) -> Markup {
    html! {
        @match day {
            Some(day) => time.nowrap datetime=(format::iso(day)) { (format::date(day)) },
            None => (dash()),
        }
    }
}

/// `Sept. 5, 2026, 3:07 p.m. UTC`
#[must_use]
pub fn moment(moment: DateTime<Utc>) -> Markup {
    html! { time.nowrap datetime=(moment.format("%Y-%m-%dT%H:%M:%SZ")) { (format::date_time(moment)) } }
}

/// `Sep 5 2026, 3:07 p.m.`, as logs and histories write it; in UTC.
#[must_use]
pub fn day_time(moment: DateTime<Utc>) -> Markup {
    html! { time.nowrap datetime=(moment.format("%Y-%m-%dT%H:%M:%SZ")) { (format::version_time(moment)) } }
}

/// `Jan 05 - 07, 2026` (DM-GEN-08), or the em dash where both sides are missing.
#[must_use]
pub fn day_range(left: Option<NaiveDate>, right: Option<NaiveDate>) -> Markup {
    html! {
        @if left.is_none() && right.is_none() {
            (dash())
        } @else {
            span.nowrap { (format::date_range(left, right)) }
        }
    }
}
