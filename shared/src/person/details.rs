//! A person with everything their page shows of themselves (PER-10).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::Result;

/// What a person answered to a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The term in a few words.
    pub term: String,
    /// Text of the chosen option, or yes or no where it has none; `None` while unanswered.
    pub answer: Option<String>,
}

/// A person with the names of what they refer to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Person id.
    pub id: i32,
    /// Full name.
    pub full_name: String,
    /// Display string.
    pub label: String,
    /// Login name.
    pub username: String,
    /// Whether they may log in.
    pub is_active: bool,
    /// First name.
    pub personal: String,
    /// Middle name.
    pub middle: String,
    /// Last name.
    pub family: String,
    /// Answers to the active terms, in the order of the terms.
    pub consents: Json<Vec<Consent>>,
    /// When the person was archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// Address to write to.
    pub email: Option<String>,
    /// Another address.
    pub secondary_email: String,
    /// Key of the gender.
    pub gender: String,
    /// The gender in words.
    pub gender_other: String,
    /// Airport's code; empty for none (DM-PERSON-30).
    pub airport_iata: String,
    /// Airport's name.
    pub airport_name: Option<String>,
    /// Code of the effective country (DM-PERSON-11); empty for none.
    pub country: String,
    /// Its name.
    pub country_name: Option<String>,
    /// Whether that is not the airport's.
    pub country_is_own: bool,
    /// Effective time zone (DM-PERSON-11); empty for none.
    pub timezone: String,
    /// Whether that is not the airport's.
    pub timezone_is_own: bool,
    /// University, company, lab.
    pub affiliation: String,
    /// Name on GitHub.
    pub github: Option<String>,
    /// The providers of accounts elsewhere that they may sign in with (DM-AUTH-01), such as `github`.
    pub providers: Vec<String>,
    /// Name on Twitter.
    pub twitter: Option<String>,
    /// Name on BlueSky.
    pub bluesky: Option<String>,
    /// Name on Mastodon.
    pub mastodon: Option<String>,
    /// Personal website, as the person wrote it.
    pub url: String,
    /// Occupation or career stage.
    pub occupation: String,
    /// Address of the ORCID record.
    pub orcid: String,
    /// What the person told.
    pub user_notes: String,
    /// Names of knowledge domains.
    pub domains: Vec<String>,
    /// Names of lessons they can teach.
    pub lessons: Vec<String>,
    /// Names of languages they speak.
    pub languages: Vec<String>,
}

/// The person `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut PgConnection, id: i32) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT p.id, person_full_name(p) AS "full_name!", person_label(p) AS "label!", p.username, p.is_active, p.personal, p.middle, p.family,
            p.archived_at, p.email, p.secondary_email, p.gender, p.gender_other, p.airport_iata, p.affiliation, p.github, p.twitter,
            p.bluesky, p.mastodon, p.url, p.occupation, p.orcid, p.user_notes,
            (SELECT a.name FROM airport a WHERE a.iata = p.airport_iata) AS airport_name,
            person_country(p) AS "country!",
            (SELECT c.name FROM country c WHERE c.code = person_country(p)) AS country_name,
            p.country <> '' AS "country_is_own!",
            person_timezone(p) AS "timezone!",
            p.timezone <> '' AS "timezone_is_own!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('term', t.short_description, 'answer',
                    CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END) ORDER BY t.id)
                FROM consent x JOIN term t ON t.id = x.term_id LEFT JOIN term_option o ON o.id = x.term_option_id
                WHERE x.person_id = p.id AND x.archived_at IS NULL), '[]') AS "consents!: Json<Vec<Consent>>",
            ARRAY(SELECT DISTINCT s.provider::text FROM social_login s WHERE s.person_id = p.id ORDER BY 1) AS "providers!",
            ARRAY(SELECT d.name FROM person_domain x JOIN knowledge_domain d ON d.id = x.knowledge_domain_id WHERE x.person_id = p.id ORDER BY d.id)
                AS "domains!",
            ARRAY(SELECT l.name FROM qualification x JOIN lesson l ON l.id = x.lesson_id WHERE x.person_id = p.id ORDER BY 1) AS "lessons!",
            ARRAY(SELECT l.name FROM person_language x JOIN language l ON l.id = x.language_id WHERE x.person_id = p.id ORDER BY 1) AS "languages!"
           FROM person p
           WHERE p.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?)
}

/// Display string of the person `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn label(db: &mut PgConnection, id: i32) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(r#"SELECT person_label(p) AS "label!" FROM person p WHERE p.id = $1"#, id).fetch_optional(db).await?)
}
