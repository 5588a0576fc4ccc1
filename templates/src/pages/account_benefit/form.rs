//! The form of an account's benefit (OFF-13, OFF-15). Opened from an account or a partnership, it cannot be moved to another
//! (DM-BEN-04).

use maud::html;
use shared::account_benefit::{FilterChoices, Start, Stored};
use shared::lookup::Lookup;
use shared::record::account_benefit_url;

use crate::components::{PageHead, page_head};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// What the form is for.
#[derive(Debug, Clone, Copy)]
pub enum Purpose<'a> {
    /// A new one, opened by itself or from an account or a partnership.
    New(&'a Start),
    /// One that exists.
    Existing,
}

/// The form; Cancel leads `back`.
#[must_use]
pub fn form(purpose: Purpose<'_>, choices: FilterChoices, back: String) -> Form {
    let FilterChoices { accounts, partnerships, benefits, discounts, curricula } = choices;
    let (submit, start) = match purpose {
        Purpose::New(start) => ("Add", Some(start)),
        Purpose::Existing => ("Update", None),
    };
    let account = Field::select("account", "Account", Of::Text, Choice::list(accounts)).required();
    let account = if start.is_some_and(|start| start.account.is_some()) { account.fixed() } else { account };
    let [from, until] = dates(start.is_some_and(|start| start.partnership.is_some()));
    Form::new(submit).cancel(back).fields([
        account,
        partnership(start, partnerships),
        Field::select("benefit", "Benefit", Of::Text, Choice::list(benefits)).required(),
        Field::select("discount", "Discount", Of::Text, Choice::list(discounts)),
        Field::select("curriculum", "Curriculum", Of::Int, Choice::list(curricula)).help("For skill-ups."),
        Field::text("registration_code", "Registration code", 40)
            .help("Of this benefit alone: no membership and no partnership has it."),
        from,
        until,
        Field::new("allocation", "Allocation", Kind::Integer(0, i32::MAX)).required().help("How many seats or events there are."),
    ])
}

/// Which partnership of the account it draws on, unless that is settled.
fn partnership(start: Option<&Start>, partnerships: Vec<(String, String)>) -> Field {
    match start {
        Some(Start { asks_partnership: false, partnership, .. }) => {
            let one = partnerships.into_iter().filter(|(key, _)| Some(key) == partnership.map(|id| id.to_string()).as_ref());
            let field = Field::select("partnership", "Partnership", Of::Int, Choice::list(one)).fixed();
            if partnership.is_some() { field } else { field.help("The account of a person has no partnerships.") }
        }
        _ => Field::look_up("partnership", "Partnership", Lookup::Partnerships)
            .depends("account:id_account")
            .follows("id_account")
            .copies("agreement_start:id_start_date agreement_end:id_end_date")
            .locks("id_start_date id_end_date")
            .help("One of the account's; it gives its dates."),
    }
}

/// First and last day; `fixed` where a partnership has given them.
fn dates(fixed: bool) -> [Field; 2] {
    [("start_date", "Start date"), ("end_date", "End date")].map(|(name, label)| {
        if fixed {
            Field::date(name, label).fixed().help("As the partnership has it.")
        } else {
            Field::date(name, label).help("Needed without a partnership; with one, its own dates are taken.")
        }
    })
}

/// What the form of a new one starts from.
#[must_use]
pub fn initial(start: &Start) -> State {
    let mut state = State::default();
    if let Some(account) = start.account {
        state.preset("account", account.to_string());
    }
    if let Some(partnership) = start.partnership {
        state.preset("partnership", partnership.to_string());
    }
    state.preset("start_date", start.dates.start.to_string());
    state.preset("end_date", start.dates.end.to_string());
    state
}

/// The page for a new one, posting to `action`.
#[must_use]
pub fn add(action: &str, form: &Form, state: &State) -> View {
    let title = "Create a new account benefit";
    View::new(title, html! { (page_head(title, None)) (form.render(action, state)) })
}

/// The edit page of one.
#[must_use]
pub fn edit(stored: &Stored, form: &Form, state: &State) -> View {
    let action = format!("{}edit/", account_benefit_url(stored.id));
    View::new(stored.label.as_str(), html! { (PageHead::new(&stored.label).kind("Edit")) (form.render(&action, state)) })
}

#[cfg(test)]
mod tests {
    use shared::account_benefit::AccountBenefitInput;
    use shared::agreement::Period;
    use uuid::Uuid;

    use super::*;

    const ID: &str = "0b2a1c4e-0000-4000-8000-000000000001";

    fn choices() -> FilterChoices {
        let uuid = vec![(ID.to_owned(), "One".to_owned())];
        let number = vec![("7".to_owned(), "Seven".to_owned())];
        FilterChoices {
            accounts: uuid.clone(),
            partnerships: number.clone(),
            benefits: uuid.clone(),
            discounts: uuid,
            curricula: number,
        }
    }

    fn start(account: Option<Uuid>, partnership: Option<i32>, asks_partnership: bool) -> Start {
        let dates = Period { start: "2026-01-01".parse().unwrap(), end: "2026-12-31".parse().unwrap() };
        Start { account, partnership, asks_partnership, dates }
    }

    #[test]
    fn an_accounts_benefit_goes_into_the_form_and_comes_back_the_same() {
        let id: Uuid = ID.parse().unwrap();
        let (free, settled) = (start(None, None, true), start(Some(id), Some(7), false));
        for purpose in [Purpose::Existing, Purpose::New(&free), Purpose::New(&settled)] {
            let form = form(purpose, choices(), String::new());
            let input = AccountBenefitInput {
                account: id,
                partnership: Some(7),
                benefit: id,
                discount: Some(id),
                curriculum: Some(7),
                registration_code: "lund-26".into(),
                start_date: "2026-01-01".parse().ok(),
                end_date: "2026-12-31".parse().ok(),
                allocation: 3,
            };
            let mut state = State::of(&form, &input);
            assert_eq!(form.read::<AccountBenefitInput>(&mut state), Some(input), "{:?}", state.errors);
        }
    }

    #[test]
    fn dm_ben_04_what_the_form_was_opened_for_is_settled() {
        let id: Uuid = ID.parse().unwrap();
        for (start, settled) in [
            (start(None, None, true), vec![]),
            (start(Some(id), None, true), vec!["account"]),
            (start(Some(id), None, false), vec!["account", "partnership"]),
            (start(Some(id), Some(7), false), vec!["account", "partnership", "start_date", "end_date"]),
        ] {
            let form = form(Purpose::New(&start), choices(), String::new());
            let fixed: Vec<&str> = form.all().filter(|field| field.fixed).map(|field| &*field.name).collect();
            assert_eq!(fixed, settled, "{start:?}");
            let state = initial(&start);
            assert_eq!((state.text("start_date"), state.text("end_date")), ("2026-01-01", "2026-12-31"));
        }
    }
}
