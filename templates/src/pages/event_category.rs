//! Categories of events (OFF-17 … OFF-20).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::event_category::Details as Category;
use shared::history::Summary;
use shared::record::event_category_url;
use uuid::Uuid;

use crate::components::{Button, Details, Icon, PageHead, Tone, delete_button, history, moment, page_head, row_title, yes_no};
use crate::form::{Field, Form, State};
use crate::list::{Column, Filter, FilterKind, List};
use crate::view::View;

/// Where the list is.
pub const CATEGORIES: &str = "/offering/event-categories/";

/// The display string of the category called `name`.
#[must_use]
pub fn label(name: &str) -> String {
    format!("Event Category “{name}”")
}

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<Category> {
    List {
        title: "Event Categories",
        noun: ("event category", "event categories"),
        path: CATEGORIES,
        filters: vec![Filter::new("active", "Active", FilterKind::Bool)],
        orders: vec![
            ("name", "Name"),
            ("description", "Description"),
            ("created_at", "Created at"),
            ("last_updated_at", "Last updated at"),
        ],
        default_order: Some(("name", false)),
        columns: vec![
            Column::new("Name", |row: &Category| row_title(&event_category_url(row.id), &row.name))
                .order("name")
                .csv(|row| row.name.clone()),
            Column::new("Description", |row: &Category| html! { (row.description) })
                .order("description")
                .csv(|row| row.description.clone()),
            Column::yes_no("Active", |row: &Category| row.active),
            Column::moment("Created at", |row: &Category| Some(row.created_at)).order("created_at"),
            Column::moment("Last updated at", |row: &Category| row.last_updated_at).order("last_updated_at"),
        ],
        row_class: None,
        actions: Button::link("New event category", "/offering/event-categories/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_eventcategory"))
            .render(),
        bulk: None,
    }
}

/// The form.
#[must_use]
pub fn form(id: Option<Uuid>) -> Form {
    let (button, back) = id.map_or(("Add", CATEGORIES.to_owned()), |id| ("Update", event_category_url(id)));
    Form::new(button).cancel(&back).fields([
        Field::text("name", "Name", 100).required(),
        Field::text("description", "Description", 255).required(),
        Field::check_box("active", "Active").help("In use."),
    ])
}

/// The page of the category.
#[must_use]
pub fn details(viewer: &Viewer, category: &Category, summary: &Summary) -> View {
    let (url, label) = (event_category_url(category.id), label(&category.name));
    let question = format!("Delete {label}?");
    let buttons = html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can("change_eventcategory")))
        (delete_button(&format!("{url}delete/"), "Delete", &question, viewer.can("delete_eventcategory")))
    };
    let facts = Details::new()
        .text("Name", Some(&category.name))
        .row("Active", yes_no(category.active))
        .row("Created at", moment(category.created_at))
        .optional("Last updated at", category.last_updated_at.map(moment))
        .wide("Description", Some(html! { (category.description) }));
    View::new(label.as_str(), html! { (PageHead::new(&label).below(history(summary)).actions(buttons)) (facts) })
}

/// The page for a new one.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "Create a new event category";
    View::new(title, html! { (page_head(title, None)) (form.render("/offering/event-categories/create/", state)) })
}

/// The edit page of the category whose page is `url`.
#[must_use]
pub fn edit(url: &str, name: &str, form: &Form, state: &State) -> View {
    let label = label(name);
    View::new(label.as_str(), html! { (PageHead::new(&label).kind("Edit")) (form.render(&format!("{url}edit/"), state)) })
}

#[cfg(test)]
mod tests {
    use shared::event_category::CategoryInput;

    use super::*;

    #[test]
    fn a_category_goes_into_the_form_and_comes_back_the_same() {
        let form = form(None);
        let input = CategoryInput { name: "Skill-up".into(), description: "Short and to the point.".into(), active: false };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<CategoryInput>(&mut state), Some(input), "{:?}", state.errors);
    }
}
