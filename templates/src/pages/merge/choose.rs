//! Which two? (DM-MERGE-06)

use maud::html;

use super::Subject;
use crate::components::page_head;
use crate::form::{Form, State};
use crate::view::View;

/// The page that asks which two records are to be merged.
#[must_use]
pub fn choose(subject: &Subject, form: &Form, state: &State) -> View {
    View::new(
        subject.title,
        html! {
            (page_head(subject.title, None))
            p.form-note { "Choose two records of one and the same. On the next page you compare them and say what is kept; nothing is changed before." }
            (form.render(subject.path, state))
        },
    )
}
