//! Memberships: list, page and forms (MEM).

mod details;
pub mod extend;
mod form;
mod list;
pub mod members;
mod numbers;
pub mod persons;
mod related;
pub mod roll_over;
mod table;
mod terms;

pub use details::{Sheet, details};
pub use form::{Edit, add, edit, form};
pub use list::list;
pub use table::table;

/// What a choice is called; what is not offered any more stands for itself.
fn label<'a>(choices: &[(&str, &'a str)], key: &'a str) -> &'a str {
    choices.iter().find(|(choice, _)| *choice == key).map_or(key, |(_, label)| label)
}
