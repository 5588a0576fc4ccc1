//! The receipt of a self-organised submission (EML-OTH-06).

use shared::workshop_request::{Details, SubmissionInput};

use super::Letter;
use super::addresses::{HOST_HANDBOOK, ONLINE_HANDBOOK};
use super::draft::Draft;
use super::draft::Span::{Link, Plain};
use crate::pages::request::{self, Reader};

/// To whoever organises a workshop themselves, with a copy of what they wrote.
#[must_use]
pub fn submission(details: &Details<SubmissionInput>) -> Letter {
    Draft::new()
        .paragraph(&[Plain("Thank you for telling us of your workshop! Someone of our team will write to you within a week.")])
        .paragraph(&[
            Plain(
                "About two weeks before it begins, please remind your learners to fill in the survey and to install the software that they \
                 will need. Links to the surveys are on the workshop's website, near the schedule, and ",
            ),
            Link("our handbook", HOST_HANDBOOK),
            Plain(" has an email to learners that you may use."),
        ])
        .paragraph(&[Plain("If you teach online, "), Link("the handbook", ONLINE_HANDBOOK), Plain(" helps you to prepare that, too.")])
        .paragraph(&[Plain("We wish you a great workshop.")])
        .signed("The Carpentries")
        .answers("A copy of your submission", &request::submission(Reader::Submitter, details))
        .finish("Self-organised submission confirmation")
}
