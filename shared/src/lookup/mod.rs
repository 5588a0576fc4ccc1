//! Look-ups: records found as one types (LKP-01 … LKP-28, without the two of whole kinds), and the labels of chosen ones.

mod kind;
mod label;
mod search;
mod whole;

pub use kind::{Keys, Lookup};
pub use label::{Wanted, labels};
pub use search::{Extras, Found, Hit, PER_PAGE, search};
pub use whole::{Choice, whole};
