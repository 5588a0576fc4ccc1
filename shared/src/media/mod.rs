//! Pictures that people put into their texts: looked at, scaled down, and kept in S3 (MD-02, UTL-10).

mod picture;
mod store;
mod svg;

pub use picture::{Format, LARGEST_SIDE, MOST_PIXELS, Picture, Unfit, prepare};
pub use store::{FOLDER, Failed, Settings, Store};
