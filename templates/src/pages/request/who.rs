//! Who asks, and for which institution.

use shared::record::Kind;
use shared::workshop_request::{CommonInput, Names};

use super::{Answers, Reader, Value};

/// Person and institution. Staff read besides whether AMY knows them (DM-WREQ-12).
pub(super) fn who(reader: Reader<'_>, common: &CommonInput, names: &Names) -> Answers {
    let mut answers =
        Answers::new().row("Person", Value::Contact(full_name(&common.personal, &common.family), common.email.clone()));
    if reader.is_staff() {
        let known = names.host_person.as_ref().map(|person| reader.record(Kind::Person, person));
        answers = answers.row("Person in AMY", known.unwrap_or_else(|| Value::of("Nobody with this name and address")));
    }
    answers = answers.text("Secondary email address", &common.secondary_email);
    answers = match &names.institution {
        Some(institution) => answers.row("Institution", reader.record(Kind::Organization, institution)),
        None => answers
            .text("Institution", &common.institution_other_name)
            .row("Website of the institution", Value::website(&common.institution_other_url)),
    };
    if reader.is_staff() && !common.institution_other_name.is_empty() {
        let known = names.host_organization.as_ref().map(|organization| reader.record(Kind::Organization, organization));
        answers = answers.row("Institution in AMY", known.unwrap_or_else(|| Value::of("No organization with this name")));
    }
    answers.text("Department", &common.institution_department).choice(
        "Online or in person",
        common.online_inperson.map(|place| place.label()),
        "",
    )
}

/// Personal and family name.
pub(super) fn full_name(personal: &str, family: &str) -> String {
    format!("{personal} {family}").trim().to_owned()
}
