//! Letters: mail that AMY writes by itself (emails.md 7). What each says, in plain text and, but for the shortest, in HTML.
//!
//! `docs/letters.md` tells when they are written and to whom.

mod addresses;
mod draft;
mod inquiry;
mod notice;
mod password;
mod submission;
mod training_request;
mod workshop_request;

pub use inquiry::inquiry;
pub use notice::{inquiry as inquiry_notice, submission as submission_notice, workshop_request as workshop_request_notice};
pub use password::password_reset;
pub use submission::submission;
pub use training_request::training_request;
pub use workshop_request::workshop_request;

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject, one line.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as an HTML document; none for plain mail.
    pub html: Option<String>,
}
