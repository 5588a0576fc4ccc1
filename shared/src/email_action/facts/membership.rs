//! What is to be known of memberships.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Contact;

/// A membership.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Membership {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) name: String,
    pub(in crate::email_action) variant: String,
    pub(in crate::email_action) start: NaiveDate,
    pub(in crate::email_action) end: NaiveDate,
    /// It comes with workshops or seats, before anything was rolled over.
    pub(in crate::email_action) has_benefits: bool,
    /// Its persons by their roles, in the order of these.
    pub(in crate::email_action) roles: Vec<Contact>,
    /// Ids of its events, the newest first.
    pub(in crate::email_action) events: Vec<i32>,
    /// The uses of its training seats, by role, the newest event first.
    pub(in crate::email_action) seats: Vec<Seat>,
}

/// A training seat that is used.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::email_action) struct Seat {
    /// Task id.
    pub(in crate::email_action) task: i32,
    /// Person id.
    pub(in crate::email_action) person: i32,
}
