//! Partnerships (PAR-01 … PAR-08).

mod benefits;
mod cells;
mod details;
mod form;
mod list;
mod roles;
mod table;

pub use details::{Sheet, details};
pub use form::{Purpose, add, edit, form, roll_over};
pub use list::list;
pub use table::table;

/// A number as a meter takes it: none below zero.
fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
