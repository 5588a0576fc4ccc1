//! The pages of `/fiscal` and `/offering`.

mod extension;
mod roll_over;
mod rosters;
//! The pages of `/fiscal`.

mod partnerships;
