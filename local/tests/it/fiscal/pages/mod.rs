//! The pages of `/fiscal`.

mod consortiums;
mod extension;
mod memberships;
mod organizations;
mod partnerships;
mod roll_over;
mod rosters;
