//! What an applicant says of themselves: the fields that the public form and the admins' form have in common.

use serde::{Deserialize, Serialize};

/// The fields by their names. Texts are trimmed, empty ones stand for nothing; keys are of the lists in `choices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// First name.
    pub personal: String,
    /// Last name.
    pub family: String,
    /// Registration code of a member, partner or benefit.
    pub member_code: String,
    /// The code is to be taken though it is not valid (DM-TREQ-05).
    pub member_code_override: bool,
    /// Address of the training at Eventbrite.
    pub eventbrite_url: String,
    /// Address of mail.
    pub email: String,
    /// Another one.
    pub secondary_email: String,
    /// Name on GitHub.
    pub github: String,
    /// Career stage; `None` for what `occupation_other` says.
    pub occupation: Option<String>,
    /// The career stage in words.
    pub occupation_other: String,
    /// University, company, lab.
    pub affiliation: String,
    /// City, and province or state.
    pub location: String,
    /// Country code.
    pub country: Option<String>,
    /// Code of the nearest major airport.
    pub airport_iata: String,
    /// Works at a small, remote or under-resourced institution.
    pub underresourced: bool,
    /// Knowledge domains.
    pub domains: Vec<i32>,
    /// Another one, in words.
    pub domains_other: String,
    /// Identifies as under-represented.
    pub underrepresented: String,
    /// Details of it.
    pub underrepresented_details: String,
    /// Teaching in volunteer or non-profit groups.
    pub nonprofit_teaching_experience: String,
    /// Roles at workshops.
    pub previous_involvement: Vec<i32>,
    /// Formal training as a teacher.
    pub previous_training: String,
    /// The same in words.
    pub previous_training_other: String,
    /// More about it.
    pub previous_training_explanation: String,
    /// Experience in teaching.
    pub previous_experience: String,
    /// The same in words.
    pub previous_experience_other: String,
    /// More about it.
    pub previous_experience_explanation: String,
    /// Use of the tools that workshops teach.
    pub programming_language_usage_frequency: String,
    /// Wants to be certified.
    pub checkout_intent: String,
    /// Wants to teach.
    pub teaching_intent: String,
    /// How often.
    pub teaching_frequency_expectation: String,
    /// The same in words.
    pub teaching_frequency_expectation_other: String,
    /// How often they can travel.
    pub max_travelling_frequency: String,
    /// The same in words.
    pub max_travelling_frequency_other: String,
    /// Why they want to attend.
    pub reason: String,
    /// What else they want to tell.
    pub user_notes: String,
    /// Agrees to the code of conduct.
    pub code_of_conduct_agreement: bool,
}

impl Default for Answers {
    /// What the forms start from (FRM-01).
    fn default() -> Self {
        Self {
            personal: String::new(),
            family: String::new(),
            member_code: String::new(),
            member_code_override: false,
            eventbrite_url: String::new(),
            email: String::new(),
            secondary_email: String::new(),
            github: String::new(),
            occupation: Some("undisclosed".to_owned()),
            occupation_other: String::new(),
            affiliation: String::new(),
            location: String::new(),
            country: None,
            airport_iata: String::new(),
            underresourced: false,
            domains: Vec::new(),
            domains_other: String::new(),
            underrepresented: "undisclosed".to_owned(),
            underrepresented_details: String::new(),
            nonprofit_teaching_experience: String::new(),
            previous_involvement: Vec::new(),
            previous_training: "none".to_owned(),
            previous_training_other: String::new(),
            previous_training_explanation: String::new(),
            previous_experience: "none".to_owned(),
            previous_experience_other: String::new(),
            previous_experience_explanation: String::new(),
            programming_language_usage_frequency: "daily".to_owned(),
            checkout_intent: "unsure".to_owned(),
            teaching_intent: "unsure".to_owned(),
            teaching_frequency_expectation: "not-at-all".to_owned(),
            teaching_frequency_expectation_other: String::new(),
            max_travelling_frequency: "not-at-all".to_owned(),
            max_travelling_frequency_other: String::new(),
            reason: String::new(),
            user_notes: String::new(),
            code_of_conduct_agreement: false,
        }
    }
}
