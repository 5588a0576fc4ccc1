//! Community roles: details and forms (ROL-01 … ROL-03).

mod details;
mod form;
mod held;
mod settings;

pub use details::details;
pub use form::{Asked, Whose, add, edit, form, render};
pub(crate) use held::held;
