//! What is to be known of partnerships.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Contact;

/// A partnership.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Partnership {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) name: String,
    pub(in crate::email_action) start: NaiveDate,
    /// The owners of its account by what they may do.
    pub(in crate::email_action) owners: Vec<Contact>,
}
