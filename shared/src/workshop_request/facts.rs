//! What the rules of a request ask the database: one statement for all three kinds.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use super::{Kind, Offered};
use crate::Result;
use crate::check::FieldErrors;
use crate::db::Db;

/// What a request's rules must know besides its answers.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// The request's own number when it exists.
    pub id: Option<i32>,
    /// Whether the public form is being answered. Staff may save an old request although its day has passed: dates,
    /// availability and agreements are asked of the public alone.
    pub is_public: bool,
    /// The current date.
    pub today: NaiveDate,
    /// Whether registration codes are checked: the flag `ENFORCE_MEMBER_CODES` (DM-CODE-04).
    pub checks_codes: bool,
}

/// The records that a request refers to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Referred<'a> {
    pub(super) institution: Option<i32>,
    pub(super) country: Option<&'a str>,
    pub(super) language: Option<i32>,
    pub(super) event: Option<i32>,
    pub(super) curricula: &'a [i32],
    pub(super) domains: &'a [i32],
    pub(super) academic_levels: &'a [i32],
    pub(super) computing_levels: &'a [i32],
    pub(super) info_sources: &'a [i32],
    pub(super) routine_data: &'a [i32],
}

/// A chosen curriculum.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Curriculum {
    #[serde(flatten)]
    pub(super) offered: Offered,
    /// Whether the stored request has it already.
    pub(super) is_kept: bool,
}

/// What a list of answers turns out to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct List {
    /// How many of the chosen ones there are.
    pub(super) known: usize,
    /// Whether "Don't know yet" is among them.
    pub(super) unknown: bool,
}

/// What is stored about the records that a request refers to.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) institution: bool,
    pub(super) country: bool,
    pub(super) language: bool,
    pub(super) event: bool,
    pub(super) event_is_free: bool,
    pub(super) curricula: Json<Vec<Curriculum>>,
    pub(super) domains: Json<List>,
    pub(super) academic_levels: Json<List>,
    pub(super) computing_levels: Json<List>,
    pub(super) info_sources: Json<List>,
    pub(super) routine_data: Json<List>,
}

/// Looks all of them up.
pub(super) async fn facts(db: &mut Db, kind: Kind, own: &Own, referred: &Referred<'_>) -> Result<Facts> {
    Ok(sqlx::query_as!(
        Facts,
        r#"SELECT
            ($3::int IS NULL OR EXISTS (SELECT FROM organization WHERE id = $3)) AS "institution!",
            ($4::text IS NULL OR EXISTS (SELECT FROM country WHERE code = $4)) AS "country!",
            ($5::int IS NULL OR EXISTS (SELECT FROM language WHERE id = $5)) AS "language!",
            ($6::int IS NULL OR EXISTS (SELECT FROM event WHERE id = $6)) AS "event!",
            NOT EXISTS (SELECT FROM common_request WHERE kind = $1 AND event_id = $6 AND id IS DISTINCT FROM $2) AS "event_is_free!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('active', c.active, 'unknown', c.unknown, 'other', c.other, 'mix_match', c.mix_match,
                'is_kept', EXISTS (SELECT FROM common_request_curriculum x
                    WHERE x.kind = $1 AND x.request_id = $2 AND x.curriculum_id = c.id))) FROM curriculum c WHERE c.id = ANY($7)), '[]')
                AS "curricula!: Json<Vec<Curriculum>>",
            (SELECT jsonb_build_object('known', count(*), 'unknown', coalesce(bool_or(name LIKE 'Don''t know yet%'), false))
                FROM knowledge_domain WHERE id = ANY($8)) AS "domains!: Json<List>",
            (SELECT jsonb_build_object('known', count(*), 'unknown', coalesce(bool_or(name LIKE 'Don''t know yet%'), false))
                FROM academic_level WHERE id = ANY($9)) AS "academic_levels!: Json<List>",
            (SELECT jsonb_build_object('known', count(*), 'unknown', coalesce(bool_or(name LIKE 'Don''t know yet%'), false))
                FROM computing_experience_level WHERE id = ANY($10)) AS "computing_levels!: Json<List>",
            (SELECT jsonb_build_object('known', count(*), 'unknown', false) FROM info_source WHERE id = ANY($11)) AS "info_sources!: Json<List>",
            (SELECT jsonb_build_object('known', count(*), 'unknown', coalesce(bool_or(unknown), false))
                FROM data_variant WHERE id = ANY($12)) AS "routine_data!: Json<List>""#,
        kind.table(),
        own.id,
        referred.institution,
        referred.country,
        referred.language,
        referred.event,
        referred.curricula,
        referred.domains,
        referred.academic_levels,
        referred.computing_levels,
        referred.info_sources,
        referred.routine_data,
    )
    .fetch_one(db)
    .await?)
}

impl Facts {
    /// Complains about what does not exist, and about curricula that the form does not offer (DM-WREQ-07). `curricula` is the
    /// name of their field.
    pub(super) fn check(&self, kind: Kind, referred: &Referred<'_>, curricula: &str, errors: &mut FieldErrors) {
        const GONE: &str = "This does not exist any more. Choose another.";
        errors.require(self.institution, "institution", GONE);
        errors.require(self.country, "country", GONE);
        errors.require(self.language, "language", GONE);
        errors.require(self.event, "event", GONE);
        errors.require(self.event_is_free, "event", "Another request is linked to this event already.");
        let are_offered = self.curricula.iter().all(|curriculum| curriculum.is_kept || curriculum.offered.on(kind));
        errors.require(
            are_offered && self.curricula.len() == distinct(referred.curricula),
            curricula,
            "Choose among the offered curricula.",
        );
        for (field, chosen, list) in [
            ("domains", referred.domains, &self.domains),
            ("academic_levels", referred.academic_levels, &self.academic_levels),
            ("computing_levels", referred.computing_levels, &self.computing_levels),
            ("carpentries_info_source", referred.info_sources, &self.info_sources),
            ("routine_data", referred.routine_data, &self.routine_data),
        ] {
            errors.require(list.known == distinct(chosen), field, "Choose among the offered answers.");
        }
    }
}

fn distinct(ids: &[i32]) -> usize {
    ids.iter().collect::<std::collections::BTreeSet<_>>().len()
}
