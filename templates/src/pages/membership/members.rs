//! The organizations of a membership, as rows of one screen (MEM-05).

use shared::lookup::Lookup;
use shared::record::membership_url;

use crate::form::{Field, Form, Of, State};
use crate::pages::roster::{self, Roster};
use crate::view::View;

/// The form for the membership `id`. Only a consortium may have several members, or none.
#[must_use]
pub fn form(id: i32, consortium: bool) -> Form {
    let organization = Field::look_up("organization", "Organization", Lookup::Organizations);
    let roster = Roster::new("Members", Of::Int, [organization, Field::look_up("role", "Role", Lookup::MemberRoles)]);
    let roster = if consortium {
        roster
    } else {
        roster.single("Tick “Change” to change the row. To have more members, edit the membership and make it a consortium.")
    };
    roster.form(&membership_url(id))
}

/// The page of the membership `id`, called `label`.
#[must_use]
pub fn page(id: i32, label: &str, form: &Form, state: &State) -> View {
    roster::page(&format!("Change members for {label}"), form, &format!("{}members/", membership_url(id)), state)
}
