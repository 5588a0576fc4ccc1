//! Memberships.

pub mod extend;
pub mod members;
pub mod persons;
pub mod roll_over;
mod terms;
