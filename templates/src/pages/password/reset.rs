//! A forgotten password: asking for a link, and choosing a new one behind it (AUTH-03 … AUTH-06).

use maud::html;

use super::new_password;
use crate::components::{Button, Tone, email_link};
use crate::form::{Field, Form, Kind, State};
use crate::layout::Layout;
use crate::view::View;

const LOGIN: &str = "/account/login/";
const ASK: &str = "/account/password_reset/";

/// The form that asks for a link.
#[must_use]
pub fn ask_form() -> Form {
    Form::new("Send me a link").cancel(LOGIN).fields([Field::new("email", "Email", Kind::Email)
        .required()
        .autocomplete("email")
        .help("The address that AMY has of you.")])
}

/// AUTH-03
#[must_use]
pub fn ask(form: &Form, state: &State) -> View {
    View::new(
        "Password reset",
        html! {
            h1 { "Password reset" }
            p { "Have you forgotten your password? Tell us your address, and we send you a link with which you can choose a new one." }
            (form.render(ASK, state))
        },
    )
    .layout(Layout::Account)
}

/// AUTH-04: the same for every address.
#[must_use]
pub fn sent() -> View {
    View::new(
        "Password reset sent",
        html! {
            h1 { "Password reset sent" }
            p { "If AMY knows an account with this address, and it has a password, a mail with a link is on its way to you. The link is good for three days." }
            p {
                "Has nothing come after some minutes? Look among the mail that was taken for spam, and check whether you are registered with "
                "another address. Then " a href=(ASK) { "try again" } ", or write to " (email_link(Some("team@carpentries.org"))) "."
            }
            p { a href=(LOGIN) { "Back to the login page" } }
        },
    )
    .layout(Layout::Account)
}

/// The form that takes the new password.
#[must_use]
pub fn choose_form() -> Form {
    Form::new("Change my password").fields(new_password())
}

/// AUTH-05, sent to `action`: a new password for the account called `username`.
#[must_use]
pub fn choose(username: &str, action: &str, form: &Form, state: &State) -> View {
    View::new(
        "Enter new password",
        html! {
            h1 { "Enter new password" }
            p { "Choose a new password for the account " strong { (username) } ". You are logged out everywhere then." }
            (form.render(action, state))
        },
    )
    .layout(Layout::Account)
}

/// AUTH-05 with a link that opens nothing.
#[must_use]
pub fn unusable() -> View {
    View::new(
        "Password reset unsuccessful",
        html! {
            h1 { "Password reset unsuccessful" }
            p { "This link opens nothing any more. A link to a new password is good for three days and for one password, until the next login, and in the browser in which it was opened." }
            p { (Button::link("Ask for another link", ASK).tone(Tone::Primary)) }
        },
    )
    .layout(Layout::Account)
}

/// AUTH-06
#[must_use]
pub fn done() -> View {
    View::new(
        "Password reset complete",
        html! {
            h1 { "Password reset complete" }
            p { "Your new password is set. You can log in with it now." }
            p { (Button::link("Log in", LOGIN).tone(Tone::Primary)) }
        },
    )
    .layout(Layout::Account)
}
