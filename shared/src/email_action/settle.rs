//! Makes, updates and calls off the emails that follow from a change, right before it is committed (EML-ENT-04, EML-ACT-04 … 06).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::action::{ACTIONS, Action};
use super::decision::{self, Asked, Decision, decide};
use super::facts::Facts;
use super::instructor_badge_awarded::CERTIFICATE;
use super::notice::{Level, Notice, few, relative};
use super::touched::{Touched, touched};
use super::trigger::{Occurrence, Subject, Triggers};
use super::wish::{Now, Tested};
use crate::Result;
use crate::db::Change;
use crate::email_template::Signal;
use crate::scheduled_email::{
    self, Outcome, Plan, Scope, Target, TransitionError, Updated, await_attachment, schedule_all, update_all, withdraw_all,
};

/// What is to be done.
#[derive(Debug, Default)]
struct Todo {
    create: Vec<Plan>,
    update: Vec<(Plan, Scope)>,
    cancel: Vec<(Signal, Target, String)>,
    notices: Vec<Notice>,
}

/// Decides about all emails that the change of this transaction bears on, and writes what follows, in statements whose number does not
/// grow with the records. Gives what admins are told.
///
/// # Errors
/// When the database refuses; then the change must not be committed.
pub async fn settle(change: &mut Change, triggers: Triggers) -> Result<Vec<Notice>> {
    let Touched { subjects, only_kept } = touched(change, &triggers.touched).await?;
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let now = Now(change.now());
    let facts = Facts::read(change, subjects).await?;
    let begun = Begun { triggers: &triggers, only_kept: &only_kept };
    let todo = decide_all(change, facts, begun, now).await?;
    write(change, todo, now.0).await
}

/// The action that what has happened once asks for.
fn signal_of(occurrence: Occurrence) -> Signal {
    match occurrence {
        Occurrence::PersonsMerged(_) => Signal::PersonsMerged,
        Occurrence::SignedUp(_) => Signal::InstructorSignsUpForWorkshop,
        Occurrence::SignedUpByAdmin(_) => Signal::AdminSignsInstructorUpForWorkshop,
        Occurrence::SelfOrganised(_) => Signal::NewSelfOrganisedWorkshop,
    }
}

/// What emails may begin with.
#[derive(Debug, Clone, Copy)]
struct Begun<'a> {
    triggers: &'a Triggers,
    only_kept: &'a BTreeSet<Subject>,
}

impl Begun<'_> {
    /// Whether an email about the record may begin with this change.
    fn may_begin(self, subject: Subject) -> bool {
        !self.triggers.only_kept && !self.only_kept.contains(&subject)
    }

    /// Whether what happens once, and the action is for, has happened to the record.
    fn has_occurred(self, action: &Action, subject: Subject) -> bool {
        let is_it = |one: &Occurrence| one.subject() == subject && signal_of(*one) == action.signal;
        self.triggers.occurred.iter().any(is_it)
    }
}

async fn decide_all(change: &mut Change, mut facts: Facts, begun: Begun<'_>, now: Now) -> Result<Todo> {
    let asked: Vec<(&Action, Subject, Target)> = ACTIONS
        .iter()
        .flat_map(|action| facts.subjects(action).into_iter().map(|(subject, target)| (*action, subject, target)))
        .collect();
    let keys: Vec<(Signal, Target)> = asked.iter().map(|(action, _, target)| (action.signal, *target)).collect();
    let emails = decision::emails(change, &keys).await?;
    let mut todo = Todo::default();
    for (action, subject, target) in asked {
        let wish = facts.wish(action, target.id, now);
        let is_refresh = matches!(subject, Subject::Seats(_));
        let has_occurred = begun.has_occurred(action, subject);
        let asked = Asked {
            should_exist: wish.should_exist(),
            may_begin: wish.may_begin() && (has_occurred || begun.may_begin(subject)),
            has_occurred,
            is_refresh,
        };
        let decision = decide(action.exists, decision::of(&emails, action.signal, target), asked);
        if action.signal == Signal::InstructorConfirmedForWorkshop {
            match decision {
                Decision::Create | Decision::Update => facts.confirm(target.id, true),
                Decision::Cancel => facts.confirm(target.id, false),
                Decision::Nothing => {}
            }
        }
        match decision {
            Decision::Nothing => {}
            Decision::Cancel => {
                let reason = wish.unmet(|tested| tested != Tested::WhenCreated).join("; ");
                todo.cancel.push((action.signal, target, format!("unmet is: {reason}")));
            }
            Decision::Create | Decision::Update => match wish.plan(action.signal, target) {
                Ok(plan) if decision == Decision::Create => todo.create.push(plan),
                Ok(plan) => todo.update.push((plan, if is_refresh { Scope::Links } else { Scope::All })),
                Err(reason) => {
                    let done = if decision == Decision::Create { "scheduled" } else { "updated" };
                    let text = format!("The email “{}” was not {done}: {reason}.", action.signal.label());
                    todo.notices.push(Notice::warning(text));
                }
            },
        }
    }
    Ok(todo)
}

