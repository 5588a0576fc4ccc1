//! What is to be known of events.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Contact;
use crate::email_action::wish::{Condition, Now, day, shift};
use crate::event::SELF_ORGANIZED;
use crate::task::{HOST, INSTRUCTOR};

/// The tags of the lesson programs.
const CARPENTRIES: [&str; 3] = ["DC", "LC", "SWC"];
/// The tags of events that do not take place, or may not.
const INACTIVE: [&str; 3] = ["cancelled", "stalled", "unresponsive"];
/// The role of those who help.
const HELPER: &str = "helper";

/// An event.
#[derive(Debug, Deserialize)]
pub(in crate::email_action) struct Event {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) slug: String,
    pub(in crate::email_action) start: Option<NaiveDate>,
    pub(in crate::email_action) end: Option<NaiveDate>,
    pub(in crate::email_action) has_website: bool,
    /// Domain of the organization that runs it.
    pub(in crate::email_action) administrator: Option<String>,
    /// Organization id.
    pub(in crate::email_action) host_id: i32,
    /// Person id of who looks after it.
    pub(in crate::email_action) assigned_to: Option<i32>,
    pub(in crate::email_action) tags: Vec<String>,
    /// Instructors are looked for.
    pub(in crate::email_action) is_recruiting: bool,
    /// Instructors, hosts and helpers by their tasks, in order.
    people: Vec<Contact>,
    pub(in crate::email_action) submission: Option<Submission>,
}

/// The self-organised submission that has become an event.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::email_action) struct Submission {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) email: String,
    pub(in crate::email_action) additional_contact: String,
    /// Person id of who looks after it.
    pub(in crate::email_action) assigned_to: Option<i32>,
}

impl Event {
    fn of_role(&self, role: &'static str) -> impl Iterator<Item = &Contact> + Clone {
        self.people.iter().filter(move |person| person.role == role)
    }

    pub(in crate::email_action) fn instructors(&self) -> impl Iterator<Item = &Contact> + Clone {
        self.of_role(INSTRUCTOR)
    }

    pub(in crate::email_action) fn hosts(&self) -> impl Iterator<Item = &Contact> + Clone {
        self.of_role(HOST)
    }

    pub(in crate::email_action) fn helpers(&self) -> impl Iterator<Item = &Contact> + Clone {
        self.of_role(HELPER)
    }

    fn has_one_of(&self, tags: &[&str]) -> bool {
        self.tags.iter().any(|tag| tags.contains(&tag.as_str()))
    }

    fn said_tags(&self) -> String {
        if self.tags.is_empty() { "none".to_owned() } else { self.tags.join(", ") }
    }

    /// At least one of these tags.
    pub(in crate::email_action) fn tagged(&self, tags: &[&str]) -> Condition {
        Condition::new(format!("a tag among {}: {}", tags.join(", "), self.said_tags()), self.has_one_of(tags))
    }

    /// A tag of a lesson program (EML-ACT-10; other tags do not matter).
    pub(in crate::email_action) fn of_a_program(&self) -> Condition {
        self.tagged(&CARPENTRIES)
    }

    /// None of the tags of events that do not take place.
    pub(in crate::email_action) fn active(&self) -> Condition {
        Condition::new(format!("no tag among {}: {}", INACTIVE.join(", "), self.said_tags()), !self.has_one_of(&INACTIVE))
    }

    fn said_administrator(&self) -> &str {
        self.administrator.as_deref().unwrap_or("none")
    }

    /// Run by an organization other than `without`, or by any.
    pub(in crate::email_action) fn administered(&self, without: Option<&str>) -> Condition {
        let is_met = self.administrator.is_some() && self.administrator.as_deref() != without;
        let other = without.map(|domain| format!(" other than {domain}")).unwrap_or_default();
        Condition::new(format!("an administrator{other}: {}", self.said_administrator()), is_met)
    }

    /// Run by us, not by its host.
    pub(in crate::email_action) fn centrally_organised(&self) -> Condition {
        self.administered(Some(SELF_ORGANIZED))
    }

    pub(in crate::email_action) fn self_organised(&self) -> Condition {
        let is_met = self.administrator.as_deref() == Some(SELF_ORGANIZED);
        Condition::new(format!("the administrator {SELF_ORGANIZED}: {}", self.said_administrator()), is_met)
    }

    /// Begins so many days from today, or later.
    pub(in crate::email_action) fn starts_in(&self, days: i64, now: Now) -> Condition {
        let earliest = shift(now.today(), days);
        let is_met = self.start.is_some_and(|start| start >= earliest);
        Condition::new(format!("a start on {earliest} or later: {}", day(self.start)), is_met)
    }

    /// Begins today or later.
    pub(in crate::email_action) fn starts_in_future(&self, now: Now) -> Condition {
        self.starts_in(0, now)
    }

    /// So many people of a role, or more.
    pub(in crate::email_action) fn at_least(&self, number: usize, role: &str) -> Condition {
        let count = self.people.iter().filter(|person| person.role == role).count();
        let plural = if number == 1 { "" } else { "s" };
        Condition::new(format!("at least {number} {role}{plural}: {count}"), count >= number)
    }

    /// Nobody who helps yet.
    pub(in crate::email_action) fn without_helpers(&self) -> Condition {
        let count = self.helpers().count();
        Condition::new(format!("no helpers: {count}"), count == 0)
    }
}

/// The ids of people.
pub(in crate::email_action) fn ids<'a>(people: impl Iterator<Item = &'a Contact>) -> Vec<i32> {
    people.map(|person| person.id).collect()
}
