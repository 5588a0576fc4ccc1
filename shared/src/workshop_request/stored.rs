//! Requests as the forms that change them start from.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    CommonInput, Edited, Fee, Format, InquiryInput, Kind, OnlineInperson, PublicEvent, RequestInput, Restrictions,
    SubmissionInput, Travel,
};
use crate::Result;
use crate::decision::Decision;

/// A request as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored<T> {
    /// The fields.
    pub input: Edited<T>,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub last_updated_at: Option<DateTime<Utc>>,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// What all requests tell, out of a row of any of their tables.
macro_rules! common {
    ($row:ident) => {
        CommonInput {
            personal: $row.personal,
            family: $row.family,
            email: $row.email,
            secondary_email: $row.secondary_email,
            institution: $row.institution_id,
            institution_other_name: $row.institution_other_name,
            institution_other_url: $row.institution_other_url,
            institution_department: $row.institution_department,
            online_inperson: OnlineInperson::of(&$row.online_inperson),
            workshop_listed: $row.workshop_listed,
            public_event: PublicEvent::of(&$row.public_event),
            public_event_other: $row.public_event_other,
            additional_contact: $row.additional_contact,
            country: $row.country,
            language: Option::from($row.language_id),
            data_privacy_agreement: $row.data_privacy_agreement,
            code_of_conduct_agreement: $row.code_of_conduct_agreement,
            host_responsibilities: $row.host_responsibilities,
        }
    };
}

macro_rules! edited {
    ($row:ident, $answers:expr) => {
        Stored {
            input: Edited {
                state: Decision::of(&$row.state).unwrap_or(Decision::Pending),
                event: $row.event_id,
                answers: $answers,
            },
            created_at: $row.created_at,
            last_updated_at: $row.last_updated_at,
            version: $row.version,
        }
    };
}

/// Holds the row of a request until the transaction ends, so that its version cannot move.
async fn lock(db: &mut PgConnection, kind: Kind, id: i32) -> Result<()> {
    super::kind::on_table!(db, kind, "SELECT FROM "..." WHERE id = $1 FOR UPDATE", id)?;
    Ok(())
}

impl RequestInput {
    /// The stored request `id`, as the form shows it: one statement. With `held`, its row is held until the transaction ends.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn stored(db: &mut PgConnection, id: i32, held: bool) -> Result<Option<Stored<Self>>> {
        if held {
            lock(&mut *db, Kind::Request, id).await?;
        }
        let row = sqlx::query!(
            r#"SELECT r.*,
                ARRAY(SELECT curriculum_id FROM workshop_request_curriculum x WHERE x.workshop_request_id = r.id ORDER BY 1) AS "curricula!",
                ARRAY(SELECT info_source_id FROM workshop_request_info_source x WHERE x.workshop_request_id = r.id ORDER BY 1) AS "info_sources!",
                (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'workshop_request' AND v.object_id = r.id::text) AS "version!"
               FROM workshop_request r WHERE r.id = $1"#,
            id
        )
        .fetch_optional(db)
        .await?;
        Ok(row.map(|row| {
            edited!(
                row,
                Self {
                    common: common!(row),
                    member_code: row.member_code,
                    location: row.location,
                    requested_workshop_types: row.curricula,
                    preferred_dates: row.preferred_dates,
                    other_preferred_dates: row.other_preferred_dates,
                    audience_description: row.audience_description,
                    administrative_fee: Fee::of(&row.administrative_fee),
                    scholarship_circumstances: row.scholarship_circumstances,
                    travel_expences_management: Travel::of(&row.travel_expences_management),
                    travel_expences_management_other: row.travel_expences_management_other,
                    travel_expences_agreement: row.travel_expences_agreement,
                    institution_restrictions: Restrictions::of(&row.institution_restrictions),
                    institution_restrictions_other: row.institution_restrictions_other,
                    carpentries_info_source: row.info_sources,
                    carpentries_info_source_other: row.carpentries_info_source_other,
                    user_notes: row.user_notes,
                    instructor_availability: row.instructor_availability,
                }
            )
        }))
    }
}

