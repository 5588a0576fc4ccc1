//! What is to be known of persons that others were merged into.

use serde::Deserialize;

use super::Contact;

/// A person.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Person {
    pub(in crate::email_action) contact: Contact,
    pub(in crate::email_action) name: String,
}
