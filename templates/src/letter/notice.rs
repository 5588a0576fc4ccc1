//! The notices to those who look after requests of a country (EML-OTH-03, EML-OTH-05, EML-OTH-07).

use chrono::NaiveDate;
use shared::workshop_request::{
    CodeHolder, CommonInput, Details, InquiryInput, Kind, Names, RequestInput, SubmissionInput, dates,
};

use super::Letter;
use super::draft::Draft;
use super::draft::Span::{Link, Plain};
use crate::pages::request::{self, Answers, Reader};

/// A new workshop request. `home` is the origin of the site, and `holder` what the registration code belongs to.
#[must_use]
pub fn workshop_request(home: &str, details: &Details<RequestInput>, holder: Option<&CodeHolder>, today: NaiveDate) -> Letter {
    let request = &details.stored.input.answers;
    let when = dates(request.preferred_dates, &request.other_preferred_dates);
    let subject = subject("New workshop request", &affiliation(&request.common, &details.names), &when);
    let answers = request::workshop_request(Reader::Staff { home }, details, holder, today);
    notice(&subject, "workshop request", &format!("{home}{}", Kind::Request.url(details.id)), &answers)
}

/// A new inquiry.
#[must_use]
pub fn inquiry(home: &str, details: &Details<InquiryInput>) -> Letter {
    let inquiry = &details.stored.input.answers;
    let when = dates(inquiry.preferred_dates, &inquiry.other_preferred_dates);
    let subject = subject("New workshop inquiry", &affiliation(&inquiry.common, &details.names), &when);
    let answers = request::inquiry(Reader::Staff { home }, details);
    notice(&subject, "workshop inquiry", &format!("{home}{}", Kind::Inquiry.url(details.id)), &answers)
}

/// A new self-organised submission.
#[must_use]
pub fn submission(home: &str, details: &Details<SubmissionInput>) -> Letter {
    let affiliation = affiliation(&details.stored.input.answers.common, &details.names);
    let subject = subject("New self-organised submission", &affiliation, "");
    let answers = request::submission(Reader::Staff { home }, details);
    notice(&subject, "self-organised submission", &format!("{home}{}", Kind::Submission.url(details.id)), &answers)
}

fn notice(subject: &str, what: &str, url: &str, answers: &Answers) -> Letter {
    Draft::new()
        .paragraph(&[Plain("A new "), Plain(what), Plain(" has come in: "), Link(url, url)])
        .paragraph(&[Plain("An answer to this mail goes to whoever sent it.")])
        .answers("What it says", answers)
        .finish(subject)
}

/// Who asks: the institution as name and domain, else the name that was typed.
fn affiliation(common: &CommonInput, names: &Names) -> String {
    names.institution.as_ref().map_or_else(|| common.institution_other_name.clone(), |institution| institution.label.clone())
}

/// What has come, from where, and for when, as far as that is known.
fn subject(what: &str, affiliation: &str, when: &str) -> String {
    let known: Vec<&str> = [affiliation, when].into_iter().filter(|part| !part.trim().is_empty()).collect();
    if known.is_empty() { what.to_owned() } else { format!("{what}: {}", known.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn a_subject_names_what_is_known() {
        assert_eq!(subject("New", "Lund <lu.se>", "2026-09-01"), "New: Lund <lu.se>, 2026-09-01");
        assert_eq!(subject("New", "", "in autumn"), "New: in autumn");
        assert_eq!(subject("New", "Lund", ""), "New: Lund");
        assert_eq!(subject("New", "", " "), "New");
    }
}
