//! The pages of `/fiscal`.

mod extension;
mod partnerships;
mod roll_over;
mod rosters;
mod memberships;
