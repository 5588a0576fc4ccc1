//! The page that makes a membership longer (MEM-07).

use shared::record::membership_url;

use crate::form::{Form, State};
use crate::pages::agreement::extend::{self, Now};
use crate::view::View;

/// The form for the membership `id`.
#[must_use]
pub fn form(id: i32, now: Now) -> Form {
    extend::form(now, &membership_url(id))
}

/// The page of the membership `id`, called `label`.
#[must_use]
pub fn page(id: i32, label: &str, now: Now, form: &Form, state: &State) -> View {
    let (title, action) = (format!("Extend membership {label}"), format!("{}extend/", membership_url(id)));
    extend::page(&extend::Page { title: &title, now, form, action: &action, state })
}
