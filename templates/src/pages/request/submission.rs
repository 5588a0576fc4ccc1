//! The rows of a self-organised submission (SOS-02, EML-OTH-06, EML-OTH-07).

use shared::workshop_request::{Details, Format, SubmissionInput};

use super::{Answers, Reader, Value, agreements, organising, staff, who};
use crate::format;

/// What a self-organised submission tells.
#[must_use]
pub fn submission(reader: Reader<'_>, details: &Details<SubmissionInput>) -> Answers {
    let (stored, names) = (&details.stored, &details.names);
    let workshop = &stored.input.answers;
    staff::course(reader, stored, names.event.as_deref())
        .and(who::who(reader, &workshop.common, names))
        .choice("Workshop format", workshop.workshop_format.map(Format::label), &workshop.workshop_format_other)
        .text("Workshop start", &workshop.start.map(format::iso).unwrap_or_default())
        .text("Workshop end", &workshop.end.map(format::iso).unwrap_or_default())
        .row("Website of the workshop", Value::website(&workshop.workshop_url))
        .list("Curricula taught", &names.curricula, "")
        .text("Lessons of a mix", &workshop.workshop_types_other_explain)
        .text("Country", names.country.as_deref().unwrap_or_default())
        .text("Language of the workshop", names.language.as_deref().unwrap_or_default())
        .and(organising::public(&workshop.common))
        .and(agreements::common(&workshop.common))
}
