//! Emails on the pages of other records: those that there are (EML-UI-20), and those that are to come.

use chrono::{DateTime, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::email_action::{Condition, Decision, Explained};
use shared::scheduled_email::{self, Related, State};

use super::badge::{Colour, pill};
use super::button::Button;
use super::empty::empty_state;
use super::icon::Icon;
use super::link::link;
use super::time::moment;
use super::value::check;

/// The colour of an email's state (emails.md 5.3).
#[must_use]
pub fn mail_colour(state: State) -> Colour {
    match state {
        State::Failed | State::DeadLetter => Colour::Red,
        State::Succeeded => Colour::Green,
        State::Cancelled => Colour::Grey,
        State::Scheduled | State::Locked | State::Running => Colour::Blue,
    }
}

/// An email's state as a pill.
#[must_use]
pub fn mail_state(state: State) -> Markup {
    pill(state.label(), mail_colour(state), None)
}

/// The way to the page that tells which emails of a record are to come, when and why.
#[must_use]
pub fn mail_button(viewer: &Viewer, url: &str) -> Markup {
    Button::link("Upcoming mail", &format!("{url}emails/"))
        .icon(Icon::Envelope)
        .small()
        .allowed(viewer.can("view_scheduledemail"))
        .render()
}

/// The emails about a record and what belongs to it, newest first, each with its state and time.
#[must_use]
pub fn related_mail(emails: &[Related]) -> Markup {
    if emails.is_empty() {
        return empty_state("No related scheduled emails.", None);
    }
    html! {
        ul.plain-list {
            @for email in emails {
                li.mail-line { (link(&scheduled_email::url(email.id), &email.template)) " " (mail_state(email.state)) " " span.none { (moment(email.scheduled_at)) } }
            }
        }
    }
}

/// What is going to be sent about a record, when and why, and why not what is not: first what is to come.
#[must_use]
pub fn upcoming_mail(actions: &[Explained], now: DateTime<Utc>) -> Markup {
    let (to_come, others): (Vec<&Explained>, Vec<&Explained>) = actions.iter().partition(|action| action.is_to_come());
    html! {
        @if to_come.is_empty() { (empty_state("Nothing is to be sent.", None)) }
        @for action in to_come { (one(action, now)) }
        @if !others.is_empty() {
            details.mail-others {
                summary { "What is not to be sent, and why (" (others.len()) ")" }
                @for action in others { (one(action, now)) }
            }
        }
    }
}

fn one(action: &Explained, now: DateTime<Utc>) -> Markup {
    html! {
        article.mail-plan {
            h3 { (action.signal.label()) " " (standing(action)) }
            p {
                @if !action.label.is_empty() { "About " (action.label) ". " }
                @match (action.is_to_come(), action.at) {
                    (true, Some(at)) if at <= now => { "It goes out as soon as possible, being due since " (moment(at)) "." }
                    (true, Some(at)) => { "It goes out on " (moment(at)) "." }
                    (true, None) => "When it goes out cannot be told: a date is missing.",
                    (false, _) => (verdict(action)),
                }
            }
            @if action.is_to_come() {
                p { @if action.to.is_empty() { "It has no recipients: nobody concerned has an address." } @else { "To " (action.to.join(", ")) "." } }
            }
            @if !action.conditions.is_empty() {
                ul.plain-list.mail-conditions aria-label="Conditions" { @for condition in &action.conditions { (line(condition)) } }
            }
            @if !action.emails.is_empty() {
                p.mail-line {
                    "E-mails: "
                    @for email in &action.emails { (link(&scheduled_email::url(email.id), &email.state.label().to_lowercase())) " " span.none { (moment(email.scheduled_at)) } " " }
                }
            }
        }
    }
}

/// Where its email stands, in a word or two.
fn standing(action: &Explained) -> Markup {
    match (action.upcoming(), action.emails.first()) {
        (Some(email), _) => mail_state(email.state),
        (None, _) if action.is_to_come() => pill("not scheduled yet", Colour::Yellow, None),
        (None, Some(email)) => mail_state(email.state),
        (None, None) => pill("not sent", Colour::Grey, None),
    }
}

/// Why nothing is to come.
fn verdict(action: &Explained) -> &'static str {
    match (action.decision, action.is_wanted, action.emails.is_empty()) {
        (_, false, _) => "Not all conditions are met.",
        (Decision::Create, true, _) => "It is made at the moment when that happens, and not later.",
        (_, true, false) => "There was one already, and there is no other.",
        (_, true, true) => "All conditions are met, but it is too late for it.",
    }
}

fn line(condition: &Condition) -> Markup {
    html! { li { (check(condition.is_met, "met")) " " (condition.words) } }
}
