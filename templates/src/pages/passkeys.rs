//! One's own passkeys, and the button that logs in with one. The keys themselves are made and used by `assets/js/passkeys.js`.

use maud::{Markup, html};
use shared::passkey::Passkey;

use crate::components::{Button, Icon, PageHead, Tone, empty_state, icon, moment, post_button, section};
use crate::view::View;

/// The page's address.
pub const HERE: &str = "/account/passkeys/";
/// Where the script makes a passkey known.
const REGISTRATION: &str = "/account/passkeys/registration/";
/// Where it signs in.
const SIGN_IN: &str = "/account/login/passkey/";

/// A name that cannot be one.
#[derive(Debug, Clone, Copy)]
pub struct Slip<'a> {
    /// The passkey that was to be renamed.
    pub id: i64,
    /// What was typed.
    pub name: &'a str,
    /// What to mend.
    pub error: &'a str,
}

/// The passkeys of who is signed in, and how to add one.
#[must_use]
pub fn passkeys(passkeys: &[Passkey], slip: Option<Slip<'_>>) -> View {
    View::new(
        "Passkeys",
        html! {
            (PageHead::new("Passkeys"))
            p {
                "With a passkey you log in without typing a password: your device makes sure that it is you, by its PIN, your finger or "
                "your face. A passkey answers to this site alone, so no other site can coax it out of you. Your password works as before."
            }
            (section("own", "Your passkeys", None, if passkeys.is_empty() { empty_state("No passkeys.", None) } else { table(passkeys, slip) }))
            (section("add", "Add a passkey", None, add()))
        },
    )
}

fn table(passkeys: &[Passkey], slip: Option<Slip<'_>>) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Passkeys" {
            table.table.list-table {
                thead { tr {
                    th scope="col" { "Name" } th scope="col" { "Added" } th scope="col" { "Last used" } th scope="col" { "Another name" }
                    th.actions scope="col" { span.visually-hidden { "Actions" } }
                } }
                tbody { @for passkey in passkeys { (row(passkey, slip.filter(|slip| slip.id == passkey.id))) } }
            }
        }
    }
}

fn row(passkey: &Passkey, slip: Option<Slip<'_>>) -> Markup {
    let Passkey { id, name, .. } = passkey;
    let number = id.to_string();
    let question = format!("Remove the passkey “{name}”? Nobody can log in with it any more.");
    html! {
        tr {
            th.passkey-name scope="row" data-label="Name" { (name) }
            td data-label="Added" { (moment(passkey.created_at)) }
            td data-label="Last used" { @match passkey.last_used_at { Some(at) => (moment(at)), None => "Never" } }
            td data-label="Another name" { (rename(name, &number, slip)) }
            td.actions {
                (post_button(HERE, &[("passkey", &number), ("action", "remove")],
                    Button::submit(&format!("Remove {name}")).tone(Tone::Quiet).icon_only(Icon::Trash).small().confirm(&question)))
            }
        }
    }
}

fn rename(name: &str, number: &str, slip: Option<Slip<'_>>) -> Markup {
    let field = format!("id_name-{number}");
    let error = format!("{field}_error");
    html! {
        form.form-inline id={ "rename-" (number) } method="post" action=(HERE) {
            input type="hidden" name="passkey" value=(number);
            label.visually-hidden for=(field) { "Another name for " (name) }
            input.form-control.passkey-rename .is-invalid[slip.is_some()] id=(field) name="name" type="text" value=(slip.map_or(name, |slip| slip.name))
                maxlength="100" required autocomplete="off" aria-invalid=[slip.map(|_| "true")] aria-describedby=[slip.map(|_| &error)];
            (Button::submit_as("Rename", "action", "rename").small())
            @if let Some(slip) = slip { p.field-error id=(error) { (icon(Icon::Failed)) " " (slip.error) } }
        }
    }
}

/// The form is a script's: it is shown where the browser has passkeys.
fn add() -> Markup {
    html! {
        p.nojs-only { "Adding a passkey and logging in with one need JavaScript, which is switched off in this browser." }
        p.js-only data-passkeys-missing hidden { "This browser has no passkeys. A newer one has." }
        form.js-only data-passkey-registration=(REGISTRATION) hidden {
            div.stack {
                label.form-label for="id_name" { "Name" }
                input.form-control.passkey-rename #id_name name="name" type="text" maxlength="100" required autocomplete="off" aria-describedby="id_name_help";
                p.field-help #id_name_help { "By which you know it again, such as “Laptop at work”." }
            }
            (Button::submit("Add a passkey").tone(Tone::Create).icon(Icon::Key))
        }
    }
}

/// The button on the login page, shown by a script where the browser has passkeys; `next` is where to go after.
pub(super) fn login_button(next: &str) -> Markup {
    html! {
        div.passkey-login data-passkey-login=(SIGN_IN) data-next=(next) hidden { (Button::script("Log in with a passkey").icon(Icon::Key)) }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_name_is_text_wherever_it_stands() {
        let made = DateTime::from_timestamp(1_780_000_000, 0).unwrap_or_default();
        let passkey = Passkey { id: 7, name: "<b>\"x\"".to_owned(), created_at: made, last_used_at: None };
        let slip = Slip { id: 7, name: "<i>", error: "Give the passkey a name." };
        for slip in [None, Some(slip)] {
            let page = passkeys(std::slice::from_ref(&passkey), slip).body.into_string();
            assert!(!page.contains("<b>") && !page.contains("<i>"), "{page}");
            assert!(page.contains("Never"), "{page}");
            assert_eq!(page.contains(r#"aria-describedby="id_name-7_error""#), slip.is_some(), "{page}");
        }
    }

    #[test]
    fn without_scripts_nothing_is_offered_that_needs_them() {
        let page = passkeys(&[], None).body.into_string();
        assert!(page.contains("hidden") && page.contains("need JavaScript"), "{page}");
        assert!(login_button("/x/").into_string().contains(" hidden"));
    }
}
