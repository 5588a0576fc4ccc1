//! The pages with the person form (PER-02, PER-11).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::comment::Comment;
use shared::person::{Award, Related};
use shared::record::{Kind, person_url, query};

use super::tables;
use crate::components::{CommentTarget, PageHead, Tabs, comments, page_head};
use crate::form::{Form, State};
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
    /// Awards, tasks and community roles.
    pub related: &'a Related,
    /// The comments on the person.
    pub comments: &'a [Comment],
}

/// The edit page: tabs Person, Awards, Tasks and Community Roles, comments below.
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
                .tab("awards", "Awards", Some(awards.len()), tables::awards(&by_badge(awards)))
                .tab("tasks", "Tasks", Some(tasks.len()), task_tab(page, &here))
                .tab("communityroles", "Community Roles", Some(roles.len()), tables::roles(roles)))
            (comments(page.comments, Some(CommentTarget { content_type: Kind::Person.object_type(), object_pk: page.id, next: &next, draft: None })))
        },
    )
}

fn by_badge(awards: &[Award]) -> Vec<Award> {
    let mut awards = awards.to_vec();
    awards.sort_by(|a, b| a.badge.cmp(&b.badge));
    awards
}

fn task_tab(page: &Edit<'_>, here: &str) -> Markup {
    let back = format!("{here}#tasks");
    let add = format!("/workshops/tasks/add/?{}", query(&[("next", &back)]));
    html! {
        @if !page.has_airport {
            p { "Fill in the airport first, then tasks can be added." }
        } @else if page.viewer.can("add_task") {
            (page.task_form.render(&add, page.task_state))
        }
        h3 { "All tasks" }
        (tables::editable_tasks(page.viewer, &page.related.tasks, &back))
    }
}