async fn write(change: &mut Change, todo: Todo, now: DateTime<Utc>) -> Result<Vec<Notice>> {
    let author = change.person();
    let Todo { create, update, cancel, mut notices } = todo;
    for (n, email) in withdraw_all(change, &cancel, author).await.map_err(TransitionError::into_error)? {
        if let Some((signal, ..)) = cancel.get(n) {
            let text = "An email was called off, since there is no reason for it any more:".to_owned();
            notices.push(Notice::about(Level::Warning, text, *signal, email));
        }
    }
    if !update.is_empty() {
        let plans: Vec<(&Plan, Scope)> = update.iter().map(|(plan, scope)| (plan, *scope)).collect();
        let updated = update_all(change, &plans, author).await.map_err(TransitionError::into_error)?;
        notices.extend(
            updated.into_iter().zip(&update).filter_map(|(updated, (plan, scope))| said_of_update(&updated, plan, *scope)),
        );
    }
    if !create.is_empty() {
        let outcomes = schedule_all(change, &create, author).await?;
        let mut certified: Vec<Uuid> = Vec::new();
        for (outcome, plan) in outcomes.into_iter().zip(&create) {
            if let (Outcome::Scheduled(id), Signal::InstructorBadgeAwarded) = (&outcome, plan.signal) {
                certified.push(*id);
            }
            notices.extend(said_of_creation(&outcome, plan, now));
        }
        if !certified.is_empty() {
            await_attachment(change, &certified, CERTIFICATE).await?;
        }
    }
    Ok(few(notices))
}

fn said_of_creation(outcome: &Outcome, plan: &Plan, now: DateTime<Utc>) -> Option<Notice> {
    let signal = plan.signal;
    let name = signal.label();
    let text = match outcome {
        Outcome::Scheduled(id) => {
            let when = relative(plan.when.moment(now), now);
            let text = format!("A new email was scheduled, to be sent {when}:");
            return Some(Notice::about(Level::Info, text, signal, *id));
        }
        // Whoever has put a template out of use wants no email (EML-SEED-01).
        Outcome::Off | Outcome::Exists | Outcome::Inactive => return None,
        Outcome::NoRecipients => no_recipients(name),
        Outcome::NoTemplate => {
            format!("The email “{name}” was not scheduled: there is no template for {}.", signal.code())
        }
        Outcome::Faulty(fault) => {
            tracing::error!(signal = signal.code(), fault, "a template cannot be read");
            format!("The email “{name}” was not scheduled: {fault}")
        }
    };
    Some(Notice::warning(text))
}

fn no_recipients(name: &str) -> String {
    format!("The email “{name}” was not scheduled: nobody whom it would go to has an email address.")
}

fn said_of_update(updated: &Updated, plan: &Plan, scope: Scope) -> Option<Notice> {
    let signal = plan.signal;
    let name = signal.label();
    match updated {
        // It is silent.
        _ if scope == Scope::Links => None,
        Updated::Done(id) => Some(Notice::about(Level::Info, "A scheduled email was updated:".to_owned(), signal, *id)),
        Updated::Moved { id, by_hand, now } => {
            let text = format!(
                "An email that was to be sent on {} as somebody had set by hand will be sent on {}, since what it depends on has moved:",
                by_hand.format("%Y-%m-%d at %H:%M UTC"),
                now.format("%Y-%m-%d at %H:%M UTC")
            );
            Some(Notice::about(Level::Warning, text, signal, *id))
        }
        Updated::NoRecipients => {
            Some(Notice::warning(format!("The email “{name}” was not updated: nobody whom it would go to has an email address.")))
        }
        Updated::Faulty(fault) => {
            tracing::error!(signal = signal.code(), fault, "a template cannot be read");
            Some(Notice::warning(format!("The email “{name}” was not updated: {fault}")))
        }
        Updated::Off => None,
        // Both would go out, and neither says what is the case now: somebody must choose.
        Updated::Several => {
            let (kind, id) = plan.target.map_or(("", 0), |target: scheduled_email::Target| (target.kind.table(), target.id));
            tracing::warn!(signal = signal.code(), kind, id, "several emails wait for the same, and none was updated");
            Some(Notice::warning(format!("The email “{name}” was not updated: several of them are waiting. Cancel all but one.")))
        }
        Updated::None => {
            let (kind, id) = plan.target.map_or(("", 0), |target: scheduled_email::Target| (target.kind.table(), target.id));
            tracing::info!(signal = signal.code(), kind, id, ?updated, "nothing was updated");
            None
        }
    }
}
