//! The page of a scheduled email: from what made it to whom it reached (emails.md 5.4).

use chrono::{DateTime, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::mail_delivery::Delivery;
use shared::scheduled_email::{self, Action, Details as Email, State};

use super::files::{attach_button, attachments};
use super::past::{delivery, log};
use super::shown::source;
use super::template_details::test_button;
use super::{Shown, states_of, template_url};
use crate::components::{
    Button, Colour, Details, Icon, PageHead, Tone, email_link, icon, link, mail_state, moment, pill, post_button, section, value,
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
                p.none { (as_of(email)) }
                (shown.message())
            }))
            @if !email.is_direct {
                div.halves {
                    (section("subject-source", "Subject as written", None, source(&email.subject)))
                    (section("body-source", "Body as written", None, source(&email.body)))
                }
            }
            (section("attachments", "Attachments", Some(attach_button(sheet.viewer, email, &url)), attachments(email, &url, *now)))
            (section("delivery", "Delivery", None, delivery(sheet.deliveries)))
            (section("history", "History", None, log(&email.log)))
            @if !email.is_direct { (section("data", "Data", None, data(email, shown))) }
        },
    )
}

/// How far what is shown is what is sent.
fn as_of(email: &Email) -> &'static str {
    match (email.is_direct, email.state) {
        (true, State::Succeeded) => "As it was sent.",
        (true, _) => "As it is sent: there is nothing in it to be filled in.",
        (false, State::Succeeded) => "As it would be sent now; what was sent may have been different.",
        (false, _) => "As it would be sent now.",
    }
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
                (email.state.label()) ": "
                @if !(email.state == State::Cancelled && email.sent_at.is_some()) { (email.state.explanation()) " " }
                @match (email.state, email.sent_at) {
                    (State::Succeeded, Some(at)) => { "It was sent " (relative(at, now)) "." }
                    (State::Cancelled, Some(at)) => { "The provider had already taken it when it was cancelled, as it told " (relative(at, now)) "." }
                    (State::Scheduled | State::Failed, _) => { "It is due " (relative(email.due_at(), now)) "." }
                    _ => { "It was scheduled for " (moment(email.scheduled_at)) "." }
                }
                @if let Some((id, name)) = &email.template { " It is made of the template " (link(&template_url(*id), name)) "." }
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
    let in_flight =
        sheet.email.is_in_flight(sheet.now).then_some("It is being sent at this moment. Look again in three minutes.");
    let (edit, reschedule, cancel) = (out(Action::Edit), out(Action::Reschedule), out(Action::Cancel));
    html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may).unless(edit.as_deref()))
        (Button::link("Reschedule", &format!("{url}reschedule/")).icon(Icon::Calendar).allowed(may).unless(reschedule.as_deref()))
        // What may have been sent is sent again only by the button that says so.
        @if state.allows(Action::RetryNow) && !sheet.email.is_in_doubt() {
            (post_button(&format!("{url}retry/"), &[], Button::submit("Retry now").tone(Tone::Caution).confirm("Send this e-mail now?").allowed(may)))
        }
        @if state.allows(Action::MarkSent) {
            (post_button(&format!("{url}mark_sent/"), &[], Button::submit("Mark sent").confirm("Are you sure that this e-mail has arrived?")
                .allowed(may).unless(in_flight)))
            (post_button(&format!("{url}send_again/"), &[], Button::submit("Send again").tone(Tone::Caution)
                .confirm("Are you sure that this e-mail has not arrived? Its recipients may get it twice.").allowed(may).unless(in_flight)))
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
    // Direct mail is about nothing, and goes where it was made for.
    let facts = if email.is_direct {
        Details::new()
    } else {
        Details::new()
            .optional("Template", email.template.as_ref().map(|(id, name)| link(&template_url(*id), name)))
            .optional("Related object", about)
            .optional("Recipients as of now", shown.recipients())
    };
    facts
        .row("State", html! { (mail_state(email.state)) " " span.none { (email.state.explanation()) } })
        .row("Scheduled at", html! {
            (moment(email.scheduled_at))
            @if email.manually_rescheduled_at.is_some() { " " (pill("set by hand", Colour::Yellow, Some("It stays when what the e-mail is about changes"))) }
        })
        .row("To", html! { (value(Some(&email.to_header.join(", ")))) " " (recipients_kind(sheet, url)) })
        .row("From", if email.from_header.is_empty() { html! { "This site’s own sender" } } else { email_link(Some(&email.from_header)) })
        .optional("Reply-To", (!email.reply_to_header.is_empty()).then(|| email_link(Some(&email.reply_to_header))))
        .optional("CC", list(&email.cc_header))
        .optional("BCC", list(&email.bcc_header))
        .row("Subject", html! { (shown.subject) })
        .row("Attempts", html! { (email.attempt_count) })
        .optional("Next attempt", email.next_attempt_at.filter(|next| *next > email.scheduled_at).map(moment))
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
    if email.is_direct {
        return pill("direct", Colour::Grey, Some("It was made for these addresses, by no template"));
    }
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
