//! What memberships and partnerships have in common: a period that can be extended and followed by another, and a code that
//! people register with.

pub mod code;
mod extension;
mod period;

pub use extension::{ExtendInput, Extension, moved_end};
pub use period::{Grace, Period, Phase};

/// Whether an agreement may be told to the public, by key and label.
pub const PUBLIC_STATUS: [(&str, &str); 2] = [("public", "Public"), ("private", "Private")];

/// The agreement before or after this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Its id.
    pub id: i32,
    /// Its display string.
    pub label: String,
}

impl Neighbour {
    /// Of two columns of an outer join.
    pub(crate) fn of(id: Option<i32>, label: Option<String>) -> Option<Self> {
        Some(Self { id: id?, label: label? })
    }
}
