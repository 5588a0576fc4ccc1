//! Organizations: list, page, forms (ORG-01 … ORG-04).

mod details;
mod events;
mod form;
mod list;

pub use details::{Sheet, details};
pub use form::{Edit, add, edit, form};
pub use list::list;

/// Where the list is.
pub const ORGANIZATIONS: &str = "/fiscal/organizations/";
