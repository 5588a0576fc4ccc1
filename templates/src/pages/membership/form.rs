//! The form of a membership (MEM-02, MEM-04).

use maud::{Render as _, html};
use shared::comment::{self, Comment};
use shared::lookup::Lookup;
use shared::membership::{Stored, extension_field};
use shared::record::{Kind as Record, membership_url};

use super::terms;
use crate::components::{CommentTarget, PageHead, comments, link, page_head};
use crate::form::{Field, Form, Kind, State};
use crate::view::View;

/// The form: for a new membership, or for the one that is `stored`.
#[must_use]
pub fn form(stored: Option<&Stored>) -> Form {
    match stored {
        None => new(),
        Some(stored) => existing(stored),
    }
}

fn new() -> Form {
    let organization = Field::look_up("main_organization", "Main organisation", Lookup::Organizations)
        .required()
        .copies("fullname:id_name:empty")
        .help("In a consortium, the one that signs.");
    let agreement = terms::agreement().into_iter().map(|field| match &*field.name {
        "consortium" => field.help("Several organizations together. You are asked for the others once this is saved."),
        _ => field,
    });
    Form::new("Add")
        .group("The organisation", [organization])
        .group("The agreement", agreement)
        .group("Workshops and training seats", terms::allowance())
        .fields([
            terms::emergency_contact(),
            Field::new("comment", "Comment", Kind::Markdown(comment::LONGEST))
                .help("Becomes the first comment on the membership."),
        ])
        .cancel("/fiscal/memberships/")
}

fn existing(stored: &Stored) -> Form {
    let extensions: Vec<Field> = (0..stored.input.extensions.len()).map(extension).collect();
    let form = Form::new("Update").group("The agreement", terms::agreement());
    let form = if extensions.is_empty() { form } else { form.group("Extensions of the agreement", extensions) };
    let form = form.group("Workshops and training seats", terms::allowance());
    let form = if stored.is_rolled_over { form.group("Rolled over to the next membership", rolled_over()) } else { form };
    let form = if stored.is_rolled_from { form.group("Rolled over from the previous membership", rolled_from()) } else { form };
    form.fields([terms::emergency_contact()])
}

/// The days of an extension that there is.
fn extension(place: usize) -> Field {
    Field::new(extension_field(place), format!("Extension {}", place + 1), Kind::Integer(0, i32::MAX))
        .required()
        .help("In days. The end of the agreement moves by as much as you change this.")
}

fn rolled_over() -> [Field; 3] {
    [
        terms::number("workshops_without_admin_fee_rolled_over", "Workshops without admin fee rolled over"),
        terms::number("public_instructor_training_seats_rolled_over", "Public instructor training seats rolled over"),
        terms::number("inhouse_instructor_training_seats_rolled_over", "In-house instructor training seats rolled over"),
    ]
    .map(|field| field.help("Changes the next membership, too."))
}

fn rolled_from() -> [Field; 3] {
    [
        terms::number(
            "workshops_without_admin_fee_rolled_from_previous",
            "Workshops without admin fee rolled over from the previous membership",
        ),
        terms::number(
            "public_instructor_training_seats_rolled_from_previous",
            "Public instructor training seats rolled over from the previous membership",
        ),
        terms::number(
            "inhouse_instructor_training_seats_rolled_from_previous",
            "In-house instructor training seats rolled over from the previous membership",
        ),
    ]
    .map(|field| field.help("Changes the previous membership, too."))
}

/// The page for a new membership.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    View::new(
        "New membership",
        html! {
            (PageHead::new("New membership").below(html! {
                p { "An organisation must be in AMY before it can be a member: " (link("/fiscal/organizations/add/", "New organization")) "." }
            }).render())
            (form.render("/fiscal/memberships/add/", state))
        },
    )
}

/// Everything that the edit page shows.
#[derive(Debug)]
pub struct Edit<'a> {
    /// The membership as stored.
    pub stored: &'a Stored,
    /// The form.
    pub form: &'a Form,
    /// What it contains.
    pub state: &'a State,
    /// What its address keeps, such as `?next=…`; or nothing.
    pub kept: &'a str,
    /// The membership's comments.
    pub comments: &'a [Comment],
}

