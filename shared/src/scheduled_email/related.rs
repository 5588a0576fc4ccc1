//! The emails about a record and what belongs to it (EML-UI-20).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::State;
use crate::db::Db;
use crate::record::Kind;
use crate::{Error, Result};

/// An email about a record, or about what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Email id.
    pub id: Uuid,
    /// Name of the template; its subject where it was made without one.
    pub template: String,
    /// Where it is on its way.
    pub state: State,
    /// When it is, or was, to be sent.
    pub scheduled_at: DateTime<Utc>,
}

/// The emails about the record `id` of `kind`, newest first: of an event those about its tasks and the applications for it too, of
/// a person those about their tasks, awards and applications, of a search for instructors those about the applications. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related(db: &mut Db, kind: Kind, id: i32) -> Result<Vec<Related>> {
    let rows = sqlx::query!(
        r#"SELECT s.id, coalesce(t.name, s.subject) AS "template!", s.state, s.scheduled_at
           FROM (SELECT $1::text AS target_type, $2::int AS target_id
               UNION ALL SELECT 'workshops.task', k.id FROM task k WHERE $1 = 'workshops.event' AND k.event_id = $2
               UNION ALL SELECT 'workshops.task', k.id FROM task k WHERE $1 = 'workshops.person' AND k.person_id = $2
               UNION ALL SELECT 'workshops.award', a.id FROM award a WHERE $1 = 'workshops.person' AND a.person_id = $2
               UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id
                   FROM instructor_recruitment r JOIN instructor_recruitment_signup u ON u.recruitment_id = r.id
                   WHERE $1 = 'workshops.event' AND r.event_id = $2
               UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id FROM instructor_recruitment_signup u
                   WHERE $1 = 'workshops.person' AND u.person_id = $2
               UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id FROM instructor_recruitment_signup u
                   WHERE $1 = 'recruitment.instructorrecruitment' AND u.recruitment_id = $2) x
           JOIN scheduled_email s ON s.target_type = x.target_type AND s.target_id = x.target_id
           LEFT JOIN email_template t ON t.id = s.template_id
           ORDER BY s.created_at DESC, s.id"#,
        kind.object_type(),
        id
    )
    .fetch_all(db)
    .await?;
    let related = |(id, template, state, scheduled_at): (Uuid, String, String, DateTime<Utc>)| match State::of(&state) {
        Some(state) => Ok(Related { id, template, state, scheduled_at }),
        None => Err(Error::Inconsistent { table: "scheduled_email", column: "state", value: state }),
    };
    rows.into_iter().map(|row| related((row.id, row.template, row.state, row.scheduled_at))).collect()
}
