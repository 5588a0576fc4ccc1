//! The rows of a workshop request (WRQ-02, EML-OTH-02, EML-OTH-03).

use chrono::NaiveDate;
use shared::membership::Membership;
use shared::record::membership_url;
use shared::workshop_request::{CodeHolder, Details, Kind, RequestInput, is_too_soon};

use super::{Answers, Reader, agreements, organising, staff, who};

/// What a workshop request tells. `holder` is what its registration code belongs to, and matters to staff alone, as does `today`.
#[must_use]
pub fn workshop_request(
    reader: Reader<'_>,
    details: &Details<RequestInput>,
    holder: Option<&CodeHolder>,
    today: NaiveDate,
) -> Answers {
    let (stored, names) = (&details.stored, &details.names);
    let request = &stored.input.answers;
    let too_soon = is_too_soon(Kind::Request, request.preferred_dates, stored.created_at.date_naive());
    staff::course(reader, stored, names.event.as_deref())
        .and(who::who(reader, &request.common, names))
        .and(code(reader, &request.member_code, holder, today))
        .text("Workshop location", &request.location)
        .text("Country", names.country.as_deref().unwrap_or_default())
        .list("Requested curricula", &names.curricula, "")
        .and(organising::wished_days(reader, request.preferred_dates, &request.other_preferred_dates, too_soon))
        .text("Language of the workshop", names.language.as_deref().unwrap_or_default())
        .text("Audience", &request.audience_description)
        .and(organising::fee(request.administrative_fee))
        .text("Circumstances of those who ask for support", &request.scholarship_circumstances)
        .and(organising::travel(
            request.travel_expences_management,
            &request.travel_expences_management_other,
            request.travel_expences_agreement,
        ))
        .and(organising::restrictions(request.institution_restrictions, &request.institution_restrictions_other))
        .and(organising::public(&request.common))
        .and(organising::notes(&names.info_sources, &request.carpentries_info_source_other, &request.user_notes))
        .and(agreements::with_availability(&request.common, request.instructor_availability))
}

/// The registration code; staff read besides whose it is, where there is one.
fn code(reader: Reader<'_>, code: &str, holder: Option<&CodeHolder>, today: NaiveDate) -> Answers {
    let answers = Answers::new().text("Registration code", code);
    if !reader.is_staff() || code.is_empty() {
        return answers;
    }
    match holder {
        None => answers.text("The code belongs to", "Nothing: no membership, partnership or benefit has it"),
        Some(CodeHolder::Membership(membership)) => answers.and(of_membership(reader, membership, today)),
        Some(CodeHolder::Other(kind, named)) => answers.row("The code belongs to", reader.record(*kind, named)),
    }
}

/// What remains of the membership whose code it is (DM-MEMB-09).
fn of_membership(reader: Reader<'_>, membership: &Membership, today: NaiveDate) -> Answers {
    Answers::new()
        .row("The code belongs to", reader.page(&membership.label, Some(membership_url(membership.id))))
        .text("Workshops without fee that remain", &membership.workshops.remaining().to_string())
        .yes_no("The membership is active today", membership.agreement.covers(today))
}
