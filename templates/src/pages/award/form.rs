//! The award form (AWD-01), also on a person's page.

use maud::html;
use shared::lookup::Lookup;
use shared::record::person_url;

use crate::components::{Details, link, page_head};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// What the address has decided already: key and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The person.
    pub person: Option<(i32, String)>,
    /// The badge.
    pub badge: Option<(i32, String)>,
}

/// The fields; `failed` adds the box that whoever awards a badge to somebody who failed something must tick.
fn fields(badges: Vec<Choice>, fixed_person: bool, fixed_badge: bool, failed: bool) -> Vec<Field> {
    let person = if fixed_person {
        Field::new("person", "Person", Kind::Hidden(Of::Int))
    } else {
        Field::look_up("person", "Person", Lookup::Persons)
    };
    let badge = if fixed_badge {
        Field::new("badge", "Badge", Kind::Hidden(Of::Int))
    } else {
        Field::select("badge", "Badge", Of::Int, badges)
    };
    let mut fields = vec![
        person.required(),
        badge.required(),
        Field::date("awarded", "Awarded").required(),
        Field::look_up("event", "Event", Lookup::EventsForAwards)
            .depends("person:id_award-person badge:id_award-badge")
            .help("Where it was earned. For the badge of an instructor: a training that the person passed."),
        Field::look_up("awarded_by", "Awarded by", Lookup::Admins),
    ];
    if failed {
        fields.push(
            Field::check_box("confirmed", "Award it all the same")
                .required()
                .help("This person failed a part of their training. Look at their progress first."),
        );
    }
    fields
}

/// The form of the add page: its names have the prefix `award`. `failed`: the person is known to have failed something.
#[must_use]
pub fn form(badges: &[(String, String)], fixed: &Fixed, failed: bool) -> Form {
    let fields = fields(Choice::list(badges.to_vec()), fixed.person.is_some(), fixed.badge.is_some(), failed);
    Form::new("Add").prefixed("main-form", "award").fields(fields)
}

/// The form on a person's page.
#[must_use]
pub fn inline(badges: &[(String, String)], failed: bool) -> Form {
    Form::new("Add award").prefixed("award-form", "award").fields(fields(Choice::list(badges.to_vec()), true, false, failed))
}

/// The page for a new award, posting to `action`.
#[must_use]
pub fn add(form: &Form, fixed: &Fixed, state: &State, action: &str) -> View {
    let facts = Details::new()
        .one_column()
        .optional("Person", fixed.person.as_ref().map(|(id, name)| link(&person_url(*id), name)))
        .text("Badge", fixed.badge.as_ref().map(|(_, title)| title.as_str()));
    View::new(
        "New award",
        html! {
            (page_head("New award", None))
            @if fixed.person.is_some() || fixed.badge.is_some() { (facts) }
            (form.render(action, state))
        },
    )
}
