//! The form of a consortium, and its pages (CON-02, CON-04).

use maud::{Render as _, html};
use shared::lookup::Lookup;
use shared::record::consortium_url;

use super::CONSORTIUMS;
use crate::components::{PageHead, page_head};
use crate::form::{Field, Form, State};
use crate::view::View;

/// The form of a new consortium, or of the one with this id.
#[must_use]
pub fn form(id: Option<i32>) -> Form {
    let form = match id {
        None => Form::new("Add").cancel(CONSORTIUMS),
        Some(id) => Form::new("Update").cancel(consortium_url(id)),
    };
    form.fields([
        Field::text("name", "Name", 100).required(),
        Field::text("description", "Description", 255).required(),
        Field::look_ups("organisations", "Organisations", Lookup::Organizations),
    ])
}

/// The page for a new consortium.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "Create a new consortium";
    View::new(title, html! { (page_head(title, None)) (form.render("/fiscal/consortiums/create/", state)) })
}

/// The edit page of the consortium `id`, called `name`.
#[must_use]
pub fn edit(id: i32, name: &str, form: &Form, state: &State) -> View {
    let here = format!("{}edit/", consortium_url(id));
    View::new(name, html! { (PageHead::new(name).kind("Edit").render()) (form.render(&here, state)) })
}

#[cfg(test)]
mod tests {
    use shared::consortium::ConsortiumInput;

    use super::*;

    #[test]
    fn a_consortium_goes_into_the_form_and_comes_back_the_same() {
        let form = form(Some(7));
        let input = ConsortiumInput { name: "Sweden".into(), description: "All of it.".into(), organisations: vec![1, 2] };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<ConsortiumInput>(&mut state), Some(input), "{:?}", state.errors);
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        let mut state = State::default();
        assert_eq!(form(None).read::<ConsortiumInput>(&mut state), None);
        let named: Vec<&str> = state.errors.iter().map(|(name, _)| name).collect();
        assert_eq!(named, ["description", "name"]);
    }
}
