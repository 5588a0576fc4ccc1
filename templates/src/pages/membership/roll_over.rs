//! The page that makes a new membership from the one before (MEM-09).

use maud::html;
use shared::comment;
use shared::membership::Limits;
use shared::record::membership_url;

use super::terms;
use crate::components::page_head;
use crate::form::{Field, Form, Kind, State};
use crate::view::View;

/// What the form must know of the membership that is rolled over.
#[derive(Debug, Clone, Copy)]
pub struct Old<'a> {
    /// Its id.
    pub id: i32,
    /// What it is called.
    pub label: &'a str,
    /// Several organizations together, as the new one is then.
    pub consortium: bool,
    /// How much may be taken along.
    pub limits: &'a Limits,
}

/// The form: the terms of the new agreement, and among them what comes along.
#[must_use]
pub fn form(old: &Old<'_>) -> Form {
    let fields = terms::fields().into_iter().flat_map(|field| {
        let added = after(&field.name, old);
        let field = if field.name == "consortium" { field.fixed().help("As the previous membership is.") } else { field };
        std::iter::once(field).chain(added)
    });
    let comment = Field::new("comment", "Comment", Kind::Markdown(comment::LONGEST));
    Form::new("Add")
        .fields(fields.chain([comment.help("Becomes the first comment on the new membership.")]))
        .cancel(membership_url(old.id))
}

/// The fields that follow a field of the terms.
fn after(field: &str, old: &Old<'_>) -> Vec<Field> {
    match field {
        "consortium" => copies(old.consortium),
        "workshops_without_admin_fee_per_agreement" => vec![rolled(
            "workshops_without_admin_fee_rolled_from_previous",
            "Workshops without admin fee rolled over from previous membership",
            old.limits.workshops,
        )],
        "additional_public_instructor_training_seats" => vec![rolled(
            "public_instructor_training_seats_rolled_from_previous",
            "Public instructor training seats rolled over from previous membership",
            old.limits.public_seats,
        )],
        "additional_inhouse_instructor_training_seats" => vec![rolled(
            "inhouse_instructor_training_seats_rolled_from_previous",
            "In-house instructor training seats rolled over from previous membership",
            old.limits.inhouse_seats,
        )],
        _ => Vec::new(),
    }
}

/// Who comes along. The one member of a membership that is no consortium always does.
fn copies(consortium: bool) -> Vec<Field> {
    let members = Field::check_box("copy_members", "Copy members");
    let members = if consortium {
        members.help("The new membership begins with the same organizations.")
    } else {
        members.help("The new membership is with the same organization.").fixed()
    };
    let persons = Field::check_box("copy_membership_tasks", "Copy persons and their roles");
    vec![members, persons.help("The new membership begins with the same persons.")]
}

/// A number to take along, up to what remains.
fn rolled(name: &'static str, label: &'static str, remains: i64) -> Field {
    let most = i32::try_from(remains).unwrap_or(i32::MAX);
    Field::new(name, label, Kind::Integer(0, most)).help(format!("At most {most}, which the previous membership has left."))
}

/// The page.
#[must_use]
pub fn page(old: &Old<'_>, form: &Form, state: &State) -> View {
    let title = format!("Create new membership from {}", old.label);
    let action = format!("{}roll-over/", membership_url(old.id));
    View::new(&title, html! { (page_head(&title, None)) (form.render(&action, state)) })
}

#[cfg(test)]
mod tests {
    use shared::membership::{RollOverInput, Terms};

    use super::*;

    const LIMITS: Limits =
        Limits { workshops: 3, public_seats: 2, inhouse_seats: 1, today: chrono::NaiveDate::from_ymd_opt(2026, 6, 15).unwrap() };

    fn old(consortium: bool) -> Old<'static> {
        Old { id: 1, label: "Lund", consortium, limits: &LIMITS }
    }

    fn input() -> RollOverInput {
        let day = |text: &str| text.parse().unwrap();
        RollOverInput {
            terms: Terms {
                name: "Lund".into(),
                consortium: true,
                public_status: "public".into(),
                variant: "gold".into(),
                agreement_start: day("2027-01-01"),
                agreement_end: day("2027-12-31"),
                contribution_type: "financial".into(),
                registration_code: "lund-27".into(),
                agreement_link: "https://example.org/2".into(),
                workshops_without_admin_fee_per_agreement: None,
                public_instructor_training_seats: 1,
                additional_public_instructor_training_seats: 2,
                inhouse_instructor_training_seats: 3,
                additional_inhouse_instructor_training_seats: 4,
                emergency_contact: "Call\nAda.".into(),
            },
            copy_members: true,
            copy_membership_tasks: true,
            workshops_without_admin_fee_rolled_from_previous: Some(3),
            public_instructor_training_seats_rolled_from_previous: Some(0),
            inhouse_instructor_training_seats_rolled_from_previous: None,
            comment: "Once more.".into(),
        }
    }

    #[test]
    fn a_roll_over_goes_into_the_form_and_comes_back_the_same() {
        let form = form(&old(true));
        let mut state = State::of(&form, &input());
        assert_eq!(form.read::<RollOverInput>(&mut state), Some(input()), "{:?}", state.errors);
    }

    #[test]
    fn no_more_comes_along_than_remains() {
        let form = form(&old(true));
        for (text, fine) in [("-1", false), ("0", true), ("2", true), ("3", false), ("", true)] {
            let mut state = State::of(&form, &input());
            state.values.insert("public_instructor_training_seats_rolled_from_previous".into(), vec![text.into()]);
            assert_eq!(form.read::<RollOverInput>(&mut state).is_some(), fine, "{text}");
        }
    }

    #[test]
    fn without_a_consortium_the_member_always_comes_along() {
        for (consortium, fixed) in [(true, vec!["consortium"]), (false, vec!["consortium", "copy_members"])] {
            let form = form(&old(consortium));
            let found: Vec<&str> = form.all().filter(|field| field.fixed).map(|field| &*field.name).collect();
            assert_eq!(found, fixed);
        }
        let form = form(&old(false));
        let page = page(&old(false), &form, &State::of(&form, &input())).body.into_string();
        assert!(page.contains("<input type=\"hidden\" name=\"copy_members\" value=\"on\">"), "{page}");
    }
}
