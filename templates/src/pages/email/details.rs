//! The page of a scheduled email: from what made it to whom it reached (emails.md 5.4).

use chrono::{DateTime, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::mail_delivery::{Delivery, Status};
use shared::record::person_url;
use shared::scheduled_email::{self, Action, Attachment, Details as Email, LogRow, State};

use super::shown::source;
use super::template_details::test_button;
use super::{Shown, states_of, template_url};
use crate::components::{
    Button, Colour, Details, Icon, PageHead, SafeUrl, Tone, dash, email_link, empty_state, icon, link, mail_state, moment, pill,
    post_button, section, value,
};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The email.
    pub email: &'a Email,
    /// As it would be sent now.
    pub shown: &'a Shown,
    /// What has become of it at its recipients; `None` where that could not be asked.
    pub deliveries: Option<&'a [Delivery]>,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { email, shown, now, .. } = sheet;
    let title = email.template.as_ref().map_or(email.subject.as_str(), |(_, name)| name.as_str());
    let url = scheduled_email::url(email.id);
    View::new(
        format!("Scheduled email {title}"),
        html! {
            (PageHead::new(title).kind("Scheduled email").beside(mail_state(email.state)).actions(buttons(sheet, &url)))
            (status(email, *now))
            (shown.notices())
            (facts(sheet, &url))
            (section("message", "The e-mail", Some(test_button(&format!("{url}test/"), &[])), html! {
                @if email.state != State::Succeeded { p.none { "As it would be sent now." } } @else { p.none { "As it would be sent now; what was sent may have been different." } }
                (shown.message())
            }))
            div.halves {
                (section("subject-source", "Subject as written", None, source(&email.subject)))
                (section("body-source", "Body as written", None, source(&email.body)))
            }
            (section("attachments", "Attachments", Some(attach_button(sheet, &url)), attachments(email, &url, *now)))
            (section("delivery", "Delivery", None, delivery(sheet)))
            (section("history", "History", None, log(&email.log)))
            (section("data", "Data", None, data(email, shown)))
        },
    )
}

/// How an email stands, in a sentence.
fn status(email: &Email, now: DateTime<Utc>) -> Markup {
    let (class, picture) = match email.state {
        State::Failed | State::DeadLetter => ("notice-error", Icon::Failed),
        State::Succeeded => ("notice-success", Icon::Check),
        State::Cancelled => ("notice-neutral", Icon::Dash),
        State::Scheduled | State::Locked | State::Running => ("notice-info", Icon::Info),
    };
    html! {
        div.notice.stack.(class) {
            (icon(picture))
            p {
                (email.state.label()) ": " (email.state.explanation()) " "
                @match (email.state, email.sent_at) {
                    (State::Succeeded, Some(at)) => { "It was sent " (relative(at, now)) "." }
                    (State::Scheduled | State::Failed, _) => { "It is due " (relative(email.next_attempt_at.unwrap_or(email.scheduled_at), now)) "." }
                    _ => { "It was scheduled for " (moment(email.scheduled_at)) "." }
                }
            }
        }
    }
}

/// A moment as a distance from now.
fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (at - now).num_minutes();
    let counted = |number: i64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    let distance = match minutes.abs() {
        0 => return "now".to_owned(),
        few @ 1..60 => counted(few, "minute"),
        some @ 60..2880 => counted(some / 60, "hour"),
        many => counted(many / 1440, "day"),
    };
    if minutes < 0 { format!("{distance} ago") } else { format!("in {distance}") }
}