/// The edit page, with comments below.
#[must_use]
pub fn edit(page: &Edit<'_>) -> View {
    let stored = page.stored;
    let here = format!("{}edit/{}", membership_url(stored.id), page.kept);
    let next = format!("{here}#comments");
    let target = CommentTarget { content_type: Record::Membership.object_type(), object_pk: stored.id, next: &next, draft: None };
    View::new(
        stored.label.as_str(),
        html! {
            (page_head(&stored.label, None))
            (page.form.render(&here, page.state))
            (comments(page.comments, Some(target)))
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::membership::{CreateInput, EditInput, Rolled, Terms};

    use super::*;

    fn terms() -> Terms {
        Terms {
            name: "Lund".into(),
            consortium: true,
            public_status: "public".into(),
            variant: "gold".into(),
            agreement_start: "2026-01-01".parse().unwrap(),
            agreement_end: "2026-12-31".parse().unwrap(),
            contribution_type: "person-days".into(),
            registration_code: "lund-26".into(),
            agreement_link: "https://example.org/agreement".into(),
            workshops_without_admin_fee_per_agreement: Some(10),
            public_instructor_training_seats: 6,
            additional_public_instructor_training_seats: 4,
            inhouse_instructor_training_seats: 0,
            additional_inhouse_instructor_training_seats: 5,
            emergency_contact: "Call Ada.\nThen Grace.".into(),
        }
    }

    fn stored(extensions: Vec<i32>, is_rolled: bool) -> Stored {
        let rolled = Rolled {
            workshops_without_admin_fee_rolled_from_previous: Some(1),
            public_instructor_training_seats_rolled_from_previous: None,
            inhouse_instructor_training_seats_rolled_from_previous: Some(0),
            workshops_without_admin_fee_rolled_over: None,
            public_instructor_training_seats_rolled_over: Some(2),
            inhouse_instructor_training_seats_rolled_over: Some(3),
        };
        let rolled = if is_rolled { rolled } else { Rolled::default() };
        Stored {
            id: 1,
            label: "Lund".into(),
            input: EditInput { terms: terms(), extensions, rolled },
            is_rolled_from: is_rolled,
            is_rolled_over: is_rolled,
            version: 1,
        }
    }

    #[test]
    fn a_new_membership_goes_into_the_form_and_comes_back_the_same() {
        let form = form(None);
        let input = CreateInput { main_organization: 7, terms: terms(), comment: "Welcome".into() };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<CreateInput>(&mut state), Some(input), "{:?}", state.errors);
    }

    #[test]
    fn a_membership_goes_into_the_form_and_comes_back_the_same() {
        for stored in [stored(vec![30, 0, 50], true), stored(Vec::new(), false)] {
            let form = form(Some(&stored));
            let mut state = State::of(&form, &stored.input);
            assert_eq!(form.read::<EditInput>(&mut state), Some(stored.input), "{:?}", state.errors);
        }
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        let mut state = State::default();
        assert_eq!(form(None).read::<CreateInput>(&mut state), None);
        let named: Vec<&str> = state.errors.iter().map(|(name, _)| name).collect();
        let expected = "additional_inhouse_instructor_training_seats additional_public_instructor_training_seats agreement_end
            agreement_link agreement_start contribution_type inhouse_instructor_training_seats main_organization name
            public_instructor_training_seats public_status variant";
        assert_eq!(named, expected.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn dm_memb_13_only_what_there_is_is_asked() {
        let form = form(Some(&stored(vec![30, 0], false)));
        let names: Vec<&str> = form.all().map(|field| &*field.name).filter(|name| name.contains("extension")).collect();
        assert_eq!(names, ["extensions_0", "extensions_1"]);
        assert!(!form.all().any(|field| field.name.contains("rolled") || field.name == "main_organization"));
    }
}
