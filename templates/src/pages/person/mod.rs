//! Persons: list, details, forms (PER).

mod affairs;
mod consents;
mod details;
mod edit;
mod form;
mod list;
mod mail;
mod permissions;
mod profiles;
pub(crate) mod tables;

pub use consents::{consents, consents_form, consents_state};
pub use details::{Sheet, details};
pub use edit::{Edit, add, edit, task_form};
pub use form::form;
pub use list::list;
pub use permissions::{permissions, permissions_form};
