//! Pages around a saved filter of a list: the form again with what is wrong, renaming, sharing and deleting.

use maud::{Markup, html};
use shared::saved_filter::{LONGEST_NAME, Stored};

use crate::components::{Button, Details, PageHead, Tone, delete_button};
use crate::form::{Field, Form, Kind, Of, State};
use crate::view::View;

/// Where new filters are sent to.
pub const SAVED_FILTERS: &str = "/dashboard/saved_filters/";

/// The page of a filter.
#[must_use]
pub fn edit_url(id: i32) -> String {
    format!("{SAVED_FILTERS}{id}/")
}

fn fields() -> [Field; 2] {
    [
        Field::text("name", "Name", LONGEST_NAME).required(),
        Field::check_box("shared", "Share with all staff").help("Everybody of the staff then finds it beside this list."),
    ]
}

/// The form that saves what a list shows just now; it stands beside the list's own filters.
#[must_use]
pub fn form() -> Form {
    let hidden = ["list", "query"].map(|name| Field::new(name, name, Kind::Hidden(Of::Text)));
    Form::new("Save filter").prefixed("save-filter", "saved").fields(fields().into_iter().chain(hidden))
}

/// The form that changes a saved filter.
#[must_use]
pub fn edit_form(filter: &Stored) -> Form {
    Form::new("Update").cancel(filter.url()).fields(fields())
}

/// The form again, with what is wrong; `back` is the list as it was.
#[must_use]
pub fn again(form: &Form, state: &State, back: &str) -> View {
    let back = Button::link("Back to the list", back);
    View::new(
        "Save this filter",
        html! {
            (PageHead::new("Your filter is not saved yet").actions(html! { (back) }))
            (form.render(SAVED_FILTERS, state))
        },
    )
}

/// One's own filter, to be renamed, shared or deleted.
#[must_use]
pub fn edit(filter: &Stored, form: &Form, state: &State) -> View {
    View::new(format!("Saved filter {}", filter.input.name), html! { (head(filter)) (form.render(&edit_url(filter.id), state)) })
}

/// A filter that somebody else shares, for those who may delete it.
#[must_use]
pub fn shared(filter: &Stored) -> View {
    let facts = Details::new().text("Saved by", Some(&filter.owner)).text("List", Some(&filter.list));
    View::new(format!("Saved filter {}", filter.input.name), html! { (head(filter)) (facts) })
}

fn head(filter: &Stored) -> Markup {
    let (url, action) = (filter.url(), format!("{}delete/", edit_url(filter.id)));
    let question = format!("Delete the saved filter {}?", filter.input.name);
    let actions = html! {
        (Button::link("Back to the list", &url).tone(Tone::Plain))
        (delete_button(&action, "Delete filter", &question, true))
    };
    html! { (PageHead::new(&filter.input.name).kind("Saved filter").actions(actions)) }
}