/// What people may do, each enabled by state and permission.
fn buttons(sheet: &Sheet<'_>, url: &str) -> Markup {
    let state = sheet.email.state;
    let may = sheet.viewer.can("change_scheduledemail");
    let out = |action: Action| (!state.allows(action)).then(|| states_of(action));
    let (edit, reschedule, cancel) = (out(Action::Edit), out(Action::Reschedule), out(Action::Cancel));
    html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may).unless(edit.as_deref()))
        (Button::link("Reschedule", &format!("{url}reschedule/")).icon(Icon::Calendar).allowed(may).unless(reschedule.as_deref()))
        @if state.allows(Action::RetryNow) {
            (post_button(&format!("{url}retry/"), &[], Button::submit("Retry now").tone(Tone::Caution).confirm("Send this e-mail now?").allowed(may)))
        }
        @if state.allows(Action::MarkSent) {
            (post_button(&format!("{url}mark_sent/"), &[], Button::submit("Mark sent").confirm("Are you sure that this e-mail has arrived?").allowed(may)))
            (post_button(&format!("{url}send_again/"), &[], Button::submit("Send again").tone(Tone::Caution)
                .confirm("Are you sure that this e-mail has not arrived? Its recipients may get it twice.").allowed(may)))
        }
        (Button::link("Cancel", &format!("{url}cancel/")).tone(Tone::Danger).allowed(may).unless(cancel.as_deref()))
    }
}

fn facts(sheet: &Sheet<'_>, url: &str) -> Markup {
    let Sheet { email, shown, .. } = sheet;
    let list = |addresses: &[String]| (!addresses.is_empty()).then(|| html! { (addresses.join(", ")) });
    let about = email.about.as_ref().map(|about| match &about.url {
        Some(url) => link(url, &about.label),
        None => html! { (about.label) },
    });
    Details::new()
        .optional("Template", email.template.as_ref().map(|(id, name)| link(&template_url(*id), name)))
        .optional("Related object", about)
        .row("State", html! { (mail_state(email.state)) " " span.none { (email.state.explanation()) } })
        .row("Scheduled at", html! {
            (moment(email.scheduled_at))
            @if email.manually_rescheduled_at.is_some() { " " (pill("set by hand", Colour::Yellow, Some("It stays when what the e-mail is about changes"))) }
        })
        .row("To", html! { (value(Some(&email.to_header.join(", ")))) " " (recipients_kind(sheet, url)) })
        .optional("Recipients as of now", shown.recipients())
        .row("From", email_link(Some(&email.from_header)))
        .optional("Reply-To", (!email.reply_to_header.is_empty()).then(|| email_link(Some(&email.reply_to_header))))
        .optional("CC", list(&email.cc_header))
        .optional("BCC", list(&email.bcc_header))
        .row("Subject", html! { (shown.subject) })
        .row("Attempts", html! { (email.attempt_count) })
        .optional("Next attempt", email.next_attempt_at.map(moment))
        .text("Last failure", email.last_error_class.as_deref())
        .optional("Sent", email.sent_at.map(moment))
        .text("Provider’s message id", email.ses_message_id.as_deref())
        .optional("Changed by hand", email.manually_edited_at.map(moment))
        .row("Created", moment(email.created_at))
        .optional("Last updated", email.last_updated_at.map(moment))
        .text("ID", Some(&email.id.to_string()))
        .render()
}

/// Whether the recipients are those that the record has by then, or written down by somebody; from these there is a way back (EML-UI-14).
fn recipients_kind(sheet: &Sheet<'_>, url: &str) -> Markup {
    let email = sheet.email;
    if !email.has_fixed_recipients {
        return pill("linked", Colour::Grey, Some("Sent to the addresses that the records have by then"));
    }
    let out = states_of(Action::Edit);
    let why = (!email.state.allows(Action::Edit)).then_some(out.as_str());
    html! {
        (pill("fixed", Colour::Yellow, Some("Sent to exactly these addresses")))
        @if email.may_relink {
            " "
            (post_button(&format!("{url}relink/"), &[], Button::submit("Return to linked recipients").small()
                .allowed(sheet.viewer.can("change_scheduledemail")).unless(why)))
        }
    }
}

