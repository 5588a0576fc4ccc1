//! Categories of events: workshop, training and the like (data-model.md §2.5).

mod input;
mod list;
mod save;

pub use input::{CategoryInput, Stored, stored};
pub use list::{Details, LISTING, by_id};
pub use save::{create, update};
