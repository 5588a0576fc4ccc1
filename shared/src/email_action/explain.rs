//! Why a record has the emails that it has, and which are to come: for the people who wonder.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::action::{ACTIONS, Action, Exists};
use super::decision::{self, Asked, Decision, Email, decide};
use super::facts::Facts;
use super::trigger::Subject;
use super::wish::{Condition, Now};
use crate::Result;
use crate::db::Db;
use crate::email_template::Signal;
use crate::record::Kind;
use crate::scheduled_email::{State, Target};

/// Whose emails are explained, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// An event, with its instructors' tasks and the applications for it.
    Event(i32),
    /// A person: as a trainee, with their tasks as an instructor, their awards and their applications.
    Person(i32),
    /// A membership.
    Membership(i32),
    /// A partnership.
    Partnership(i32),
}

impl About {
    /// The record that it is.
    #[must_use]
    pub fn record(self) -> (Kind, i32) {
        match self {
            Self::Event(id) => (Kind::Event, id),
            Self::Person(id) => (Kind::Person, id),
            Self::Membership(id) => (Kind::Membership, id),
            Self::Partnership(id) => (Kind::Partnership, id),
        }
    }
}

/// An action for a record.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The action.
    pub signal: Signal,
    /// The record that its email is about.
    pub target: Target,
    /// What that record is called.
    pub label: String,
    /// The conditions, met or not.
    pub conditions: Vec<Condition>,
    /// Whether all are met.
    pub is_wanted: bool,
    /// What saving the record now would do. What happens once is never made by that.
    pub decision: Decision,
    /// When the email is sent: as it is scheduled, or else as it would be; nothing where nobody can tell.
    pub at: Option<DateTime<Utc>>,
    /// The addresses that it would go to as of now.
    pub to: Vec<String>,
    /// The emails that there are, the newest first.
    pub emails: Vec<Email>,
    /// It follows from something at the moment when that happens, such as an award, and from nothing later.
    pub is_of_the_moment: bool,
}

impl Explained {
    /// The email that is still to be sent, if there is one.
    #[must_use]
    pub fn upcoming(&self) -> Option<&Email> {
        self.emails.iter().find(|email| matches!(email.state, State::Scheduled | State::Failed | State::Locked))
    }

    /// Whether there is, or would be, something to come.
    #[must_use]
    pub fn is_to_come(&self) -> bool {
        self.upcoming().is_some() || (self.decision == Decision::Create && !self.is_of_the_moment)
    }
}

/// Every action that is about a record or what belongs to it, in the order in which they are decided: three statements, whatever belongs
/// to it. What happens once is left out where it did not happen.
///
/// # Errors
/// When the database cannot be asked.
pub async fn explain(db: &mut Db, about: About, now: DateTime<Utc>) -> Result<Vec<Explained>> {
    let subjects = subjects(db, about).await?;
    let facts = Facts::read(db, subjects).await?;
    all(db, &facts, Now(now)).await
}

/// What every action has to say about the records that are known.
pub(super) async fn all(db: &mut Db, facts: &Facts, now: Now) -> Result<Vec<Explained>> {
    let asked: Vec<(&Action, Subject, Target)> = ACTIONS
        .iter()
        .flat_map(|action| facts.subjects(action).into_iter().map(|(subject, target)| (*action, subject, target)))
        .collect();
    let keys: Vec<(Signal, Target)> = asked.iter().map(|(action, _, target)| (action.signal, *target)).collect();
    let emails = decision::emails(db, &keys).await?;
    let explained = asked.into_iter().filter_map(|(action, subject, target)| {
        let there = decision::of(&emails, action.signal, target);
        if action.exists == Exists::Never && there.is_empty() {
            return None;
        }
        let wish = facts.wish(action, target.id, now);
        let asked =
            Asked { should_exist: wish.should_exist(), may_begin: wish.may_begin(), has_occurred: false, is_refresh: false };
        let waiting = there.iter().find(|email| matches!(email.state, State::Scheduled | State::Failed));
        let planned = wish.when.ok().map(|when| when.moment(now.0));
        Some(Explained {
            signal: action.signal,
            target,
            label: facts.label(subject).unwrap_or_default(),
            is_wanted: asked.should_exist,
            decision: decide(action.exists, there, asked),
            at: waiting.map(|email| email.scheduled_at).or(planned),
            conditions: wish.conditions,
            to: wish.to,
            emails: there.to_vec(),
            is_of_the_moment: action.exists == Exists::Live,
        })
    });
    Ok(explained.collect())
}

/// The record and what belongs to it: one statement.
async fn subjects(db: &mut Db, about: About) -> Result<BTreeSet<Subject>> {
    let (kind, id) = about.record();
    let rows = sqlx::query!(
        r#"SELECT $1::text AS "subject!", $2::int AS "id!" WHERE $1 IN ('event', 'partnership')
           UNION SELECT x.subject, $2 FROM (VALUES ('onboarding'), ('reports')) AS x (subject) WHERE $1 = 'membership'
           UNION SELECT x.subject, $2 FROM (VALUES ('trainee'), ('merged')) AS x (subject) WHERE $1 = 'person'
           UNION SELECT 'task', t.id FROM task t JOIN role r ON r.id = t.role_id
            WHERE r.name = 'instructor' AND ($1 = 'event' AND t.event_id = $2 OR $1 = 'person' AND t.person_id = $2)
           UNION SELECT 'signup', s.id FROM instructor_recruitment i JOIN instructor_recruitment_signup s ON s.recruitment_id = i.id
            WHERE $1 = 'event' AND i.event_id = $2
           UNION SELECT 'signup', s.id FROM instructor_recruitment_signup s WHERE $1 = 'person' AND s.person_id = $2
           UNION SELECT 'award', a.id FROM award a WHERE $1 = 'person' AND a.person_id = $2"#,
        kind.table(),
        id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Subject::of(&row.subject, row.id)).collect())
}
