//! Search over all kinds of records: everything that holds a term (UTL-04), and the best few while one types.

mod area;
mod pattern;
mod quick;
mod whole;

pub use area::Area;
pub use quick::{Described, Group, Quick, quick};
pub use whole::{MOST, Tab, search};

/// No term may be longer, in characters.
pub const LONGEST: usize = 100;

/// One record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What the link reads.
    pub label: String,
    /// The record's page, of a comment its place there; `None` where the kind has no page.
    pub url: Option<String>,
}
