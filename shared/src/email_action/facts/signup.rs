//! What is to be known of instructors' applications for workshops.

use std::sync::Arc;

use super::{Contact, Event};
use crate::Result;
use crate::db::Db;

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
pub(super) struct Row {
    pub(super) id: i32,
    pub(super) event_id: i32,
    person_id: i32,
    person: String,
    state: String,
    email: Option<String>,
}

impl Row {
    pub(super) fn at(self, event: Arc<Event>) -> Signup {
        let person = Contact { id: self.person_id, role: String::new(), email: self.email };
        Signup { id: self.id, state: self.state, person, person_name: self.person, event }
    }
}

/// The applications with these ids: one statement, and none without ids.
pub(super) async fn rows(db: &mut Db, ids: &[i32]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT s.id, i.event_id, s.person_id, person_full_name(p) AS "person!", s.state AS "state!: String", p.email
           FROM instructor_recruitment_signup s JOIN instructor_recruitment i ON i.id = s.recruitment_id JOIN person p ON p.id = s.person_id
           WHERE s.id = ANY($1)"#,
        ids
    )
    .fetch_all(db)
    .await?)
}
