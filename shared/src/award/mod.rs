//! Awards: who holds which badge (data-model.md §2.2).

mod check;
mod input;
mod list;
mod save;

pub use input::{AwardInput, Preset, after_training};
pub use list::{LISTING, ListRow};
pub use save::create;
