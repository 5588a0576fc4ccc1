//! The form of an account (OFF-02, OFF-04). Whom it can be for hangs on its type: scripts ask with what is chosen, and without them
//! the button Find does.

use maud::html;
use shared::account::{ACCOUNT_TYPES, Stored, TargetKind};
use shared::lookup::Lookup;
use shared::record::account_url;
use uuid::Uuid;

use super::ACCOUNTS;
use crate::components::{PageHead, page_head};
use crate::form::{Choice, Field, Form, Of, State};
use crate::view::View;

/// The form of a new account, or of the one with this id. `account_type` is what is chosen so far.
#[must_use]
pub fn form(id: Option<Uuid>, account_type: &str) -> Form {
    let form = match id {
        None => Form::new("Add").cancel(ACCOUNTS),
        Some(id) => Form::new("Update").cancel(account_url(id)).confirm("Update this account?"),
    };
    form.fields([
        Field::select("account_type", "Account type", Of::Text, Choice::list(ACCOUNT_TYPES))
            .required()
            .help("An individual account is for a person, the others for an organisation or a consortium."),
        Field::look_up("generic_relation_pk", "Name", Lookup::AccountTargets(TargetKind::of(account_type)))
            .required()
            .depends("content_type_name:id_account_type")
            .follows("id_account_type")
            .help("Whom the account is for, of the type chosen above. Each has one account at most."),
        Field::check_box("active", "Active").help("In use."),
    ])
}

/// The page for a new account.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "Create a new account";
    View::new(title, html! { (page_head(title, None)) (form.render("/offering/accounts/create/", state)) })
}

/// The edit page of an account.
#[must_use]
pub fn edit(stored: &Stored, form: &Form, state: &State) -> View {
    let action = format!("{}edit/", account_url(stored.own.id));
    View::new(
        stored.label.as_str(),
        html! {
            (PageHead::new(&stored.label).kind("Edit"))
            p { "Whom the account is for decides who has its benefits. An individual account is owned by its person: another person becomes its owner in place of the one before." }
            (form.render(&action, state))
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::account::AccountInput;

    use super::*;

    #[test]
    fn an_account_goes_into_the_form_and_comes_back_the_same() {
        for (account_type, _) in ACCOUNT_TYPES {
            let form = form(None, account_type);
            let input = AccountInput { account_type: account_type.to_owned(), generic_relation_pk: 7, active: true };
            let mut state = State::of(&form, &input);
            assert_eq!(form.read::<AccountInput>(&mut state), Some(input), "{:?}", state.errors);
            let wanted = state.wanted(&form);
            assert_eq!(wanted[0].lookup, Lookup::AccountTargets(TargetKind::of(account_type)));
        }
    }
}
