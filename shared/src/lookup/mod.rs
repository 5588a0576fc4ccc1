//! Look-ups: records found as one types (LKP-01 … LKP-28, those of this slice), and the labels of chosen ones.

mod kind;
mod label;
mod search;

pub use kind::{Keys, Lookup};
pub use label::{Wanted, labels};
pub use search::{Extras, Found, Hit, PER_PAGE, search};
