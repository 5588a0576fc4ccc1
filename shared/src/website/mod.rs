//! What a workshop's website says of the workshop (IMP-01, IMP-02): its metadata, read from the page or from the file that the page
//! is made of, brought into the form of an event's fields, and held against the rules that websites should keep.
//!
//! All of it was written by strangers: it is text of a bounded length here, and nothing else.

mod front_matter;
mod language;
mod metadata;
mod page;
mod raw;
mod read;
mod validate;

pub use language::language;
pub use metadata::Metadata;
pub use raw::Raw;
pub use read::{Examined, Found, Problem, examine, find};
pub use validate::{Finding, Severity, validate};

/// What becomes of fields of the form that hold something already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// They stay; the website fills the empty ones.
    Skip,
    /// The website's values take their place. What the website does not say stays as it is.
    Overwrite,
}
