//! The fields of an agreement's terms, which all forms of a membership have (MEM-02, MEM-04, MEM-09).

use shared::agreement::PUBLIC_STATUS;
use shared::membership::{CONTRIBUTION_TYPES, VARIANTS};

use crate::form::{Choice, Field, Kind, Of};

/// An emergency contact may be this long.
const LONGEST_CONTACT: usize = 10_000;

/// All of them, in order.
#[must_use]
pub(super) fn fields() -> Vec<Field> {
    [agreement(), allowance(), vec![emergency_contact()]].concat()
}

/// What is agreed, with whom and for how long.
#[must_use]
pub(super) fn agreement() -> Vec<Field> {
    vec![
        Field::text("name", "Name", 100).required(),
        Field::check_box("consortium", "Consortium").help("Several organizations together."),
        choose("public_status", "Can this membership be publicized on The Carpentries websites?", &PUBLIC_STATUS),
        choose("variant", "Variant", &VARIANTS),
        Field::date("agreement_start", "Agreement start").required().year_end("id_agreement_end"),
        Field::date("agreement_end", "Agreement end").required().help("The last day, usually the day before a year is over."),
        choose("contribution_type", "Contribution type", &CONTRIBUTION_TYPES),
        Field::text("registration_code", "Registration Code", 40)
            .help("Of this membership alone: no partnership and no benefit has it."),
        Field::new("agreement_link", "Link to member agreement", Kind::Url(200)).required().placeholder("https://"),
    ]
}

/// The workshops and training seats that come with it.
#[must_use]
pub(super) fn allowance() -> Vec<Field> {
    vec![
        number("workshops_without_admin_fee_per_agreement", "Workshops without admin fee per agreement")
            .help("Leave it empty where the agreement says nothing of workshops."),
        number("public_instructor_training_seats", "Public instructor training seats").required(),
        number("additional_public_instructor_training_seats", "Additional public instructor training seats")
            .required()
            .help("Beyond those of the agreement."),
        number("inhouse_instructor_training_seats", "In-house instructor training seats").required(),
        number("additional_inhouse_instructor_training_seats", "Additional in-house instructor training seats")
            .required()
            .help("Beyond those of the agreement."),
    ]
}

/// Whom to ask when something is urgent.
#[must_use]
pub(super) fn emergency_contact() -> Field {
    Field::new("emergency_contact", "Emergency contact", Kind::LongText(LONGEST_CONTACT))
}

/// A number that is not negative.
#[must_use]
pub(super) fn number(name: &'static str, label: &'static str) -> Field {
    Field::new(name, label, Kind::Integer(0, i32::MAX))
}

fn choose(name: &'static str, label: &'static str, choices: &[(&'static str, &'static str)]) -> Field {
    Field::select(name, label, Of::Text, Choice::list(choices.iter().copied())).required()
}
