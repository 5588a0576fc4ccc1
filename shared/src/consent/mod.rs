//! Consents: what people answered to the terms (data-model.md §2.12). An answer is never changed: the old one is archived,
//! and a new one made (DM-ST-45).

mod answer;
mod input;
mod list;
mod question;

pub use answer::{record, renew_all};
pub use input::ConsentInput;
pub use list::{LISTING, ListRow, Record, of_person};
pub use question::{Choice, Question, Scope, must_answer, questions, read_answer};

/// The terms that the code knows by slug.
pub const PRIVACY_POLICY: &str = "privacy-policy";
/// May be written to.
pub const MAY_CONTACT: &str = "may-contact";
/// May be shown on the instructors' page.
pub const PUBLIC_PROFILE: &str = "public-profile";
/// May be named in lessons.
pub const MAY_PUBLISH_NAME: &str = "may-publish-name";

/// The terms that people answer on their own profile (DM-CONS-10).
pub const OWN: [&str; 3] = [MAY_CONTACT, PUBLIC_PROFILE, MAY_PUBLISH_NAME];

/// How a person stands to a term (DM-CONS-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Their present answer agrees.
    Agreed,
    /// Their present answer declines.
    Declined,
    /// They have not answered.
    Unset,
}
