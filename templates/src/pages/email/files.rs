//! The files of an email on its page (emails.md 5.4 (5)).

use chrono::{DateTime, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::record::award_url;
use shared::scheduled_email::{Action, Attachment, Details as Email, State};

use super::states_of;
use crate::components::{Button, Icon, SafeUrl, Tone, empty_state, link, post_button};

/// The button that leads to the form for another file.
pub(super) fn attach_button(viewer: &Viewer, email: &Email, url: &str) -> Markup {
    let out = states_of(Action::Edit);
    let why = (!email.state.allows(Action::Edit)).then_some(out.as_str());
    let may = viewer.can_all(&["change_scheduledemail", "add_attachment"]);
    Button::link("Add attachment", &format!("{url}add_attachment/"))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(may)
        .unless(why)
        .render()
}

/// The files; `url` is the page of the email.
pub(super) fn attachments(email: &Email, url: &str, now: DateTime<Utc>) -> Markup {
    if email.attachments.is_empty() {
        return empty_state("No attachments.", None);
    }
    html! { ul.plain-list { @for file in &email.attachments { li.mail-line { (attachment(email, file, url, now)) } } } }
}

/// A file: a link while there is one, else where it is and a button that makes one.
fn attachment(email: &Email, file: &Attachment, url: &str, now: DateTime<Utc>) -> Markup {
    let name = if file.filename.is_empty() { "attachment" } else { &file.filename };
    if file.is_pending {
        return pending(email, name);
    }
    html! {
        @match file.link(now).and_then(SafeUrl::new) {
            Some(link) => a href=(link) rel="noreferrer" { (name) },
            None => {
                (name) " " span.none { (file.s3_path) } " "
                (post_button(&format!("{url}attachment/{}/link/", file.id), &[], Button::submit("Make a link").small()))
            }
        }
        @if let Some(size) = file.size { " " span.none { (size_words(size)) } }
    }
}

/// A file that is made when the email is sent: there is nothing to link to, not even afterwards. It may turn out that it cannot be
/// made.
fn pending(email: &Email, name: &str) -> Markup {
    let words = if email.state == State::Succeeded { "was made when it was sent" } else { "made when the e-mail is sent" };
    html! {
        (name) " " span.none { (words) }
        @if let Some(url) = certificate(email) { " " (link(&url, "Certificate as of now")) }
        @if email.state.allows(Action::Edit) { " " span.none { "Add a file of the same name to send that instead." } }
    }
}

/// What draws the certificate of the award that the email is about, as long as there is one.
fn certificate(email: &Email) -> Option<String> {
    let is_there = email.about.as_ref().is_some_and(|about| about.url.is_some());
    email.award().filter(|_| is_there).map(|award| format!("{}certificate/", award_url(award)))
}

fn size_words(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}
