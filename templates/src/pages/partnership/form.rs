//! The form of a partnership (PAR-02, PAR-04, PAR-07).

use maud::html;
use shared::agreement::PUBLIC_STATUS;
use shared::lookup::Lookup;
use shared::partnership::{Stored, Tier};
use shared::record::partnership_url;

use crate::components::{PageHead, page_head};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new partnership.
    New,
    /// The one with this id.
    Existing(i32),
    /// The one that follows the one with this id, with the same partner.
    Next(i32),
}

/// The form; consortiums are offered by key and label.
#[must_use]
pub fn form(purpose: Purpose, tiers: &[Tier], consortiums: Vec<(String, String)>) -> Form {
    let (submit, back) = match purpose {
        Purpose::New => ("Add", "/fiscal/partnerships/".to_owned()),
        Purpose::Existing(id) => ("Update", partnership_url(id)),
        Purpose::Next(id) => ("Add", partnership_url(id)),
    };
    let (partner, agreement) = (partner(purpose, consortiums), agreement(tiers));
    let form = Form::new(submit).cancel(back);
    match purpose {
        Purpose::Next(_) => form.group("The agreement", agreement).group("The partner", partner),
        Purpose::New | Purpose::Existing(_) => form.group("The partner", partner).group("The agreement", agreement),
    }
}

/// One of the two is to be chosen (DM-PART-01).
fn partner(purpose: Purpose, consortiums: Vec<(String, String)>) -> [Field; 2] {
    let help = match purpose {
        Purpose::New => "Choose a consortium or an organisation.",
        Purpose::Existing(_) => "Cannot change any more once benefits draw on the partnership.",
        Purpose::Next(_) => "Stays the same, as the account does.",
    };
    [
        Field::select("partner_consortium", "Partner consortium", Of::Int, Choice::list(consortiums))
            .excludes("id_partner_organisation")
            .help(help),
        Field::look_up("partner_organisation", "Partner organisation", Lookup::Organizations)
            .excludes("id_partner_consortium")
            .copies("fullname:id_name")
            .help(help),
    ]
}

fn agreement(tiers: &[Tier]) -> [Field; 7] {
    let tiers = tiers.iter().map(|tier| (tier.id.to_string(), tier.label()));
    [
        Field::text("name", "Name", 100).required(),
        Field::select("tier", "Tier", Of::Text, Choice::list(tiers)).required().help("It says how many credits there are."),
        Field::date("agreement_start", "Agreement start").required(),
        Field::date("agreement_end", "Agreement end").required(),
        Field::new("agreement_link", "Link to partnership agreement", Kind::Url(200)).required(),
        Field::text("registration_code", "Registration Code", 40)
            .required()
            .help("Of this partnership alone: no membership and no benefit has it."),
        Field::select(
            "public_status",
            "Can this partnership be publicized on The Carpentries websites?",
            Of::Text,
            Choice::list(PUBLIC_STATUS),
        )
        .required(),
    ]
}

/// The page for a new partnership.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "Create a new partnership";
    View::new(title, html! { (page_head(title, None)) (form.render("/fiscal/partnerships/create/", state)) })
}

/// The edit page of a partnership.
#[must_use]
pub fn edit(stored: &Stored, form: &Form, state: &State) -> View {
    let action = format!("{}edit/", partnership_url(stored.id));
    View::new(stored.label.as_str(), html! { (PageHead::new(&stored.label).kind("Edit")) (form.render(&action, state)) })
}

/// The page for the partnership that follows `from`.
#[must_use]
pub fn roll_over(from: &Stored, form: &Form, state: &State) -> View {
    let title = format!("Create new partnership from {}", from.label);
    let action = format!("{}roll-over/", partnership_url(from.id));
    View::new(
        title.as_str(),
        html! {
            (page_head(&title, None))
            p { "The new partnership has the account of the old one, and its " (from.credits) " credits, unless another tier is chosen. The benefits that draw on the old one, and those of the account that draw on no partnership, are frozen for good." }
            (form.render(&action, state))
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::partnership::PartnershipInput;

    use super::*;

    #[test]
    fn a_partnership_goes_into_the_form_and_comes_back_the_same() {
        let tier = Tier { id: "0b2a1c4e-0000-4000-8000-000000000001".parse().unwrap(), name: "gold".into(), credits: 100 };
        for purpose in [Purpose::New, Purpose::Existing(1), Purpose::Next(1)] {
            let form = form(purpose, std::slice::from_ref(&tier), vec![("7".into(), "Sweden".into())]);
            let input = PartnershipInput {
                partner_consortium: Some(7),
                partner_organisation: Some(3),
                name: "Lund".into(),
                tier: Some(tier.id),
                agreement_start: "2026-01-01".parse().unwrap(),
                agreement_end: "2026-12-31".parse().unwrap(),
                agreement_link: "https://example.org/agreement".into(),
                registration_code: "lund-26".into(),
                public_status: "private".into(),
            };
            let mut state = State::of(&form, &input);
            assert_eq!(form.read::<PartnershipInput>(&mut state), Some(input), "{:?}", state.errors);
        }
    }

    #[test]
    fn par_07_the_form_of_a_roll_over_asks_for_the_partner_last() {
        let form = form(Purpose::Next(1), &[], Vec::new());
        let names: Vec<&str> = form.all().map(|field| &*field.name).collect();
        let expected = "name tier agreement_start agreement_end agreement_link registration_code public_status partner_consortium
            partner_organisation";
        assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>());
    }
}
