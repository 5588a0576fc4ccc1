//! The form of a workshop request (FRM-04, WRQ-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::edited::Form;
use super::facts::{Facts, Referred};
use super::{CommonInput, Fee, Kind, Own, Restrictions, Travel, rule};
use crate::check::FieldErrors;

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestInput {
    /// What all requests tell.
    #[serde(flatten)]
    pub common: CommonInput,
    /// Registration code.
    pub member_code: String,
    /// Where the workshop takes place.
    pub location: String,
    /// Curricula asked for.
    pub requested_workshop_types: Vec<i32>,
    /// The wished day.
    pub preferred_dates: Option<NaiveDate>,
    /// When else it could be.
    pub other_preferred_dates: String,
    /// Who will come.
    pub audience_description: String,
    /// Which case of the fee applies.
    pub administrative_fee: Option<Fee>,
    /// Why they ask for support.
    pub scholarship_circumstances: String,
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

impl Form for RequestInput {
    const KIND: Kind = Kind::Request;
    const CURRICULA: &'static str = "requested_workshop_types";

    fn referred(&self) -> Referred<'_> {
        Referred {
            institution: self.common.institution,
            country: self.common.country.as_deref(),
            language: self.common.language,
            curricula: &self.requested_workshop_types,
            info_sources: &self.carpentries_info_source,
            ..Referred::default()
        }
    }

    fn member_code(&self) -> &str {
        &self.member_code
    }

    fn rules(&self, own: &Own, _facts: &Facts, errors: &mut FieldErrors) {
        self.common.rules(own, true, errors);
        rule::filled(&self.location, "location", errors);
        rule::chosen(self.common.country.is_some(), "country", errors);
        rule::chosen(self.common.language.is_some(), "language", errors);
        rule::chosen(!self.requested_workshop_types.is_empty(), "requested_workshop_types", errors);
        rule::chosen(self.common.public_event.is_some(), "public_event", errors);
        rule::filled(&self.audience_description, "audience_description", errors);
        rule::chosen(self.administrative_fee.is_some(), "administrative_fee", errors);
        rule::circumstances(self.administrative_fee, &self.scholarship_circumstances, errors);
        rule::chosen(self.travel_expences_management.is_some(), "travel_expences_management", errors);
        rule::other(
            self.travel_expences_management == Some(Travel::Other),
            &self.travel_expences_management_other,
            "travel_expences_management",
            errors,
        );
        rule::chosen(self.institution_restrictions.is_some(), "institution_restrictions", errors);
        rule::other(
            self.institution_restrictions == Some(Restrictions::Other),
            &self.institution_restrictions_other,
            "institution_restrictions",
            errors,
        );
        rule::some_date(self.preferred_dates, &self.other_preferred_dates, errors);
        if own.is_public {
            rule::not_past(self.preferred_dates, own.today, errors);
            rule::availability(self.instructor_availability, self.preferred_dates, own.today, errors);
            rule::agreed(self.travel_expences_agreement, "travel_expences_agreement", errors);
            // D-22: asked of everyone who requests a workshop.
            rule::chosen(!self.carpentries_info_source.is_empty(), "carpentries_info_source", errors);
        }
    }
}
