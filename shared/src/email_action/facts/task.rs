//! What is to be known of tasks.

use std::sync::Arc;

use serde::Deserialize;

use super::{Contact, Event};

/// A task.
#[derive(Debug)]
pub(in crate::email_action) struct Task {
    pub(in crate::email_action) id: i32,
    /// Name of the role.
    pub(in crate::email_action) role: String,
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) person_name: String,
    pub(in crate::email_action) event: Arc<Event>,
    /// The person is told already that their application for the event was accepted.
    pub(in crate::email_action) is_confirmed: bool,
}

/// A task before its event is known.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) id: i32,
    pub(super) event_id: i32,
    role: String,
    person: Contact,
    person_name: String,
    is_confirmed: bool,
}

impl Row {
    pub(super) fn at(self, event: Arc<Event>) -> Task {
        Task {
            id: self.id,
            role: self.role,
            person: self.person,
            person_name: self.person_name,
            event,
            is_confirmed: self.is_confirmed,
        }
    }
}
