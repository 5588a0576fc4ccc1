//! Consortiums: organizations that are a partner together (data-model.md §2.8).

mod choices;
mod details;
mod input;
mod list;
mod save;

pub use choices::choices;
pub use details::{ConsortiumOrganization, Details, by_id};
pub use input::{ConsortiumInput, Stored, stored};
pub use list::{LISTING, ListRow};
pub use save::{create, update};
