//! What is to be known of instructors' applications for workshops.

use std::sync::Arc;

use serde::Deserialize;

use super::{Contact, Event};

/// An application.
#[derive(Debug)]
pub(in crate::email_action) struct Signup {
    pub(in crate::email_action) id: i32,
    /// Its state by its code.
    pub(in crate::email_action) state: String,
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) person_name: String,
    pub(in crate::email_action) event: Arc<Event>,
}

/// An application before its event is known.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) id: i32,
    pub(super) event_id: i32,
    state: String,
    person: Contact,
    person_name: String,
}

impl Row {
    pub(super) fn at(self, event: Arc<Event>) -> Signup {
        Signup { id: self.id, state: self.state, person: self.person, person_name: self.person_name, event }
    }
}
