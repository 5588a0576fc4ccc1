//! Maintenance screens (UTL-09, MNT-01 … MNT-09): the same four pages for every reference table, made of its declaration.

mod cell;
mod edit;
mod form;
mod grants;
mod index;
mod list;

pub use edit::{Edit, add, edit};
pub use form::form;
pub(crate) use grants::grants;
pub use index::index;
pub use list::list;

/// The text with its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
