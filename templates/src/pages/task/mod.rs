//! Tasks: list, details, forms (TSK).

mod details;
mod form;
mod list;

pub use details::details;
pub use form::{Preset, add, edit, edit_form, form, inline};
pub use list::list;