impl InquiryInput {
    /// The stored inquiry `id`, as the form shows it: one statement. With `held`, its row is held until the transaction ends.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn stored(db: &mut PgConnection, id: i32, held: bool) -> Result<Option<Stored<Self>>> {
        if held {
            lock(&mut *db, Kind::Inquiry, id).await?;
        }
        let row = sqlx::query!(
            r#"SELECT r.*,
                ARRAY(SELECT curriculum_id FROM workshop_inquiry_request_curriculum x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "curricula!",
                ARRAY(SELECT info_source_id FROM workshop_inquiry_request_info_source x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "info_sources!",
                ARRAY(SELECT knowledge_domain_id FROM workshop_inquiry_request_domain x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "domains!",
                ARRAY(SELECT academic_level_id FROM workshop_inquiry_request_academic_level x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "academic_levels!",
                ARRAY(SELECT computing_experience_level_id FROM workshop_inquiry_request_computing_level x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "computing_levels!",
                ARRAY(SELECT data_variant_id FROM workshop_inquiry_request_routine_data x
                    WHERE x.workshop_inquiry_request_id = r.id ORDER BY 1) AS "routine_data!",
                (SELECT coalesce(max(v.id), 0) FROM version v
                    WHERE v.object_type = 'workshop_inquiry_request' AND v.object_id = r.id::text) AS "version!"
               FROM workshop_inquiry_request r WHERE r.id = $1"#,
            id
        )
        .fetch_optional(db)
        .await?;
        Ok(row.map(|row| {
            edited!(
                row,
                Self {
                    common: common!(row),
                    location: row.location,
                    routine_data: row.routine_data,
                    routine_data_other: row.routine_data_other,
                    domains: row.domains,
                    domains_other: row.domains_other,
                    academic_levels: row.academic_levels,
                    computing_levels: row.computing_levels,
                    audience_description: row.audience_description,
                    requested_workshop_types: row.curricula,
                    preferred_dates: row.preferred_dates,
                    other_preferred_dates: row.other_preferred_dates,
                    administrative_fee: Fee::of(&row.administrative_fee),
                    travel_expences_management: Travel::of(&row.travel_expences_management),
                    travel_expences_management_other: row.travel_expences_management_other,
                    travel_expences_agreement: row.travel_expences_agreement,
                    institution_restrictions: Restrictions::of(&row.institution_restrictions),
                    institution_restrictions_other: row.institution_restrictions_other,
                    carpentries_info_source: row.info_sources,
                    carpentries_info_source_other: row.carpentries_info_source_other,
                    user_notes: row.user_notes,
                    instructor_availability: row.instructor_availability,
                }
            )
        }))
    }
}

impl SubmissionInput {
    /// The stored submission `id`, as the form shows it: one statement. With `held`, its row is held until the transaction ends.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn stored(db: &mut PgConnection, id: i32, held: bool) -> Result<Option<Stored<Self>>> {
        if held {
            lock(&mut *db, Kind::Submission, id).await?;
        }
        let row = sqlx::query!(
            r#"SELECT r.*,
                ARRAY(SELECT curriculum_id FROM self_organised_submission_curriculum x
                    WHERE x.self_organised_submission_id = r.id ORDER BY 1) AS "curricula!",
                (SELECT coalesce(max(v.id), 0) FROM version v
                    WHERE v.object_type = 'self_organised_submission' AND v.object_id = r.id::text) AS "version!"
               FROM self_organised_submission r WHERE r.id = $1"#,
            id
        )
        .fetch_optional(db)
        .await?;
        Ok(row.map(|row| {
            edited!(
                row,
                Self {
                    common: common!(row),
                    workshop_format: Format::of(&row.workshop_format),
                    workshop_format_other: row.workshop_format_other,
                    start: row.start,
                    end: row.end,
                    workshop_url: row.workshop_url,
                    workshop_types: row.curricula,
                    workshop_types_other_explain: row.workshop_types_other_explain,
                }
            )
        }))
    }
}
