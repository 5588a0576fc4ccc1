//! The task form (TSK-02, TSK-04), also on the pages of events and persons.

use maud::html;
use shared::lookup::Lookup;
use shared::record::task_url;

use crate::components::page_head;
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// Which of a task's ends the page presets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// None: both are asked for.
    Nothing,
    /// The event's page.
    Event,
    /// The person's page.
    Person,
}

fn fields(roles: Vec<Choice>, preset: Preset, prefix: &str) -> Vec<Field> {
    let event = match preset {
        Preset::Event => Field::new("event", "Event", Kind::Hidden(Of::Int)),
        _ => Field::look_up("event", "Event", Lookup::Events),
    };
    let person = match preset {
        Preset::Person => Field::new("person", "Person", Kind::Hidden(Of::Int)),
        _ => Field::look_up("person", "Person", Lookup::Persons),
    };
    let mut fields = vec![
        event.required(),
        person.required(),
        Field::select("role", "Role", Of::Int, roles).required(),
        Field::look_up("seat_membership", "Associated member site in TTT event", Lookup::MembershipsForTasks)
            .depends(format!("person:id_{prefix}person role:id_{prefix}role event:id_{prefix}event"))
            .help("Uses one of the membership's training seats. Search by name, or by a day such as 2026-03-21 for memberships valid then."),
    ];
    if preset != Preset::Person {
        fields.push(
            Field::look_up("allocated_benefit", "Allocated account benefit (of type 'seat')", Lookup::AccountBenefitsSeats)
                .depends(format!("event:id_{prefix}event"))
                .help("Uses one of the benefit's seats. Of an event tagged TTT, ITT, CLDT or SKILL only the benefit for it is offered."),
        );
    }
    fields
}

/// The form of the add page: its names have the prefix `task`.
#[must_use]
pub fn form(roles: &[(String, String)]) -> Form {
    Form::new("Add").prefixed("main-form", "task").fields(fields(Choice::list(roles.to_vec()), Preset::Nothing, "task-"))
}

/// The form on the page of an event or a person, which is preset.
#[must_use]
pub fn inline(roles: &[(String, String)], preset: Preset) -> Form {
    Form::new("Add task").prefixed("task-form", "task").fields(fields(Choice::list(roles.to_vec()), preset, "task-"))
}

/// The form of the edit page: its names have no prefix.
#[must_use]
pub fn edit_form(roles: &[(String, String)]) -> Form {
    Form::new("Update").fields(fields(Choice::list(roles.to_vec()), Preset::Nothing, ""))
}

/// The page for a new task, posting to `action`.
#[must_use]
pub fn add(form: &Form, state: &State, action: &str) -> View {
    View::new("New task", html! { (page_head("New task", None)) (form.render(action, state)) })
}

/// The edit page of the task `id`, called `label`.
#[must_use]
pub fn edit(id: i32, label: &str, form: &Form, state: &State) -> View {
    View::new(label, html! { (page_head(label, None)) (form.render(&format!("{}edit/", task_url(id)), state)) })
}
