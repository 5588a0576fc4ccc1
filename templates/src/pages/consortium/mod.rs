//! Consortiums: list, page, form (CON-01 … CON-04).

mod details;
mod form;
mod list;

pub use details::details;
pub use form::{add, edit, form};
pub use list::list;

/// Where the list is.
pub const CONSORTIUMS: &str = "/fiscal/consortiums/";
