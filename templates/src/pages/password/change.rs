//! Another password, for oneself or by a superuser (PER-15).

use maud::{Render as _, html};
use shared::password::Replacing;
use shared::record::person_url;

use super::new_password;
use crate::components::PageHead;
use crate::form::{Field, Form, Kind, State};
use crate::view::View;

/// The form; `back` is where it leads when nothing is to be changed.
#[must_use]
pub fn change_form(asks_old: bool, back: &str) -> Form {
    let old = Field::new("old_password", "Present password", Kind::Password).required().autocomplete("current-password");
    let form = Form::new("Change password").cancel(back);
    if asks_old { form.fields([old].into_iter().chain(new_password())) } else { form.fields(new_password()) }
}

/// The page.
#[must_use]
pub fn change(own: &Replacing, form: &Form, state: &State) -> View {
    View::new(
        "Change password",
        html! {
            (PageHead::new(&own.holder.label).kind("Password of").render())
            p { "Everywhere else where " (own.holder.personal) " is logged in, the new password will be asked for." }
            @if own.asks_old && !own.holder.has_password() {
                p { "There is no present password: a superuser must give the first one." }
            }
            (form.render(&format!("{}password/", person_url(own.holder.id)), state))
        },
    )
}
