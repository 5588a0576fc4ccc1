//! People and their tasks out of a CSV file (PER-04 … PER-09): read, kept until they were looked at, verified, saved.
//!
//! Rows are handled as a whole: each question to the database is one statement, however many rows there are.

mod read;
mod row;
mod save;
mod similar;
mod store;
mod verify;

pub use read::{COLUMNS, LONGEST_VALUE, MOST_ROWS, REQUIRED, Unreadable, decode, read};
pub use row::{Edit, Row};
pub use save::{Saved, save};
pub use similar::{Similar, similar};
pub use store::{DAYS_KEPT, Upload, Version, discard, put, roles, stored, update, waiting};
pub use verify::{Counts, Matched, Verified, verify};
