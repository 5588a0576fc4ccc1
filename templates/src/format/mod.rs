//! How dates and times (GLB-10), distances, places and answers are written for people. Times are in UTC.

mod dates;
mod distance;
mod place;

pub use dates::{date, date_time, iso, log_time, time, version_time, weekday_date, weekday_time};
pub use distance::kilometres;
pub use place::{area, position};
pub use shared::dates::{DateRange, date_range};

/// `yes` or `no`.
#[must_use]
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
