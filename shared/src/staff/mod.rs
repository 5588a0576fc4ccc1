//! Workshop staff: people looked for by where they are and what they can do (STF-01, DM-PERSON-31).

mod choices;
mod contact;
mod list;
mod place;

pub use choices::{Choices, choices};
pub use contact::{Contact, contact};
pub use list::{LISTING, Lesson, ListRow};
pub use place::{Place, reference};
