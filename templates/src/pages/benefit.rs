//! Benefits that accounts can have (OFF-07 … OFF-10).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::benefit::{Details as Benefit, UNIT_TYPES};
use shared::history::Summary;
use shared::record::benefit_url;
use uuid::Uuid;

use crate::components::{Button, Details, Icon, PageHead, Tone, delete_button, history, moment, page_head, row_title, yes_no};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::list::{Align, Column, Filter, FilterKind, List};
use crate::view::View;

/// Where the list is.
pub const BENEFITS: &str = "/offering/benefits/";

/// What a unit is called, by its key.
#[must_use]
pub fn unit(key: &str) -> &str {
    UNIT_TYPES.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<Benefit> {
    List {
        title: "Benefits",
        noun: ("benefit", "benefits"),
        path: BENEFITS,
        filters: vec![
            Filter::new("active", "Active", FilterKind::Bool),
            Filter::new("unit_type", "Unit type", FilterKind::Choice(Choice::list(UNIT_TYPES))),
        ],
        orders: vec![
            ("name", "Name"),
            ("description", "Description"),
            ("created_at", "Created at"),
            ("last_updated_at", "Last updated at"),
        ],
        default_order: Some(("created_at", true)),
        columns: vec![
            Column::new("Name", |row: &Benefit| row_title(&benefit_url(row.id), &row.name))
                .order("name")
                .csv(|row| row.name.clone()),
            Column::new("Description", |row: &Benefit| html! { (row.description) })
                .order("description")
                .csv(|row| row.description.clone()),
            Column::new("Unit type", |row: &Benefit| html! { (unit(&row.unit_type)) }).csv(|row| row.unit_type.clone()),
            Column::new("Credits", |row: &Benefit| html! { (row.credits) })
                .hint("What one unit costs")
                .align(Align::End)
                .csv(|row| row.credits.to_string()),
            Column::yes_no("Active", |row: &Benefit| row.active),
            Column::moment("Created at", |row: &Benefit| Some(row.created_at)).order("created_at"),
            Column::moment("Last updated at", |row: &Benefit| row.last_updated_at).order("last_updated_at"),
        ],
        row_class: None,
        actions: Button::link("New benefit", "/offering/benefits/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_benefit"))
            .render(),
        bulk: None,
    }
}

/// The form.
#[must_use]
pub fn form(id: Option<Uuid>) -> Form {
    let (button, back) = id.map_or(("Add", BENEFITS.to_owned()), |id| ("Update", benefit_url(id)));
    Form::new(button).cancel(&back).fields([
        Field::text("name", "Name", 100).required(),
        Field::text("description", "Description", 255).required(),
        Field::select("unit_type", "Unit type", Of::Text, Choice::list(UNIT_TYPES)).required().help("What it is counted in."),
        Field::new("credits", "Credits", Kind::Integer(0, i32::MAX)).required().help("What one unit costs a partnership."),
        Field::check_box("active", "Active").help("In use."),
    ])
}

/// The page of the benefit.
#[must_use]
pub fn details(viewer: &Viewer, benefit: &Benefit, summary: &Summary) -> View {
    let url = benefit_url(benefit.id);
    let buttons = html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can("change_benefit")))
        (delete_button(&format!("{url}delete/"), "Delete", &format!("Delete {}?", benefit.label), viewer.can("delete_benefit")))
    };
    let facts = Details::new()
        .text("Name", Some(&benefit.name))
        .row("Active", yes_no(benefit.active))
        .text("Unit type", Some(unit(&benefit.unit_type)))
        .row("Credits", html! { (benefit.credits) })
        .row("Created at", moment(benefit.created_at))
        .optional("Last updated at", benefit.last_updated_at.map(moment))
        .wide("Description", Some(html! { (benefit.description) }));
    View::new(benefit.label.as_str(), html! { (PageHead::new(&benefit.label).below(history(summary)).actions(buttons)) (facts) })
}

/// The page for a new one.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "Create a new benefit";
    View::new(title, html! { (page_head(title, None)) (form.render("/offering/benefits/create/", state)) })
}

/// The edit page of the benefit whose page is `url`.
#[must_use]
pub fn edit(url: &str, label: &str, form: &Form, state: &State) -> View {
    View::new(label, html! { (PageHead::new(label).kind("Edit")) (form.render(&format!("{url}edit/"), state)) })
}

#[cfg(test)]
mod tests {
    use shared::benefit::BenefitInput;

    use super::*;

    #[test]
    fn a_benefit_goes_into_the_form_and_comes_back_the_same() {
        let form = form(Some(Uuid::nil()));
        let input = BenefitInput {
            name: "Skillup".into(),
            description: "An afternoon.".into(),
            unit_type: "event".into(),
            credits: 3,
            active: true,
        };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<BenefitInput>(&mut state), Some(input), "{:?}", state.errors);
    }
}
