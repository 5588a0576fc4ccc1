//! The fields of an agreement's terms, which all forms of a membership have (MEM-02, MEM-04, MEM-09).

use shared::agreement::PUBLIC_STATUS;
use shared::membership::{CONTRIBUTION_TYPES, VARIANTS};

use crate::form::{Choice, Field, Kind, Of};

/// The fields, in order.
#[must_use]
pub(super) fn fields() -> Vec<Field> {
    let choose = |name: &'static str, label: &'static str, choices: &[(&'static str, &'static str)]| {
        Field::select(name, label, Of::Text, Choice::list(choices.iter().copied())).required()
    };
    let number = |name: &'static str, label: &'static str| Field::new(name, label, Kind::Integer(0, i32::MAX));
    vec![
        Field::text("name", "Name", 100).required(),
        Field::check_box("consortium", "Consortium").help("Several organizations together."),
        choose("public_status", "Can this membership be publicized on The Carpentries websites?", &PUBLIC_STATUS),
        choose("variant", "Variant", &VARIANTS),
        Field::date("agreement_start", "Agreement start").required(),
        Field::date("agreement_end", "Agreement end").required(),
        choose("contribution_type", "Contribution type", &CONTRIBUTION_TYPES),
        Field::text("registration_code", "Registration Code", 40),
        Field::new("agreement_link", "Link to member agreement", Kind::Url(200)).required(),
        number("workshops_without_admin_fee_per_agreement", "Workshops without admin fee per agreement"),
        number("public_instructor_training_seats", "Public instructor training seats").required(),
        number("additional_public_instructor_training_seats", "Additional public instructor training seats").required(),
        number("inhouse_instructor_training_seats", "In-house instructor training seats").required(),
        number("additional_inhouse_instructor_training_seats", "Additional in-house instructor training seats").required(),
        Field::new("emergency_contact", "Emergency contact", Kind::LongText(10_000)),
    ]
}
