//! Persons: list, details, forms (PER).

mod details;
mod edit;
mod form;
mod list;
mod profiles;
mod tables;

pub use details::{Sheet, details};
pub use edit::{Edit, add, edit};
pub use form::form;
pub use list::list;
