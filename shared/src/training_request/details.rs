//! An application with everything its page shows (TRQ-03).

use sqlx::types::Json;

use super::{Stored, score_total, stored, suggested_person};
use crate::Result;
use crate::db::Db;

/// An application with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// What is stored.
    pub stored: Stored,
    /// The whole score (DM-TREQ-01).
    pub score_total: i32,
    /// Display string of the matched person.
    pub person: Option<String>,
    /// Id and display string of who the applicant may be, where nobody is matched (DM-PERSON-25).
    pub suggestion: Option<(i32, String)>,
    /// Name of the country.
    pub country: Option<String>,
    /// Names of the knowledge domains.
    pub domains: Vec<String>,
    /// Labels of the roles at workshops.
    pub previous_involvement: Vec<String>,
    /// Slugs of the matched person's trainings.
    pub trainings: Vec<String>,
    /// Each recorded term, with the type and the words of the chosen option; neither for an unanswered one.
    pub consents: Vec<(String, Option<(String, String)>)>,
}

/// The application `id`: three statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32) -> Result<Option<Details>> {
    let Some(stored) = stored(db, id, false).await? else { return Ok(None) };
    let suggested = if stored.input.person.is_none() { suggested_person(db, id).await? } else { None };
    let row = sqlx::query!(
        r#"SELECT (SELECT person_label(p) FROM person p WHERE p.id = r.person_id) AS person,
            (SELECT person_label(p) FROM person p WHERE p.id = $2) AS suggestion,
            (SELECT c.name FROM country c WHERE c.code = r.country) AS country,
            ARRAY(SELECT d.name::text FROM training_request_domain x JOIN knowledge_domain d ON d.id = x.knowledge_domain_id
                WHERE x.training_request_id = r.id ORDER BY d.name) AS "domains!",
            ARRAY(SELECT role_label(o.name, o.verbose_name) FROM training_request_involvement x JOIN role o ON o.id = x.role_id
                WHERE x.training_request_id = r.id ORDER BY o.name) AS "previous_involvement!",
            ARRAY(SELECT e.slug::text FROM training_task t JOIN event e ON e.id = t.event_id WHERE t.person_id = r.person_id
                ORDER BY e.start, e.slug) AS "trainings!",
            coalesce((SELECT jsonb_agg(jsonb_build_array(t.short_description,
                    CASE WHEN o.id IS NOT NULL THEN jsonb_build_array(o.option_type, o.content) END) ORDER BY t.slug)
                FROM training_request_consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id
                WHERE c.training_request_id = r.id AND c.archived_at IS NULL), '[]')
                AS "consents!: Json<Vec<(String, Option<(String, String)>)>>"
           FROM training_request r WHERE r.id = $1"#,
        id,
        suggested
    )
    .fetch_one(db)
    .await?;
    Ok(Some(Details {
        score_total: score_total(stored.score_auto, stored.input.score_manual),
        stored,
        person: row.person,
        suggestion: suggested.zip(row.suggestion),
        country: row.country,
        domains: row.domains,
        previous_involvement: row.previous_involvement,
        trainings: row.trainings,
        consents: row.consents.0,
    }))
}
