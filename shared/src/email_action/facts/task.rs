//! What is to be known of tasks.

use std::sync::Arc;

use super::{Contact, Event};
use crate::Result;
use crate::db::Db;
use crate::email_template::Signal;
use crate::record::Kind;

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
pub(super) struct Row {
    pub(super) id: i32,
    pub(super) event_id: i32,
    person_id: i32,
    person: String,
    role: String,
    email: Option<String>,
    is_confirmed: bool,
}

impl Row {
    pub(super) fn at(self, event: Arc<Event>) -> Task {
        Task {
            id: self.id,
            person: Contact { id: self.person_id, role: self.role.clone(), email: self.email },
            person_name: self.person,
            role: self.role,
            event,
            is_confirmed: self.is_confirmed,
        }
    }
}

/// The tasks with these ids: one statement, and none without ids.
pub(super) async fn rows(db: &mut Db, ids: &[i32]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT t.id, t.event_id, t.person_id, person_full_name(p) AS "person!", r.name AS role, p.email,
            EXISTS (SELECT FROM instructor_recruitment i
                JOIN instructor_recruitment_signup s ON s.recruitment_id = i.id AND s.person_id = t.person_id
                JOIN scheduled_email e ON e.target_type = $2 AND e.target_id = s.id
                    AND e.state IN ('scheduled', 'locked', 'running', 'failed', 'succeeded')
                JOIN email_template m ON m.id = e.template_id AND m.signal = $3
                WHERE i.event_id = t.event_id) AS "is_confirmed!"
           FROM task t JOIN role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id WHERE t.id = ANY($1)"#,
        ids,
        Kind::InstructorRecruitmentSignup.object_type(),
        Signal::InstructorConfirmedForWorkshop.code()
    )
    .fetch_all(db)
    .await?)
}
