//! Tasks: who did what at an event (data-model.md §2.6).

mod details;
mod ensure;
mod input;
mod list;
mod save;

pub use details::{Details, by_id};
pub use ensure::{Ensured, ensure};
pub use input::{Own, Stored, TaskInput, stored};
pub use list::{LISTING, ListRow, roles};
pub use save::{create, remove, update};

/// Names of roles that rules depend on (DM-ROLE-01).
pub const INSTRUCTOR: &str = "instructor";
/// The role of those who learn.
pub const LEARNER: &str = "learner";
/// The role of those at whose place it happens.
pub const HOST: &str = "host";
