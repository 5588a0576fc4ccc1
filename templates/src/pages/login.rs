//! Login (AUTH-01).

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::components::{Button, Icon, SafeUrl, Tone, email_link, icon};
use crate::layout::Layout;
use crate::pages::passkeys;
use crate::view::View;

/// What the login page shows.
#[derive(Debug, Clone, Copy)]
pub struct Login<'a> {
    /// What the person typed before.
    pub username: &'a str,
    /// Where to go after login; empty for the dashboard.
    pub next: &'a str,
    /// Why the last try failed.
    pub error: Option<&'a str>,
    /// Whether login with GitHub is offered.
    pub github: bool,
    /// Whether a forgotten password can be reset.
    pub password_reset: bool,
}

/// The login page.
#[must_use]
pub fn login(view: &Login<'_>) -> View {
    View::new(
        "Log in",
        html! {
            h1 { "Log in" }
            div.login {
                section.login-way aria-labelledby="login-admins" {
                    h2 id="login-admins" { "For The Carpentries Administrators" }
                    (password_form(view))
                    (passkeys::login_button(view.next))
                }
                section.login-way aria-labelledby="login-instructors" {
                    h2 id="login-instructors" { "For The Carpentries Instructors" }
                    @if view.github { (github_link(view.next)) } @else { p { "Instructors log in with the same username and password for now." } }
                    p { "Having trouble logging in? Contact us at " (email_link(Some("team@carpentries.org"))) "." }
                }
            }
        },
    )
    .layout(Layout::Account)
}

fn password_form(view: &Login<'_>) -> Markup {
    let described = view.error.map(|_| "login-error");
    html! {
        form method="post" action="/account/login/" {
            @if let Some(error) = view.error {
                div.notice.notice-error role="alert" id="login-error" { (icon(Icon::Failed)) p { (error) } }
            }
            div.stack {
                label.form-label for="id_username" { "Username or email" }
                input.form-control #id_username name="username" type="text" value=(view.username) maxlength="254" required autocomplete="username"
                    autocapitalize="none" spellcheck="false" aria-describedby=[described] autofocus[view.username.is_empty()];
            }
            div.stack {
                label.form-label for="id_password" { "Password" }
                input.form-control #id_password name="password" type="password" required autocomplete="current-password" aria-describedby=[described]
                    autofocus[!view.username.is_empty()];
            }
            input type="hidden" name="next" value=(view.next);
            div.login-submit {
                (Button::submit("Log in to AMY").tone(Tone::Primary))
                @if view.password_reset { a href="/account/password_reset/" { "Forgotten your password?" } }
            }
        }
    }
}

/// A link, not a form: what a form leads to must be of this site (Content-Security-Policy, form-action), and this leads to GitHub.
fn github_link(next: &str) -> Markup {
    let next = SafeUrl::new(next).map(|next| format!("?next={}", utf8_percent_encode(next.as_str(), NON_ALPHANUMERIC)));
    let start = format!("/login/github/{}", next.unwrap_or_default());
    html! { p { (Button::link("Log in with your GitHub account", &start).tone(Tone::Primary).icon(Icon::GitHub)) } }
}
