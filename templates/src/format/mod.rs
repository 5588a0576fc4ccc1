//! How dates and times are written for people (GLB-10). Everything is in UTC.

mod dates;

pub use dates::{date, date_time, iso, log_time, time, version_time, weekday_date, weekday_time};
pub use shared::dates::{DateRange, date_range};
