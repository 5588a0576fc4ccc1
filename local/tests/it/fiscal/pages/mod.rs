//! The pages of `/fiscal`.

mod extension;
mod memberships;
mod partnerships;
mod roll_over;
mod rosters;
