//! A request with everything that its page, its receipt and its notice tell (WRQ-02, INQ-02, SOS-02, EML-OTH-11).

use sqlx::PgConnection;
use sqlx::types::Json;

use super::edited::Form;
use super::facts::Referred;
use super::{CommonInput, InquiryInput, RequestInput, Stored, SubmissionInput};
use crate::Result;
use crate::record::Named;

/// A request with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details<T> {
    /// Its number.
    pub id: i32,
    /// What is stored.
    pub stored: Stored<T>,
    /// The names behind the ids.
    pub names: Names,
}

/// The names of what a request refers to. Lists are empty where its kind does not ask.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Slug of the event that it led to.
    pub event: Option<String>,
    /// The institution, where it is one of ours.
    pub institution: Option<Named>,
    /// Country.
    pub country: Option<String>,
    /// Language of the workshop.
    pub language: Option<String>,
    /// Curricula.
    pub curricula: Vec<String>,
    /// Domains.
    pub domains: Vec<String>,
    /// Who comes.
    pub academic_levels: Vec<String>,
    /// How well they use computers.
    pub computing_levels: Vec<String>,
    /// How they heard of us; may hold links in HTML.
    pub info_sources: Vec<String>,
    /// Kinds of data.
    pub routine_data: Vec<String>,
    /// The person with exactly this name and address (DM-WREQ-12).
    pub host_person: Option<Named>,
    /// The organization whose full name they typed (DM-WREQ-12).
    pub host_organization: Option<Named>,
}

impl Names {
    /// All of them: one statement.
    async fn of(db: &mut PgConnection, common: &CommonInput, referred: &Referred<'_>) -> Result<Self> {
        let row = sqlx::query!(
            r#"SELECT
                (SELECT slug FROM event WHERE id = $1) AS event,
                (SELECT jsonb_build_object('key', o.domain, 'label', organization_label(o)) FROM organization o WHERE o.id = $2)
                    AS "institution: Json<Named>",
                (SELECT name FROM country WHERE code = $3) AS country,
                (SELECT name FROM language WHERE id = $4) AS language,
                ARRAY(SELECT name::text FROM curriculum WHERE id = ANY($5) ORDER BY name) AS "curricula!",
                ARRAY(SELECT name::text FROM knowledge_domain WHERE id = ANY($6) ORDER BY name) AS "domains!",
                ARRAY(SELECT name::text FROM academic_level WHERE id = ANY($7) ORDER BY id) AS "academic_levels!",
                ARRAY(SELECT name::text FROM computing_experience_level WHERE id = ANY($8) ORDER BY id) AS "computing_levels!",
                ARRAY(SELECT name::text FROM info_source WHERE id = ANY($9) ORDER BY id) AS "info_sources!",
                ARRAY(SELECT name::text FROM data_variant WHERE id = ANY($10) ORDER BY id) AS "routine_data!",
                (SELECT jsonb_build_object('key', p.id::text, 'label', person_label(p)) FROM person p
                    WHERE p.personal = $11 AND p.family = $12 AND p.email = lower($13)) AS "host_person: Json<Named>",
                (SELECT jsonb_build_object('key', o.domain, 'label', organization_label(o)) FROM organization o WHERE o.fullname = $14)
                    AS "host_organization: Json<Named>""#,
            referred.event,
            referred.institution,
            referred.country,
            referred.language,
            referred.curricula,
            referred.domains,
            referred.academic_levels,
            referred.computing_levels,
            referred.info_sources,
            referred.routine_data,
            common.personal,
            common.family,
            common.email,
            common.institution_other_name,
        )
        .fetch_one(db)
        .await?;
        Ok(Self {
            event: row.event,
            institution: row.institution.map(|Json(named)| named),
            country: row.country,
            language: row.language,
            curricula: row.curricula,
            domains: row.domains,
            academic_levels: row.academic_levels,
            computing_levels: row.computing_levels,
            info_sources: row.info_sources,
            routine_data: row.routine_data,
            host_person: row.host_person.map(|Json(named)| named),
            host_organization: row.host_organization.map(|Json(named)| named),
        })
    }
}

macro_rules! details {
    ($($form:ty),+) => { $(
        impl $form {
            /// The stored request `id` with the names of what it refers to: two statements.
            ///
            /// # Errors
            /// When the database cannot be asked.
            pub async fn details(db: &mut PgConnection, id: i32) -> Result<Option<Details<Self>>> {
                let Some(stored) = Self::stored(&mut *db, id, false).await? else { return Ok(None) };
                let answers = &stored.input.answers;
                let referred = Referred { event: stored.input.event, ..answers.referred() };
                let names = Names::of(db, &answers.common, &referred).await?;
                Ok(Some(Details { id, stored, names }))
            }
        }
    )+ };
}

details!(RequestInput, InquiryInput, SubmissionInput);
