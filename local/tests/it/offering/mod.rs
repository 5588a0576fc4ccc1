//! The pages of the service offering (OFF-01 … OFF-21).

mod benefits;
mod categories;
