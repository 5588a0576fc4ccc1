//! The applications to processes, as their tables show them (pages-community.md 2.1).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::Result;

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignupRow {
    /// Application id.
    pub id: i32,
    /// The process that it is for.
    pub recruitment_id: i32,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// Code of the person's effective country (DM-PERSON-11).
    pub country: Option<String>,
    /// What the instructor wrote.
    pub user_notes: String,
    /// What staff wrote.
    pub notes: String,
    /// State by its code.
    pub state: String,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub last_updated_at: Option<DateTime<Utc>>,
    /// How often the person was an instructor.
    pub instructor: i64,
    /// How often they supported one.
    pub supporting_instructor: i64,
    /// How often they helped.
    pub helper: i64,
    /// Slugs of other events at which they teach on these days.
    pub conflicts: Vec<String>,
}

/// The applications to the processes `recruitments`, oldest first within each, with what each person has done so far
/// (DM-RECR-04) and what else they do on these days (DM-RECR-14). One statement for a whole page.
///
/// # Errors
/// When the database cannot be asked.
pub async fn signups(db: &mut PgConnection, recruitments: &[i32]) -> Result<Vec<SignupRow>> {
    Ok(sqlx::query_as!(
        SignupRow,
        r#"SELECT s.id, s.recruitment_id, s.person_id, person_full_name(p) AS "person!",
            coalesce(nullif(p.country, ''), nullif(p.airport_country, '')) AS country, s.user_notes, s.notes, s.state, s.created_at, s.last_updated_at,
            k.instructor AS "instructor!", k.supporting_instructor AS "supporting_instructor!", k.helper AS "helper!",
            ARRAY(SELECT x.slug FROM events_of(p.id, 'instructor', e.start, e."end") x WHERE x.id <> e.id ORDER BY x.start, x.id) AS "conflicts!"
           FROM instructor_recruitment_signup s
           JOIN instructor_recruitment i ON i.id = s.recruitment_id
           JOIN event e ON e.id = i.event_id
           JOIN person p ON p.id = s.person_id
           CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE r.name = 'instructor') AS instructor,
                count(*) FILTER (WHERE r.name = 'supporting-instructor') AS supporting_instructor,
                count(*) FILTER (WHERE r.name = 'helper') AS helper
                FROM task t JOIN role r ON r.id = t.role_id WHERE t.person_id = p.id) k
           WHERE s.recruitment_id = ANY($1)
           ORDER BY s.recruitment_id, s.created_at, s.id"#,
        recruitments
    )
    .fetch_all(db)
    .await?)
}
