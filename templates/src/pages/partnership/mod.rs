//! Partnerships (PAR-01 … PAR-08).

mod cells;
mod details;
mod form;
mod list;
mod table;

pub use details::{Sheet, details};
pub use form::{Purpose, add, edit, form, roll_over};
pub use list::list;
pub use table::table;
