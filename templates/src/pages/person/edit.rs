//! The pages with the person form (PER-02, PER-11).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::comment::Comment;
use shared::consent::Record;
use shared::person::Related;
use shared::record::{Kind, person_url, query};

use super::consents::consent_table;
use super::tables;
use crate::components::{Colour, CommentTarget, PageHead, Tabs, comments, page_head, pill};
use crate::form::{Form, State};
use crate::pages::community_role::{self, Asked};
use crate::view::View;

/// The page for a new person.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    View::new("New person", html! { (page_head("New person", None)) (form.render("/workshops/persons/add/", state)) })
}

/// Everything that the edit page shows.
#[derive(Debug)]
pub struct Edit<'a> {
    /// Who edits.
    pub viewer: &'a Viewer,
    /// Person id.
    pub id: i32,
    /// Display string as stored.
    pub label: &'a str,
    /// Whether an airport is stored: without one, nothing can be added (DM-PERSON-30).
    pub has_airport: bool,
    /// The person form.
    pub form: &'a Form,
    /// What it contains.
    pub state: &'a State,
    /// The form for one more task.
    pub task_form: &'a Form,
    /// What that contains.
    pub task_state: &'a State,
    /// The form for one more award.
    pub award_form: &'a Form,
    /// What that contains.
    pub award_state: &'a State,
    /// The form of the consents.
    pub consents_form: &'a Form,
    /// What that contains.
    pub consents_state: &'a State,
    /// All answers to terms that there were.
    pub consents: &'a [Record],
    /// The form for one more community role.
    pub role_form: &'a Form,
    /// What that must know.
    pub role_asked: &'a Asked<'a>,
    /// What it contains.
    pub role_state: &'a State,
    /// Awards, tasks and community roles.
    pub related: &'a Related,
    /// The comments on the person.
    pub comments: &'a [Comment],
}

/// The edit page: tabs Person, Awards, Tasks, Consents and Community Roles, comments below.
#[must_use]
pub fn edit(page: &Edit<'_>) -> View {
    let Related { awards, tasks, roles, .. } = page.related;
    let here = format!("{}edit/", person_url(page.id));
    let next = format!("{here}#comments");
    View::new(
        page.label,
        html! {
            (PageHead::new(page.label).kind("Edit person").render())
            (Tabs::new("Person")
                .tab("person", "Person", None, page.form.render(&here, page.state))
                .tab("awards", "Awards", Some(awards.len()), award_tab(page, &here))
                .tab("tasks", "Tasks", Some(tasks.len()), task_tab(page, &here))
                .tab("consents", "Consents", None, consents_tab(page, &here))
                .tab("communityroles", "Community Roles", Some(roles.len()), role_tab(page, &here)))
            (comments(page.comments, Some(CommentTarget { content_type: Kind::Person.object_type(), object_pk: page.id, next: &next, draft: None })))
        },
    )
}

fn award_tab(page: &Edit<'_>, here: &str) -> Markup {
    let back = format!("{here}#awards");
    let add = format!("/workshops/awards/add/?{}", query(&[("next", &back)]));
    html! {
        (adding(page, "add_award", page.award_form.render(&add, page.award_state)))
        h3 { "All awards" }
        (tables::editable_awards(page.viewer, &page.related.awards, &back))
    }
}

fn consents_tab(page: &Edit<'_>, here: &str) -> Markup {
    let back = format!("{here}#consents");
    let save = format!("/terms/{}/consents/add/?{}", page.id, query(&[("next", &back)]));
    html! {
        @if page.has_airport && page.viewer.may_answer_for(page.id) {
            (page.consents_form.render(&save, page.consents_state))
        } @else if !page.has_airport {
            (no_airport())
        }
        h3 { "All consents" }
        (consent_table(page.consents))
    }
}

fn role_tab(page: &Edit<'_>, here: &str) -> Markup {
    let back = format!("{here}#communityroles");
    let add = format!("/communityroles/roles/add/?{}", query(&[("next", &back)]));
    let form = community_role::render(page.role_form, page.role_asked, &add, page.role_state);
    html! {
        (adding(page, "add_communityrole", form))
        h3 { "All community roles" }
        (tables::editable_roles(page.viewer, &page.related.roles, &back))
    }
}

/// The form that adds something, for whoever may; without an airport a sentence in its place (DM-PERSON-30).
fn adding(page: &Edit<'_>, permission: &str, form: Markup) -> Markup {
    html! {
        @if !page.has_airport {
            (no_airport())
        } @else if page.viewer.can(permission) {
            (form)
        }
    }
}

/// What is said of somebody who failed something (DM-ST-30).
const FAILED: &str = "This person failed a part of their training.";

/// The form for one more task asks twice where the person failed something.
#[must_use]
pub fn task_form(form: Form, related: &Related) -> Form {
    if related.has_failed {
        form.confirm("This person failed a part of their training. Add the task all the same?")
    } else {
        form
    }
}

fn no_airport() -> Markup {
    html! { p { "Fill in the airport first, then something can be added here." } }
}

fn task_tab(page: &Edit<'_>, here: &str) -> Markup {
    let back = format!("{here}#tasks");
    let add = format!("/workshops/tasks/add/?{}", query(&[("next", &back)]));
    html! {
        @if page.related.has_failed { p { (pill("Failed", Colour::Red, None)) " " (FAILED) } }
        (adding(page, "add_task", page.task_form.render(&add, page.task_state)))
        h3 { "All tasks" }
        (tables::editable_tasks(page.viewer, &page.related.tasks, &back))
    }
}
