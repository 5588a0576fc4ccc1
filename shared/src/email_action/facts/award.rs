//! What is to be known of awards.

use serde::Deserialize;

use super::Contact;

/// An award.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Award {
    pub(in crate::email_action) id: i32,
    /// Name of the badge.
    pub(in crate::email_action) badge: String,
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) person_name: String,
}
