//! The owners of an account, as rows of one screen (OFF-06).

use shared::account::PERMISSION_TYPES;
use shared::lookup::Lookup;
use shared::record::account_url;
use uuid::Uuid;

use crate::form::{Choice, Field, Form, Of, State};
use crate::pages::roster::{self, Roster};
use crate::view::View;

/// The form for the account `id`.
#[must_use]
pub fn form(id: Uuid) -> Form {
    let person = Field::look_up("person", "Person", Lookup::Persons);
    let permission = Field::select("permission_type", "Permission type", Of::Text, Choice::list(PERMISSION_TYPES));
    Roster::new("Owners", Of::Text, [person, permission]).form(&account_url(id))
}

/// The page of the account `id`, called `label`.
#[must_use]
pub fn page(id: Uuid, label: &str, form: &Form, state: &State) -> View {
    roster::page(&format!("Change owners for {label}"), form, &format!("{}owners/", account_url(id)), state)
}
