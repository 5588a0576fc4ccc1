//! How dates and times are written for people (GLB-10). Everything is in UTC.

mod dates;
mod range;

pub use dates::{date, date_time, iso, log_time, time, version_time};
pub use range::{DateRange, date_range};
