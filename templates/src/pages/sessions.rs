//! Where somebody is logged in, and the account on GitHub that they log in with (`/account/sessions/`).

use maud::{Markup, Render as _, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::access::OwnAccount;
use shared::session::{IDLE, Place, device};

use crate::components::{Button, Colour, Icon, PageHead, Tone, empty_state, moment, pill, post_button, section};
use crate::view::View;

/// The page's address.
pub const SESSIONS: &str = "/account/sessions/";

/// Everything that the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Sessions<'a> {
    /// Where the person is logged in, the last used first.
    pub places: &'a [Place],
    /// The id of the session that looks.
    pub here: &'a str,
    /// The accounts on GitHub that they log in with; `None` where nobody logs in with GitHub.
    pub github: Option<&'a [OwnAccount]>,
}

/// The page.
#[must_use]
pub fn sessions(view: &Sessions<'_>) -> View {
    let others = view.places.iter().any(|place| place.id != view.here);
    let everywhere = post_button(
        &format!("{SESSIONS}end_others/"),
        &[],
        Button::submit("Log out everywhere else").tone(Tone::Caution).confirm("Log out everywhere but in this browser?"),
    );
    View::new(
        "Your sessions",
        html! {
            (PageHead::new("Your sessions").render())
            p { "You are logged in at these places. Log out where you do not know one, and change your password then. A session ends by itself after " (IDLE.num_days()) " days without use." }
            (section("places", "Where you are logged in", others.then_some(everywhere), places(view)))
            @if let Some(accounts) = view.github { (section("github", "Logging in with GitHub", None, github(accounts))) }
        },
    )
}

fn places(view: &Sessions<'_>) -> Markup {
    if view.places.is_empty() {
        return empty_state("This session has only just begun. Reload the page in a moment.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Sessions" {
            table.table.list-table {
                thead { tr {
                    th scope="col" { "Device" }
                    th scope="col" { "Logged in" }
                    th scope="col" { "Last seen" }
                    th.actions scope="col" { span.visually-hidden { "Actions" } }
                } }
                tbody { @for place in view.places { (row(place, place.id == view.here)) } }
            }
        }
        p.form-note { "The device is what the browser says of itself. “Last seen” may be some minutes behind." }
    }
}

fn row(place: &Place, is_here: bool) -> Markup {
    let device = device(&place.agent);
    let question = format!("Log out {device}, logged in on {}?", crate::format::date(place.created_at.date_naive()));
    let button = Button::submit(if is_here { "Log out here" } else { "Log out there" }).small();
    let button = if is_here { button } else { button.confirm(&question) };
    html! {
        tr {
            td data-label="Device" { (device) @if is_here { " " (pill("this browser", Colour::Green, None)) } }
            td.nowrap data-label="Logged in" { (moment(place.created_at)) }
            td.nowrap data-label="Last seen" { (moment(place.seen_at)) }
            td.actions { (post_button(&format!("{SESSIONS}end/"), &[("session", &place.id)], button)) }
        }
    }
}

fn github(accounts: &[OwnAccount]) -> Markup {
    let here = format!("{SESSIONS}#github");
    // A link, not a form: what a form leads to must be of this site (Content-Security-Policy, form-action).
    let start = format!("/login/github/?next={}", utf8_percent_encode(&here, NON_ALPHANUMERIC));
    html! {
        @if accounts.is_empty() {
            p { "No account on GitHub is linked to yours. With one you can log in without your password." }
            p { (Button::link("Link your GitHub account", &start).icon(Icon::GitHub)) }
        }
        @for account in accounts {
            p { "You can log in with the account number " (account.uid) " on GitHub, linked on " (moment(account.created_at)) "." }
            (post_button(&format!("/disconnect/github/{}/", account.id), &[],
                Button::submit("Unlink this account").tone(Tone::Caution).confirm("Unlink this account on GitHub? You cannot log in with it any more.")))
        }
    }
}
