//! How dates and times (GLB-10), distances and places are written for people. Times are in UTC.

mod dates;
mod distance;
mod place;

pub use dates::{date, date_time, iso, log_time, time, version_time, weekday_date, weekday_time};
pub use distance::kilometres;
pub use place::{area, position};
pub use shared::dates::{DateRange, date_range};
