//! Greets whoever organises a workshop themselves, once it was accepted (emails.md 3.18).

use super::action::{Action, Exists, Of, Shape};
use super::facts::Event;
use super::wish::{Condition, Now, Wish, shift};
use crate::email_address;
use crate::email_template::Signal;
use crate::scheduled_email::{Context, Recipient, Record, Scalar, addresses};

/// A workshop within so many days is on short notice.
const SHORT_NOTICE: i64 = 10;

pub(super) static ACTION: Action = Action {
    signal: Signal::NewSelfOrganisedWorkshop,
    exists: Exists::Never,
    variables: &[
        ("assignee", Shape::Optional("person")),
        ("workshop_host", Shape::Optional("organization")),
        ("event", Shape::Record("event")),
        ("short_notice", Shape::Scalar("bool")),
        ("self_organised_submission", Shape::Record("selforganisedsubmission")),
    ],
    of: Of::Event(wish),
};

fn wish(event: &Event, now: Now) -> Wish {
    let submission = event.submission.as_ref();
    let linked = if submission.is_some() { "yes" } else { "no" };
    let conditions = vec![
        event.self_organised(),
        event.starts_in_future(now),
        event.active(),
        Condition::new(format!("a self-organised submission: {linked}"), submission.is_some()),
    ];
    let latest = shift(now.today(), SHORT_NOTICE);
    let mut context = Context::default()
        .maybe("assignee", "person", submission.and_then(|submission| submission.assigned_to).or(event.assigned_to))
        .record("workshop_host", "organization", event.host_id)
        .record("event", "event", event.id)
        .value("short_notice", Scalar::Bool(event.start.is_some_and(|start| start <= latest)));
    let mut wish = Wish::new(conditions);
    if let Some(submission) = submission {
        let entity = "selforganisedsubmission";
        context = context.record("self_organised_submission", entity, submission.id);
        if !submission.email.trim().is_empty() {
            wish.to.push(submission.email.trim().to_owned());
            let api_uri = Record::new(entity, submission.id);
            wish.recipients.push(Recipient::Linked { api_uri, property: "email".to_owned() });
        }
        for contact in addresses(&submission.additional_contact) {
            let Some(address) = email_address::of_contact(&contact) else {
                // The others get theirs.
                tracing::warn!(submission = submission.id, "an additional contact is no email address");
                continue;
            };
            if !wish.to.iter().any(|known| known.eq_ignore_ascii_case(address)) {
                wish.recipients.push(Recipient::address(address));
                wish.to.push(address.to_owned());
            }
        }
    }
    wish.with(context)
}
