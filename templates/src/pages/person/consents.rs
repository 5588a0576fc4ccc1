//! A person's consents: the form of the tab (PER-11, CON-02), and all answers there were.

use maud::{Markup, html};
use shared::consent::{Question, Record};
use shared::record::person_url;

use super::tables::table;
use crate::components::{Colour, empty_state, link, moment, page_head, pill, value};
use crate::form::{Form, State};
use crate::pages::terms::fields;
use crate::view::View;

/// The form: terms without an answer come first, by themselves. Its names have the prefix `consents`.
#[must_use]
pub fn consents_form(questions: &[Question]) -> Form {
    let (answered, open): (Vec<Question>, Vec<Question>) =
        questions.iter().cloned().partition(|question| question.answer.is_some());
    let form = Form::new("Update consents").prefixed("consents-form", "consents");
    let form = if open.is_empty() { form } else { form.group("Not answered yet", fields(&open)) };
    if answered.is_empty() { form } else { form.group("Answered", fields(&answered)) }
}

/// The form as it stands before anything is changed.
#[must_use]
pub fn consents_state(questions: &[Question]) -> State {
    let mut state = State::default();
    for (slug, answer) in questions.iter().filter_map(|question| Some((&question.slug, question.answer?))) {
        state.preset(slug, answer.to_string());
    }
    state
}

/// The form by itself, where its answers need mending.
#[must_use]
pub fn consents(id: i32, label: &str, form: &Form, state: &State, action: &str) -> View {
    View::new(
        format!("Consents of {label}"),
        html! {
            (page_head("Consents", None))
            p { "The consents of " (link(&person_url(id), label)) "." }
            (form.render(action, state))
        },
    )
}

/// All answers: active ones first, then the latest archived.
pub(super) fn consent_table(records: &[Record]) -> Markup {
    if records.is_empty() {
        return empty_state("No consents.", None);
    }
    let rows = html! {
        @for record in records {
            tr {
                td data-label="Term" { (record.term) }
                td data-label="Option" { (value(record.answer.as_deref())) }
                td data-label="Date created" { (moment(record.created_at)) }
                td data-label="Status" {
                    @match record.archived_at {
                        None => (pill("Active", Colour::Green, None)),
                        Some(at) => { "Archived " (moment(at)) }
                    }
                }
            }
        }
    };
    table("Consents", &["Term", "Option", "Date created", "Status"], rows)
}
