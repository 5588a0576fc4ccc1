//! Terms that people consent to, and the answers that they offer (data-model.md §2.12, MNT-01, MNT-02).

mod archive;

pub use archive::{Archival, archive, archive_option};

/// The kinds of terms, as key and label.
pub const REQUIRED_TYPES: [(&str, &str); 2] = [(PROFILE, "Required to create a Profile"), (OPTIONAL, "Optional")];
/// Everybody must answer.
pub const PROFILE: &str = "profile";
/// Whoever wants to may answer.
pub const OPTIONAL: &str = "optional";

/// The kinds of answers, as key and label.
pub const OPTION_TYPES: [(&str, &str); 2] = [(AGREE, "Agree"), ("decline", "Decline")];
/// The answer that agrees.
pub const AGREE: &str = "agree";
