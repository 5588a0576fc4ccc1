//! The form of an inquiry (FRM-06, INQ-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::edited::Form;
use super::facts::{Facts, Referred};
use super::{CommonInput, Fee, Kind, Own, Restrictions, Travel, rule};
use crate::check::FieldErrors;

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryInput {
    /// What all requests tell.
    #[serde(flatten)]
    pub common: CommonInput,
    /// Where the workshop takes place.
    pub location: String,
    /// Kinds of data they work with.
    pub routine_data: Vec<i32>,
    /// Other kinds of data.
    pub routine_data_other: String,
    /// Their domains.
    pub domains: Vec<i32>,
    /// Other domains.
    pub domains_other: String,
    /// Who they are.
    pub academic_levels: Vec<i32>,
    /// How well they use computers.
    pub computing_levels: Vec<i32>,
    /// Who will come.
    pub audience_description: String,
    /// Curricula that interest them.
    pub requested_workshop_types: Vec<i32>,
    /// The wished day.
    pub preferred_dates: Option<NaiveDate>,
    /// When else it could be.
    pub other_preferred_dates: String,
    /// Which case of the fee applies.
    pub administrative_fee: Option<Fee>,
    /// How travel is paid.
    pub travel_expences_management: Option<Travel>,
    /// How travel is paid, in their words.
    pub travel_expences_management_other: String,
    /// Takes on the travel costs.
    pub travel_expences_agreement: bool,
    /// What the institution demands of instructors.
    pub institution_restrictions: Option<Restrictions>,
    /// What it demands, in their words.
    pub institution_restrictions_other: String,
    /// How they heard of us.
    pub carpentries_info_source: Vec<i32>,
    /// How else they heard of us.
    pub carpentries_info_source_other: String,
    /// Anything else.
    pub user_notes: String,
    /// Knows that there may be no instructors at short notice.
    pub instructor_availability: bool,
}

impl Form for InquiryInput {
    const KIND: Kind = Kind::Inquiry;
    const CURRICULA: &'static str = "requested_workshop_types";

    fn referred(&self) -> Referred<'_> {
        Referred {
            institution: self.common.institution,
            country: self.common.country.as_deref(),
            language: self.common.language,
            event: None,
            curricula: &self.requested_workshop_types,
            domains: &self.domains,
            academic_levels: &self.academic_levels,
            computing_levels: &self.computing_levels,
            info_sources: &self.carpentries_info_source,
            routine_data: &self.routine_data,
        }
    }

    fn rules(&self, own: &Own, facts: &Facts, errors: &mut FieldErrors) {
        self.common.rules(own, false, errors);
        rule::filled(&self.location, "location", errors);
        rule::chosen(self.common.country.is_some(), "country", errors);
        rule::chosen(self.administrative_fee.is_some(), "administrative_fee", errors);
        rule::other(
            self.travel_expences_management == Some(Travel::Other),
            &self.travel_expences_management_other,
            "travel_expences_management",
            errors,
        );
        rule::other(
            self.institution_restrictions == Some(Restrictions::Other),
            &self.institution_restrictions_other,
            "institution_restrictions",
            errors,
        );
        for (has_unknown, chosen, text, field) in [
            (facts.routine_data.unknown, &self.routine_data, self.routine_data_other.as_str(), "routine_data"),
            (facts.domains.unknown, &self.domains, self.domains_other.as_str(), "domains"),
            (facts.academic_levels.unknown, &self.academic_levels, "", "academic_levels"),
            (facts.computing_levels.unknown, &self.computing_levels, "", "computing_levels"),
            (facts.curricula.iter().any(|c| c.offered.unknown), &self.requested_workshop_types, "", Self::CURRICULA),
        ] {
            rule::unknown_alone(has_unknown, chosen.len(), text, field, errors);
        }
        if own.is_public {
            rule::not_past(self.preferred_dates, own.today, errors);
            rule::availability(self.instructor_availability, self.preferred_dates, own.today, errors);
            rule::agreed(self.travel_expences_agreement, "travel_expences_agreement", errors);
        }
    }
}
