//! The rows of an application to instructor training (TRQ-03, EML-OTH-01).

use shared::term::AGREE;
use shared::training_request::{
    Answers as Said, CHECKOUT_INTENTS, Details, MAX_TRAVELLING_FREQUENCIES, OCCUPATIONS, PREVIOUS_EXPERIENCES,
    PREVIOUS_TRAININGS, PROGRAMMING_FREQUENCIES, Process, TEACHING_FREQUENCIES, TEACHING_INTENTS, UNDERREPRESENTED, label,
};

use super::who::full_name;
use super::{Answers, Value};
use crate::{format, markdown};

/// What an application tells, from its submission date to the consents; what staff know besides is their page's.
#[must_use]
pub fn training_request(details: &Details) -> Answers {
    let said = &details.stored.input.answers;
    Answers::new()
        .text("Submission date", &format::date_time(details.stored.created_at))
        .and(registration(details))
        .and(person(details))
        .and(background(details))
        .and(teaching(said))
        .text("Reason for attending", &said.reason)
        .text("Additional notes", &said.user_notes)
        .and(consents(details))
}

/// How they come to apply, and for which training.
fn registration(details: &Details) -> Answers {
    let said = &details.stored.input.answers;
    let answers = Answers::new()
        .choice("Application type", details.stored.input.review_process.map(Process::label), "")
        .text("Registration code", &said.member_code);
    let answers = if said.member_code_override { answers.yes_no("Code taken although it is not valid", true) } else { answers };
    answers.row("Training at Eventbrite", Value::website(&said.eventbrite_url))
}

fn person(details: &Details) -> Answers {
    let input = &details.stored.input;
    let said = &input.answers;
    let given = full_name(&said.personal, &input.middle);
    Answers::new()
        .row("Person", Value::Contact(full_name(&given, &said.family), said.email.clone()))
        .text("Secondary email address", &said.secondary_email)
        .text("GitHub username", &said.github)
        .choice("Occupation", said.occupation.as_deref().map(|key| label(&OCCUPATIONS, key)), &said.occupation_other)
        .text("Affiliation", &said.affiliation)
        .text("Location", &said.location)
        .text("Country", details.country.as_deref().unwrap_or_default())
        .text("Nearest major airport", &said.airport_iata)
        .yes_no("Small, remote or under-resourced institution", said.underresourced)
}

fn background(details: &Details) -> Answers {
    let said = &details.stored.input.answers;
    Answers::new()
        .list("Areas of expertise", &details.domains, &said.domains_other)
        .text("Under-represented in research or computing", label(&UNDERREPRESENTED, &said.underrepresented))
        .text("Details of it", &said.underrepresented_details)
        .text("Teaching in volunteer or non-profit groups", &said.nonprofit_teaching_experience)
        .list("Previous involvement with The Carpentries", &details.previous_involvement, "")
        .choice(
            "Previous training in teaching",
            Some(label(&PREVIOUS_TRAININGS, &said.previous_training)),
            &said.previous_training_other,
        )
        .text("Description of that training", &said.previous_training_explanation)
        .choice(
            "Previous experience in teaching",
            Some(label(&PREVIOUS_EXPERIENCES, &said.previous_experience)),
            &said.previous_experience_other,
        )
        .text("Description of that experience", &said.previous_experience_explanation)
}

fn teaching(said: &Said) -> Answers {
    Answers::new()
        .text(
            "Use of the tools that workshops teach",
            label(&PROGRAMMING_FREQUENCIES, &said.programming_language_usage_frequency),
        )
        .text("Intends to become certified", label(&CHECKOUT_INTENTS, &said.checkout_intent))
        .text("Intends to teach within twelve months", label(&TEACHING_INTENTS, &said.teaching_intent))
        .choice(
            "Expects to teach",
            Some(label(&TEACHING_FREQUENCIES, &said.teaching_frequency_expectation)),
            &said.teaching_frequency_expectation_other,
        )
        .choice(
            "Is able to travel",
            Some(label(&MAX_TRAVELLING_FREQUENCIES, &said.max_travelling_frequency)),
            &said.max_travelling_frequency_other,
        )
}

/// The agreement, and what was answered to each term.
fn consents(details: &Details) -> Answers {
    let agreed = Answers::new().yes_no("Agrees to the Code of Conduct", details.stored.input.answers.code_of_conduct_agreement);
    details.consents.iter().fold(agreed, |answers, (term, option)| {
        let value = match option {
            None => Value::Empty,
            Some((kind, words)) if words.is_empty() => Value::YesNo(kind == AGREE),
            Some((_, words)) => Value::of(&markdown::plain(words)),
        };
        answers.row(term.clone(), value)
    })
}
