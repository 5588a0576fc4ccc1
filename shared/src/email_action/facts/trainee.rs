//! What is to be known of trainees.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use super::Contact;
use crate::Result;
use crate::badge;
use crate::db::Db;
use crate::training_progress::REQUIREMENTS;

/// The state of progress that was passed, by its code.
pub(in crate::email_action) const PASSED: &str = "p";

/// A trainee.
#[derive(Debug)]
pub(in crate::email_action) struct Trainee {
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) name: String,
    /// All progress, in the order in which it was written down.
    pub(in crate::email_action) progress: Vec<Progress>,
    /// Ids of those of the four requirements that the person has no progress for.
    pub(in crate::email_action) ungraded: Vec<i32>,
    /// Holds the badge of instructors.
    pub(in crate::email_action) is_badged: bool,
}

/// Progress of a trainee.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::email_action) struct Progress {
    pub(in crate::email_action) id: i32,
    /// Name of the requirement.
    pub(in crate::email_action) requirement: String,
    /// How it was judged, by its code.
    pub(in crate::email_action) state: String,
    /// First day of its event.
    pub(in crate::email_action) start: Option<NaiveDate>,
    /// Last day of its event.
    pub(in crate::email_action) end: Option<NaiveDate>,
}

/// The trainees with these person ids: one statement, and none without ids.
pub(super) async fn read(db: &mut Db, ids: &[i32]) -> Result<BTreeMap<i32, Trainee>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let requirements = REQUIREMENTS.map(str::to_owned);
    let rows = sqlx::query!(
        r#"SELECT p.id, person_full_name(p) AS "name!", p.email,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'requirement', r.name, 'state', g.state, 'start', e.start,
                    'end', e."end") ORDER BY g.id)
                FROM training_progress g JOIN training_requirement r ON r.id = g.requirement_id LEFT JOIN event e ON e.id = g.event_id
                WHERE g.trainee_id = p.id), '[]') AS "progress!: Json<Vec<Progress>>",
            ARRAY(SELECT r.id FROM training_requirement r WHERE r.name = ANY($2) AND NOT EXISTS (
                SELECT FROM training_progress g WHERE g.trainee_id = p.id AND g.requirement_id = r.id) ORDER BY r.id) AS "ungraded!",
            EXISTS (SELECT FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = p.id AND b.name = $3) AS "is_badged!"
           FROM person p WHERE p.id = ANY($1)"#,
        ids,
        &requirements,
        badge::INSTRUCTOR
    )
    .fetch_all(db)
    .await?;
    let trainees = rows.into_iter().map(|row| {
        let trainee = Trainee {
            person: Contact { id: row.id, role: String::new(), email: row.email },
            name: row.name,
            progress: row.progress.0,
            ungraded: row.ungraded,
            is_badged: row.is_badged,
        };
        (row.id, trainee)
    });
    Ok(trainees.collect())
}
