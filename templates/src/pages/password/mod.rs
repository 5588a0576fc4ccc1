//! Passwords: forgotten ones (AUTH-03 … AUTH-06), and new ones (PER-15).

mod change;
mod reset;

pub use change::{change, change_form};
pub use reset::{ask, ask_form, choose, choose_form, done, sent, unusable};

use shared::password::SHORTEST;

use crate::form::{Field, Kind};

/// What a new password must be, before anybody has tried.
fn rules() -> String {
    format!("At least {SHORTEST} characters, not only digits, unlike your name and address, and none that many people use.")
}

/// The new password, twice.
fn new_password() -> [Field; 2] {
    [
        Field::new("new_password1", "New password", Kind::Password).required().autocomplete("new-password").help(rules()),
        Field::new("new_password2", "New password again", Kind::Password).required().autocomplete("new-password"),
    ]
}
