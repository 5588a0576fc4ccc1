//! The search for workshop staff (STF-01, STF-02).

mod contact;
mod list;

pub use contact::{contact, nobody};
pub use list::{export, list, page};
