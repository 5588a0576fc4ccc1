//! The receipt of an application to instructor training (EML-OTH-01).

use shared::training_request::{Answers, Details};

use super::Letter;
use super::addresses::{BLOG, COMMUNITY, CONNECT, DISCUSSION, NEWSLETTER, TRAINING_CALENDAR, TRAINING_TEAM};
use super::draft::Draft;
use super::draft::Span::{Link, Plain};
use crate::pages::request;

/// To the applicant, with a copy of what they said.
#[must_use]
pub fn training_request(details: &Details) -> Letter {
    let said = &details.stored.input.answers;
    let draft = Draft::new()
        .paragraph(&[Plain(&greeting(said))])
        .paragraph(&[Plain(
            "thank you for creating your profile for instructor training at The Carpentries. We look forward to having you with us!",
        )])
        .paragraph(&[
            Plain("This profile does not register you for a training. If you have not done so yet, please register for one at Eventbrite: "),
            Link("our calendar", TRAINING_CALENDAR),
            Plain(" has a link for each. About a week before it begins we will write to you with everything you need to know."),
        ])
        .paragraph(&[Plain("Until then, get to know our community:")])
        .points(&[
            &[Link("talk to us on our mailing list", DISCUSSION)],
            &[Link("follow us on social media", CONNECT)],
            &[Link("see what our community does", COMMUNITY)],
            &[Link("read our blog", BLOG)],
            &[Link("subscribe to our newsletter", NEWSLETTER)],
        ])
        .paragraph(&[Plain("If you have a question about your application, write to "), TRAINING_TEAM, Plain(".")])
        .signed("The instructor training team of The Carpentries");
    let draft = if said.member_code_override { draft.warning(&odd_code(&said.member_code)) } else { draft };
    draft.answers("A copy of your application", &request::training_request(details)).finish("Thank you for your application")
}

/// A name is on one line, whatever was typed.
fn greeting(said: &Answers) -> String {
    let name: Vec<&str> = said.personal.split_whitespace().chain(said.family.split_whitespace()).collect();
    format!("Dear {},", name.join(" "))
}

fn odd_code(code: &str) -> String {
    format!(
        "your registration code “{code}” does not seem to be valid. It may have a typing error, be expired, not be active yet, or have \
         no seats left. Our team will check it, and write to you if there is something that you have to do."
    )
}
