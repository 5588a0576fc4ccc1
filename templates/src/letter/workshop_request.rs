//! The receipt of a workshop request (EML-OTH-02).

use chrono::NaiveDate;
use shared::workshop_request::{Details, Kind, RequestInput, is_too_soon};

use super::Letter;
use super::addresses::ONLINE_HANDBOOK;
use super::draft::Draft;
use super::draft::Span::{Link, Plain};
use crate::pages::request::{self, Reader};

/// To whoever requests a workshop, with a copy of what they wrote.
#[must_use]
pub fn workshop_request(details: &Details<RequestInput>, today: NaiveDate) -> Letter {
    let stored = &details.stored;
    let draft = Draft::new()
        .paragraph(&[Plain("Thank you, we have received your request for a workshop. Someone of our team will soon be in touch.")])
        .paragraph(&[Plain("Some things that are good to know:")])
        .points(&[
            &[Plain(
                "A workshop takes at least two months to organise. If yours is to be sooner, we will do our best, but cannot promise \
                 that we find instructors for that day; other days may help.",
            )],
            &[Plain(
                "We choose instructors so that those with experience teach beside those who were certified not long ago, that everybody \
                 has a chance to teach, and that nobody travels farther than necessary.",
            )],
            &[
                Plain("If the workshop takes place online, "),
                Link("our handbook", ONLINE_HANDBOOK),
                Plain(" helps you to prepare it."),
            ],
            &[Plain("Nothing is scheduled until you and we have both confirmed it.")],
        ])
        .paragraph(&[Plain("We look forward to working with you.")])
        .signed("The Carpentries");
    warned_if(is_too_soon(Kind::Request, stored.input.answers.preferred_dates, stored.created_at.date_naive()), draft)
        .answers("A copy of your request", &request::workshop_request(Reader::Submitter, details, None, today))
        .finish("Workshop request confirmation")
}

/// With the warning that the wished day comes too soon (DM-WREQ-10).
pub(super) fn warned_if(is_too_soon: bool, draft: Draft) -> Draft {
    if !is_too_soon {
        return draft;
    }
    draft.warning("the date that you prefer is close. We may not be able to find instructors in such a short time.")
}
