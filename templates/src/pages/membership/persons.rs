//! The persons of a membership, as rows of one screen (MEM-06).

use shared::lookup::Lookup;
use shared::record::membership_url;

use crate::form::{Field, Form, Of, State};
use crate::pages::roster::{self, Roster};
use crate::view::View;

/// The form for the membership `id`.
#[must_use]
pub fn form(id: i32) -> Form {
    let person = Field::look_up("person", "Person", Lookup::Persons);
    let role = Field::look_up("role", "Role", Lookup::MembershipPersonRoles);
    Roster::new("Persons", Of::Int, [person, role]).form(&membership_url(id))
}

/// The page of the membership `id`, called `label`.
#[must_use]
pub fn page(id: i32, label: &str, form: &Form, state: &State) -> View {
    roster::page(&format!("Change person roles for {label}"), form, &format!("{}tasks/", membership_url(id)), state)
}
