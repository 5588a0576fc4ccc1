//! What is to be known of trainees.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Contact;

/// The state of progress that was passed, by its code.
pub(in crate::email_action) const PASSED: &str = "p";

/// A trainee.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Trainee {
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) name: String,
    /// All progress, in the order in which it was written down.
    pub(in crate::email_action) progress: Vec<Progress>,
    /// Ids of those of the four requirements that the person has no progress for.
    pub(in crate::email_action) ungraded: Vec<i32>,
    /// Holds the badge of instructors.
    pub(in crate::email_action) is_badged: bool,
}

/// Progress of a trainee.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::email_action) struct Progress {
    pub(in crate::email_action) id: i32,
    /// Name of the requirement.
    pub(in crate::email_action) requirement: String,
    /// How it was judged, by its code.
    pub(in crate::email_action) state: String,
    /// First day of its event.
    pub(in crate::email_action) start: Option<NaiveDate>,
    /// Last day of its event.
    pub(in crate::email_action) end: Option<NaiveDate>,
}