fn attach_button(sheet: &Sheet<'_>, url: &str) -> Markup {
    let out = states_of(Action::Edit);
    let why = (!sheet.email.state.allows(Action::Edit)).then_some(out.as_str());
    let may = sheet.viewer.can_all(&["change_scheduledemail", "add_attachment"]);
    Button::link("Add attachment", &format!("{url}add_attachment/"))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(may)
        .unless(why)
        .render()
}

fn attachments(email: &Email, url: &str, now: DateTime<Utc>) -> Markup {
    if email.attachments.is_empty() {
        return empty_state("No attachments.", None);
    }
    html! { ul.plain-list { @for file in &email.attachments { li.mail-line { (attachment(file, url, now)) } } } }
}

/// A file: a link while there is one, else where it is and a button that makes one.
fn attachment(file: &Attachment, url: &str, now: DateTime<Utc>) -> Markup {
    let name = if file.filename.is_empty() { "attachment" } else { &file.filename };
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

fn size_words(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

fn delivery(sheet: &Sheet<'_>) -> Markup {
    let Some(deliveries) = sheet.deliveries else {
        return html! { p.none { "What has become of it cannot be told at the moment." } };
    };
    if deliveries.is_empty() {
        return empty_state("Nothing is known of its delivery.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Delivery" {
            table.list-table {
                thead { tr { th scope="col" { "Recipient" } th scope="col" { "Status" } th scope="col" { "When" } th scope="col" { "What was said" } } }
                tbody {
                    @for delivery in deliveries {
                        tr {
                            td data-label="Recipient" { (delivery.address) }
                            td data-label="Status" { (pill(delivery.status.label(), status_colour(delivery.status), None)) }
                            td data-label="When" { @for (status, at) in &delivery.times { div { (status.label()) ": " (moment(*at)) } } }
                            td data-label="What was said" { (value(Some(&delivery.told))) }
                        }
                    }
                }
            }
        }
    }
}

fn status_colour(status: Status) -> Colour {
    match status {
        Status::Send => Colour::Blue,
        Status::Delay => Colour::Yellow,
        Status::Delivery => Colour::Green,
        Status::Reject | Status::Bounce | Status::Complaint => Colour::Red,
    }
}

fn log(rows: &[LogRow]) -> Markup {
    if rows.is_empty() {
        return empty_state("No history.", None);
    }
    let state = |code: Option<&str>| code.and_then(State::of).map_or_else(dash, mail_state);
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="History" {
            table.list-table {
                thead { tr {
                    th scope="col" { "Time" } th scope="col" { "State before" } th scope="col" { "State after" } th scope="col" { "Details" }
                    th scope="col" { "Author" } th scope="col" { "ID" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            td.nowrap data-label="Time" { (moment(row.created_at)) }
                            td data-label="State before" { (state(row.state_before.as_deref())) }
                            td data-label="State after" { (state(Some(&row.state_after))) }
                            td data-label="Details" { (row.details) }
                            td data-label="Author" { @match (row.author_id, &row.author) { (Some(id), Some(name)) => (link(&person_url(id), name)), _ => (dash()) } }
                            td data-label="ID" { code { (row.id) } }
                        }
                    }
                }
            }
        }
    }
}

/// What is stored, and what it stands for.
fn data(email: &Email, shown: &Shown) -> Markup {
    let indented = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
    html! {
        div.halves {
            div { h3 { "Context" } (source(&indented(&email.context_json))) h3 { "Recipients" } (source(&indented(&email.recipients_json))) }
            div { h3 { "What the variables stand for" } (source(&shown.context)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_distances() {
        let now: DateTime<Utc> = "2026-06-15T12:00:00Z".parse().unwrap();
        for (at, words) in [
            ("2026-06-15T12:00:30Z", "now"),
            ("2026-06-15T12:01:00Z", "in 1 minute"),
            ("2026-06-15T09:00:00Z", "3 hours ago"),
            ("2026-06-25T12:00:00Z", "in 10 days"),
        ] {
            assert_eq!(relative(at.parse().unwrap(), now), words, "{at}");
        }
    }
}
