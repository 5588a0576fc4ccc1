//! What makes actions look: records that were changed, and what happens once (emails.md 3.2).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use super::Notice;

/// A record whose emails are to be looked at, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An event.
    Event(i32),
    /// A task; its event is looked at apart.
    Task(i32),
    /// A person, through all tasks of theirs and the events of these (T1).
    Person(i32),
    /// A person whose address has changed: whatever is about them.
    Address(i32),
    /// An award.
    Award(i32),
    /// A person as a trainee.
    Trainee(i32),
    /// An instructor's application for a workshop.
    Signup(i32),
    /// A membership: both of the following.
    Membership(i32),
    /// The welcome of a membership.
    Onboarding(i32),
    /// The reports of a membership.
    Reports(i32),
    /// A membership whose seats are used otherwise: emails about it are refreshed, but neither made nor called off (EML-ACT-Q).
    Seats(i32),
    /// A partnership.
    Partnership(i32),
    /// A record that two persons were merged into.
    Merged(i32),
}

impl Subject {
    /// The name it has in SQL, and the id.
    pub(super) fn parts(self) -> (&'static str, i32) {
        match self {
            Self::Event(id) => ("event", id),
            Self::Task(id) => ("task", id),
            Self::Person(id) => ("person", id),
            Self::Address(id) => ("address", id),
            Self::Award(id) => ("award", id),
            Self::Trainee(id) => ("trainee", id),
            Self::Signup(id) => ("signup", id),
            Self::Membership(id) => ("membership", id),
            Self::Onboarding(id) => ("onboarding", id),
            Self::Reports(id) => ("reports", id),
            Self::Seats(id) => ("seats", id),
            Self::Partnership(id) => ("partnership", id),
            Self::Merged(id) => ("merged", id),
        }
    }

    /// The subject with this name in SQL.
    pub(super) fn of(name: &str, id: i32) -> Option<Self> {
        Some(match name {
            "event" => Self::Event(id),
            "task" => Self::Task(id),
            "person" => Self::Person(id),
            "address" => Self::Address(id),
            "award" => Self::Award(id),
            "trainee" => Self::Trainee(id),
            "signup" => Self::Signup(id),
            "membership" => Self::Membership(id),
            "onboarding" => Self::Onboarding(id),
            "reports" => Self::Reports(id),
            "seats" => Self::Seats(id),
            "partnership" => Self::Partnership(id),
            "merged" => Self::Merged(id),
            _ => return None,
        })
    }
}

/// What happens once, and asks for an email of its own each time; by ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occurrence {
    /// Two persons became this one (T2).
    PersonsMerged(i32),
    /// An instructor made this application (T13).
    SignedUp(i32),
    /// An admin made this application for an instructor (T12).
    SignedUpByAdmin(i32),
    /// A self-organised submission was accepted as this event (T25).
    SelfOrganised(i32),
}

impl Occurrence {
    /// The record that its email is about.
    pub(super) fn subject(self) -> Subject {
        match self {
            Self::PersonsMerged(id) => Subject::Merged(id),
            Self::SignedUp(id) | Self::SignedUpByAdmin(id) => Subject::Signup(id),
            Self::SelfOrganised(id) => Subject::Event(id),
        }
    }
}

/// What a change was told besides what its versions tell.
#[derive(Debug, Default)]
pub struct Triggers {
    pub(super) touched: BTreeSet<Subject>,
    pub(super) occurred: BTreeSet<Occurrence>,
    /// No email begins but for what has occurred.
    pub(super) only_kept: bool,
}

impl Triggers {
    /// Adds a record to look at.
    pub fn touch(&mut self, subject: Subject) {
        self.touched.insert(subject);
    }

    /// Adds something that has happened.
    pub fn occur(&mut self, occurrence: Occurrence) {
        self.touched.insert(occurrence.subject());
        self.occurred.insert(occurrence);
    }

    /// Nothing has happened that emails begin with, but for what has occurred: those that there are are kept right.
    pub fn only_keep(&mut self) {
        self.only_kept = true;
    }
}

/// Whether emails follow from the changes of a request (the flag `EMAIL_MODULE`), and what people are told of them.
#[derive(Debug, Clone, Default)]
pub struct Emails {
    is_on: bool,
    notices: Arc<Mutex<Vec<Notice>>>,
}

impl Emails {
    /// As the flag stands.
    #[must_use]
    pub fn new(is_on: bool) -> Self {
        Self { is_on, notices: Arc::default() }
    }

    /// The same collection of notices, as the flag stands.
    #[must_use]
    pub fn switched(&self, is_on: bool) -> Self {
        Self { is_on, notices: Arc::clone(&self.notices) }
    }

    /// Whether emails follow.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Adds what a change has to tell, once it is committed.
    pub fn tell(&self, notices: Vec<Notice>) {
        if let Ok(mut told) = self.notices.lock() {
            told.extend(notices);
        }
    }

    /// Takes what was told so far.
    #[must_use]
    pub fn take(&self) -> Vec<Notice> {
        self.notices.lock().map(|mut told| std::mem::take(&mut *told)).unwrap_or_default()
    }
}
