//! What requests and inquiries tell about how a workshop is organised, and what all three kinds tell of its public.

use chrono::NaiveDate;
use shared::workshop_request::{CommonInput, Fee, Restrictions, Travel};

use super::{Answers, Reader};
use crate::format;

/// The wished days. Staff read besides whether the submitter was warned that they come too soon (DM-WREQ-10).
pub(super) fn wished_days(reader: Reader<'_>, preferred: Option<NaiveDate>, described: &str, too_soon: bool) -> Answers {
    let answers =
        Answers::new().text("Preferred date", &preferred.map(format::iso).unwrap_or_default()).text("Other dates", described);
    if reader.is_staff() { answers.yes_no("Warned that the date is too soon", too_soon) } else { answers }
}

/// Who pays what.
pub(super) fn fee(fee: Option<Fee>) -> Answers {
    Answers::new().choice("Administrative fee", fee.map(Fee::label), "")
}

/// How travel is paid.
pub(super) fn travel(managed: Option<Travel>, beside: &str, agreed: bool) -> Answers {
    Answers::new()
        .choice("Travel expenses", managed.map(Travel::label), beside)
        .yes_no("Takes on the travel expenses of instructors", agreed)
}

/// What the institution demands of instructors.
pub(super) fn restrictions(restrictions: Option<Restrictions>, beside: &str) -> Answers {
    Answers::new().choice("Restrictions of the institution", restrictions.map(Restrictions::label), beside)
}

/// Who hears of the workshop, and who may come.
pub(super) fn public(common: &CommonInput) -> Answers {
    let contacts: Vec<String> =
        common.additional_contact.split(';').map(str::trim).filter(|contact| !contact.is_empty()).map(str::to_owned).collect();
    Answers::new()
        .yes_no("Listed on our websites", common.workshop_listed)
        .choice("Open to the public", common.public_event.map(|public| public.label()), &common.public_event_other)
        .list("Additional contacts", &contacts, "")
}

/// How they heard of us, and what else they say.
pub(super) fn notes(info_sources: &[String], beside: &str, notes: &str) -> Answers {
    // Staff write the sources with links in HTML.
    let sources: Vec<String> = info_sources.iter().map(|source| crate::markdown::plain(source)).collect();
    Answers::new().list("Heard of The Carpentries through", &sources, beside).text("Additional notes", notes)
}
