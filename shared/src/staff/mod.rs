//! Workshop staff: people looked for by where they are and what they can do (STF-01, DM-PERSON-31).

mod list;
mod place;

pub use list::{LISTING, Lesson, ListRow};
pub use place::{Place, reference};
