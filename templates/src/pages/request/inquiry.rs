//! The rows of an inquiry (INQ-02, EML-OTH-04, EML-OTH-05).

use shared::workshop_request::{Details, InquiryInput, Kind, is_too_soon};

use super::{Answers, Reader, agreements, organising, staff, who};

/// What an inquiry tells.
#[must_use]
pub fn inquiry(reader: Reader<'_>, details: &Details<InquiryInput>) -> Answers {
    let (stored, names) = (&details.stored, &details.names);
    let inquiry = &stored.input.answers;
    let too_soon = is_too_soon(Kind::Inquiry, inquiry.preferred_dates, stored.created_at.date_naive());
    staff::course(reader, stored, names.event.as_deref())
        .and(who::who(reader, &inquiry.common, names))
        .text("Workshop location", &inquiry.location)
        .text("Country", names.country.as_deref().unwrap_or_default())
        .list("Kinds of data", &names.routine_data, &inquiry.routine_data_other)
        .list("Domains", &names.domains, &inquiry.domains_other)
        .list("Academic levels", &names.academic_levels, "")
        .list("Levels of computing experience", &names.computing_levels, "")
        .text("Audience", &inquiry.audience_description)
        .list("Curricula of interest", &names.curricula, "")
        .and(organising::wished_days(reader, inquiry.preferred_dates, &inquiry.other_preferred_dates, too_soon))
        .text("Language of the workshop", names.language.as_deref().unwrap_or_default())
        .and(organising::fee(inquiry.administrative_fee))
        .and(organising::travel(
            inquiry.travel_expences_management,
            &inquiry.travel_expences_management_other,
            inquiry.travel_expences_agreement,
        ))
        .and(organising::restrictions(inquiry.institution_restrictions, &inquiry.institution_restrictions_other))
        .and(organising::public(&inquiry.common))
        .and(organising::notes(&names.info_sources, &inquiry.carpentries_info_source_other, &inquiry.user_notes))
        .and(agreements::with_availability(&inquiry.common, inquiry.instructor_availability))
}
