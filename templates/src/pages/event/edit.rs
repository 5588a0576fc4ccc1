//! The pages with the event form (EVT-02, EVT-06).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::comment::Comment;
use shared::event::EventTask;
use shared::record::{Kind, event_url, query};

use super::tasks;
use crate::components::{CommentTarget, PageHead, Tabs, comments, link, page_head};
use crate::form::{Form, State};
use crate::view::View;
use crate::website::Dialog;

/// The page for a new event, which a website may fill in (IMP-01).
#[must_use]
pub fn add(form: &Form, state: &State, website: &Dialog) -> View {
    View::new(
        "New event",
        html! {
            (page_head("New event", Some(website.button())))
            (form.render("/workshops/events/add/", state))
            (website.render(form))
        },
    )
}

/// The page for a new event that begins as the one called `slug`; it sends what the page for any new event does.
#[must_use]
pub fn like(slug: &str, form: &Form, state: &State) -> View {
    View::new(
        format!("New event like {slug}"),
        html! {
            (PageHead::new(&format!("New event like {slug}")).below(html! {
                p { "Nothing is saved yet. Slug, days, website, membership and what else belongs to " (link(&event_url(slug), slug)) " alone are left for you to fill in." }
            }).render())
            (form.render("/workshops/events/add/", state))
        },
    )
}

/// Everything that the edit page shows.
#[derive(Debug)]
pub struct Edit<'a> {
    /// Who edits.
    pub viewer: &'a Viewer,
    /// Event id.
    pub id: i32,
    /// Its slug as stored.
    pub slug: &'a str,
    /// The event form.
    pub form: &'a Form,
    /// What it contains.
    pub state: &'a State,
    /// The dialog that fills it in from the website (IMP-01).
    pub website: &'a Dialog,
    /// The form for one more task.
    pub task_form: &'a Form,
    /// What that contains.
    pub task_state: &'a State,
    /// The event's tasks.
    pub tasks: &'a [EventTask],
    /// The event's comments.
    pub comments: &'a [Comment],
}

/// The edit page: tabs Event and Tasks, comments below.
#[must_use]
pub fn edit(page: &Edit<'_>) -> View {
    let url = event_url(page.slug);
    let here = format!("{url}edit/");
    let next = format!("{here}#comments");
    let back = format!("{here}#tasks");
    let add_task = format!("/workshops/tasks/add/?{}", query(&[("next", &back)]));
    let tasks = html! {
        @if page.viewer.can("add_task") { (page.task_form.render(&add_task, page.task_state)) }
        h3 { "All tasks" }
        (tasks::table(page.viewer, page.tasks, &back))
    };
    let event = html! {
        p { (page.website.button()) }
        (page.form.render(&here, page.state))
        (page.website.render(page.form))
    };
    View::new(
        page.slug,
        html! {
            (PageHead::new(page.slug).kind("Edit event").render())
            (Tabs::new("Event").tab("event", "Event", None, event).tab("tasks", "Tasks", Some(page.tasks.len()), tasks))
            (comments(page.comments, Some(CommentTarget { content_type: Kind::Event.object_type(), object_pk: page.id, next: &next, draft: None })))
        },
    )
}
