//! Search over everything (UTL-04): the page of results, and what the box in the bar shows while one types.

mod quick;
mod results;

pub use quick::{Asking, quick};
pub use results::{Asked, search};
