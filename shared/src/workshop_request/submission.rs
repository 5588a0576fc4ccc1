//! The form of a self-organised workshop (FRM-08, SOS-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::edited::Form;
use super::facts::{Facts, Referred};
use super::{CommonInput, Format, Kind, Own, rule};
use crate::check::FieldErrors;

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionInput {
    /// What all requests tell.
    #[serde(flatten)]
    pub common: CommonInput,
    /// How the workshop is laid out.
    pub workshop_format: Option<Format>,
    /// How it is laid out, in their words.
    pub workshop_format_other: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Its website.
    pub workshop_url: String,
    /// Curricula taught.
    pub workshop_types: Vec<i32>,
    /// What the mix consists of.
    pub workshop_types_other_explain: String,
}

impl Form for SubmissionInput {
    const KIND: Kind = Kind::Submission;
    const CURRICULA: &'static str = "workshop_types";

    fn referred(&self) -> Referred<'_> {
        Referred {
            institution: self.common.institution,
            country: self.common.country.as_deref(),
            language: self.common.language,
            curricula: &self.workshop_types,
            ..Referred::default()
        }
    }

    fn rules(&self, own: &Own, facts: &Facts, errors: &mut FieldErrors) {
        self.common.rules(own, true, errors);
        rule::chosen(self.common.country.is_some(), "country", errors);
        rule::chosen(self.common.language.is_some(), "language", errors);
        rule::chosen(self.common.public_event.is_some(), "public_event", errors);
        rule::chosen(self.workshop_format.is_some(), "workshop_format", errors);
        rule::other(self.workshop_format == Some(Format::Other), &self.workshop_format_other, "workshop_format", errors);
        rule::chosen(!self.workshop_types.is_empty(), Self::CURRICULA, errors);
        rule::chosen(self.start.is_some(), "start", errors);
        rule::chosen(self.end.is_some(), "end", errors);
        if let (Some(start), Some(end)) = (self.start, self.end) {
            errors.require(start <= end, "end", "The workshop cannot end before it starts.");
        }
        // DM-WREQ-06
        errors.require(
            self.workshop_format != Some(Format::Standard) || !self.workshop_url.is_empty(),
            "workshop_url",
            "A standard workshop has a website. Enter its address.",
        );
        errors.require(
            !facts.curricula.iter().any(|c| c.offered.mix_match) || !self.workshop_types_other_explain.is_empty(),
            "workshop_types_other_explain",
            "Say which lessons you mix.",
        );
    }
}
