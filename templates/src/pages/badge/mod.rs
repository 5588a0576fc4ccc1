//! Badges, and who holds them (BDG).

mod holders;
mod list;

pub use holders::{holders, page};
pub use list::list;
