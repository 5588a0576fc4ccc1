//! Awards: who holds which badge (data-model.md §2.2).

mod check;
mod details;
mod input;
mod list;
mod save;

pub use details::{Details, by_id};
pub use input::{AwardInput, Preset, after_training};
pub use list::{LISTING, ListRow};
pub use save::create;
