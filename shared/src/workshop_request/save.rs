//! Writing requests: answers of the public, and changes of staff.

use super::edited::Form as _;
use super::{CommonInput, Edited, InquiryInput, RequestInput, SubmissionInput};
use crate::Result;
use crate::db::{Change, Set, replace_set};

/// One UPDATE of what all requests tell and of what this kind tells besides, from `$21` on.
macro_rules! write_answers {
    ($change:expr, $id:expr, $common:expr, $table:tt, $own:tt, $($argument:expr),+ $(,)?) => {{
        let CommonInput {
            personal, family, email, secondary_email, institution, institution_other_name, institution_other_url,
            institution_department, online_inperson, workshop_listed, public_event, public_event_other, additional_contact,
            country, language, data_privacy_agreement, code_of_conduct_agreement, host_responsibilities,
        } = &$common;
        let now = $change.now();
        sqlx::query!(
            "UPDATE " + $table + " SET last_updated_at = $2, personal = $3, family = $4, email = lower($5), secondary_email = lower($6),
                institution_id = $7, institution_other_name = $8, institution_other_url = $9, institution_department = $10,
                online_inperson = $11, workshop_listed = $12, public_event = $13, public_event_other = $14, additional_contact = $15,
                country = $16, language_id = $17, data_privacy_agreement = $18, code_of_conduct_agreement = $19,
                host_responsibilities = $20, " + $own + " WHERE id = $1",
            $id,
            now,
            personal,
            family,
            email,
            secondary_email,
            *institution,
            institution_other_name,
            institution_other_url,
            institution_department,
            online_inperson.map_or("", |choice| choice.code()),
            *workshop_listed,
            public_event.map_or("", |choice| choice.code()),
            public_event_other,
            additional_contact,
            country.as_deref(),
            *language,
            *data_privacy_agreement,
            *code_of_conduct_agreement,
            *host_responsibilities,
            $($argument),+
        )
        .execute(&mut **$change)
        .await?;
    }};
}

/// What of a kind is done alike: a new request is pending (DM-ST-10), and staff may set state and event besides (DM-ST-13).
macro_rules! saved {
    ($form:ty, $table:tt, $insert:tt) => {
        impl $form {
            /// Stores a new request that has passed its check; it is pending. Gives its id.
            ///
            /// # Errors
            /// When the database refuses.
            pub async fn create(&self, change: &mut Change) -> Result<i32> {
                let now = change.now();
                let id = sqlx::query_scalar!($insert, now, self.common.personal, self.common.language)
                    .fetch_one(&mut **change)
                    .await?;
                self.write(change, id).await?;
                Ok(id)
            }
        }

        impl Edited<$form> {
            /// Stores a changed request that has passed its check.
            ///
            /// # Errors
            /// When the database refuses.
            pub async fn update(&self, change: &mut Change, id: i32) -> Result<()> {
                self.answers.write(change, id).await?;
                sqlx::query!(
                    "UPDATE " + $table + " SET state = $2, event_id = $3 WHERE id = $1",
                    id,
                    self.state.code(),
                    self.event
                )
                .execute(&mut **change)
                .await?;
                Ok(())
            }
        }
    };
}

saved!(
    RequestInput,
    "workshop_request",
    "INSERT INTO workshop_request (created_at, personal, email, online_inperson, public_event, language_id, administrative_fee,
        travel_expences_management, institution_restrictions) VALUES ($1, $2, '', '', '', $3, '', '', '') RETURNING id"
);
saved!(
    InquiryInput,
    "workshop_inquiry_request",
    "INSERT INTO workshop_inquiry_request (created_at, personal, email, online_inperson, language_id, administrative_fee)
        VALUES ($1, $2, '', '', $3, '') RETURNING id"
);
saved!(
    SubmissionInput,
    "self_organised_submission",
    "INSERT INTO self_organised_submission (created_at, personal, email, online_inperson, public_event, language_id, workshop_format)
        VALUES ($1, $2, '', '', '', $3, '') RETURNING id"
);

impl RequestInput {
    async fn write(&self, change: &mut Change, id: i32) -> Result<()> {
        write_answers!(
            change, id, self.common, "workshop_request",
            "member_code = $21, location = $22, preferred_dates = $23, other_preferred_dates = $24, audience_description = $25,
             administrative_fee = $26, scholarship_circumstances = $27, travel_expences_management = $28,
             travel_expences_management_other = $29, travel_expences_agreement = $30, institution_restrictions = $31,
             institution_restrictions_other = $32, carpentries_info_source_other = $33, user_notes = $34, instructor_availability = $35",
            self.member_code,
            self.location,
            self.preferred_dates,
            self.other_preferred_dates,
            self.audience_description,
            self.administrative_fee.map_or("", |choice| choice.code()),
            self.scholarship_circumstances,
            self.travel_expences_management.map_or("", |choice| choice.code()),
            self.travel_expences_management_other,
            self.travel_expences_agreement,
            self.institution_restrictions.map_or("", |choice| choice.code()),
            self.institution_restrictions_other,
            self.carpentries_info_source_other,
            self.user_notes,
            self.instructor_availability,
        );
        replace_set(change, Set::RequestCurricula(Self::KIND), id, &self.requested_workshop_types).await?;
        replace_set(change, Set::RequestInfoSources, id, &self.carpentries_info_source).await
    }
}

impl InquiryInput {
    async fn write(&self, change: &mut Change, id: i32) -> Result<()> {
        write_answers!(
            change, id, self.common, "workshop_inquiry_request",
            "location = $21, preferred_dates = $22, other_preferred_dates = $23, audience_description = $24, administrative_fee = $25,
             travel_expences_management = $26, travel_expences_management_other = $27, travel_expences_agreement = $28,
             institution_restrictions = $29, institution_restrictions_other = $30, carpentries_info_source_other = $31,
             user_notes = $32, instructor_availability = $33, routine_data_other = $34, domains_other = $35",
            self.location,
            self.preferred_dates,
            self.other_preferred_dates,
            self.audience_description,
            self.administrative_fee.map_or("", |choice| choice.code()),
            self.travel_expences_management.map_or("", |choice| choice.code()),
            self.travel_expences_management_other,
            self.travel_expences_agreement,
            self.institution_restrictions.map_or("", |choice| choice.code()),
            self.institution_restrictions_other,
            self.carpentries_info_source_other,
            self.user_notes,
            self.instructor_availability,
            self.routine_data_other,
            self.domains_other,
        );
        replace_set(change, Set::RequestCurricula(Self::KIND), id, &self.requested_workshop_types).await?;
        replace_set(change, Set::InquiryInfoSources, id, &self.carpentries_info_source).await?;
        replace_set(change, Set::InquiryDomains, id, &self.domains).await?;
        replace_set(change, Set::InquiryAcademicLevels, id, &self.academic_levels).await?;
        replace_set(change, Set::InquiryComputingLevels, id, &self.computing_levels).await?;
        replace_set(change, Set::InquiryRoutineData, id, &self.routine_data).await
    }
}

impl SubmissionInput {
    async fn write(&self, change: &mut Change, id: i32) -> Result<()> {
        write_answers!(
            change,
            id,
            self.common,
            "self_organised_submission",
            "start = $21, \"end\" = $22, workshop_url = $23, workshop_format = $24, workshop_format_other = $25,
             workshop_types_other_explain = $26",
            self.start,
            self.end,
            self.workshop_url,
            self.workshop_format.map_or("", |choice| choice.code()),
            self.workshop_format_other,
            self.workshop_types_other_explain,
        );
        replace_set(change, Set::RequestCurricula(Self::KIND), id, &self.workshop_types).await
    }
}
