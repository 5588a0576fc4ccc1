//! The receipt of an inquiry about workshops (EML-OTH-04).

use shared::workshop_request::{Details, InquiryInput, Kind, is_too_soon};

use super::Letter;
use super::addresses::{CURRICULA, ONLINE_HANDBOOK, WEBSITE};
use super::draft::Draft;
use super::draft::Span::{Link, Plain};
use super::workshop_request::warned_if;
use crate::pages::request::{self, Reader};

/// To whoever inquires, with a copy of what they wrote.
#[must_use]
pub fn inquiry(details: &Details<InquiryInput>) -> Letter {
    let stored = &details.stored;
    let draft = Draft::new()
        .paragraph(&[Plain(
            "Thank you for your interest in a workshop of The Carpentries. What you have told us helps us to find what suits the people \
             whom you have in mind.",
        )])
        .paragraph(&[
            Plain("How our workshops work is told on "),
            Link("our website", WEBSITE),
            Plain(", which also has a page about "),
            Link("what we teach", CURRICULA),
            Plain(". If you think of teaching online, see "),
            Link("our handbook", ONLINE_HANDBOOK),
            Plain("."),
        ])
        .paragraph(&[Plain(
            "Someone of our team will write to you with more. Nothing is scheduled until you and we have both confirmed it.",
        )])
        .signed("The Carpentries");
    warned_if(is_too_soon(Kind::Inquiry, stored.input.answers.preferred_dates, stored.created_at.date_naive()), draft)
        .answers("A copy of your inquiry", &request::inquiry(Reader::Submitter, details))
        .finish("Workshop inquiry confirmation")
}
