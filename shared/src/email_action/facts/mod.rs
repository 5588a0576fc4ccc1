//! What actions must know of records: one statement for all of them, whatever their kinds and number.

mod award;
mod event;
mod membership;
mod partnership;
mod person;
mod read;
mod signup;
mod task;
mod trainee;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

pub(super) use award::Award;
pub(super) use event::{Event, ids as person_ids};
pub(super) use membership::Membership;
pub(super) use partnership::Partnership;
pub(super) use person::Person;
pub(super) use signup::Signup;
pub(super) use task::Task;
pub(super) use trainee::{PASSED, Progress, Trainee};

use super::action::{Action, Of};
use super::trigger::Subject;
use super::wish::{Now, Wish};
use crate::record::Kind;
use crate::scheduled_email::Target;

/// A person, by what they are to something, and where to reach them.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Contact {
    /// Person id.
    pub(super) id: i32,
    /// Role, where there are several.
    #[serde(default)]
    pub(super) role: String,
    pub(super) email: Option<String>,
}

impl Contact {
    /// The address, if there is one.
    pub(super) fn address(&self) -> Option<&str> {
        self.email.as_deref().map(str::trim).filter(|address| !address.is_empty())
    }
}

/// The facts about all records that are looked at.
#[derive(Debug, Default)]
pub(super) struct Facts {
    subjects: BTreeSet<Subject>,
    events: BTreeMap<i32, Arc<Event>>,
    tasks: BTreeMap<i32, Task>,
    signups: BTreeMap<i32, Signup>,
    awards: BTreeMap<i32, Award>,
    trainees: BTreeMap<i32, Trainee>,
    memberships: BTreeMap<i32, Membership>,
    partnerships: BTreeMap<i32, Partnership>,
    persons: BTreeMap<i32, Person>,
}

impl Facts {
    /// The subjects that an action is about, and the records that its emails are about.
    pub(super) fn subjects(&self, action: &Action) -> Vec<(Subject, Target)> {
        let target = |subject: &Subject| {
            let (kind, id) = match (action.of, *subject) {
                (Of::Event(_), Subject::Event(id)) => (Kind::Event, id),
                (Of::Task(_), Subject::Task(id)) => (Kind::Task, id),
                (Of::Signup(_), Subject::Signup(id)) => (Kind::InstructorRecruitmentSignup, id),
                (Of::Award(_), Subject::Award(id)) => (Kind::Award, id),
                (Of::Trainee(_), Subject::Trainee(id)) | (Of::Merged(_), Subject::Merged(id)) => (Kind::Person, id),
                (Of::Onboarding(_), Subject::Onboarding(id)) | (Of::Reports(_), Subject::Reports(id)) => (Kind::Membership, id),
                // Where the reports are looked at anyway, the seats are, too.
                (Of::Reports(_), Subject::Seats(id)) if !self.subjects.contains(&Subject::Reports(id)) => (Kind::Membership, id),
                (Of::Partnership(_), Subject::Partnership(id)) => (Kind::Partnership, id),
                _ => return None,
            };
            Some((*subject, Target { kind, id }))
        };
        self.subjects.iter().filter_map(target).collect()
    }

    /// What an action wishes for a record that is or was there.
    pub(super) fn wish(&self, action: &Action, id: i32, now: Now) -> Wish {
        let wish = match action.of {
            Of::Event(wish) => self.events.get(&id).map(|facts| wish(facts, now)),
            Of::Task(wish) => self.tasks.get(&id).map(|facts| wish(facts, now)),
            Of::Signup(wish) => self.signups.get(&id).map(|facts| wish(facts, now)),
            Of::Award(wish) => self.awards.get(&id).map(|facts| wish(facts, now)),
            Of::Trainee(wish) => self.trainees.get(&id).map(|facts| wish(facts, now)),
            Of::Onboarding(wish) | Of::Reports(wish) => self.memberships.get(&id).map(|facts| wish(facts, now)),
            Of::Partnership(wish) => self.partnerships.get(&id).map(|facts| wish(facts, now)),
            Of::Merged(wish) => self.persons.get(&id).map(|facts| wish(facts, now)),
        };
        wish.unwrap_or_else(Wish::gone)
    }

    /// Notes of the tasks of an applicant whether their application is or will be confirmed by an email.
    pub(super) fn confirm(&mut self, signup: i32, is_confirmed: bool) {
        let Some(signup) = self.signups.get(&signup) else { return };
        let (event, person) = (signup.event.id, signup.person.id);
        for task in self.tasks.values_mut().filter(|task| task.event.id == event && task.person.id == person) {
            task.is_confirmed = is_confirmed;
        }
    }

    /// What the record of a subject is called, where a name is at hand.
    pub(super) fn label(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Event(id) => self.events.get(&id).map(|event| event.slug.clone()),
            Subject::Task(id) => self.tasks.get(&id).map(|task| format!("{}: {}", task.event.slug, task.person_name)),
            Subject::Signup(id) => self.signups.get(&id).map(|signup| format!("{}: {}", signup.event.slug, signup.person_name)),
            Subject::Award(id) => self.awards.get(&id).map(|award| format!("{}: {}", award.badge, award.person_name)),
            Subject::Trainee(id) => self.trainees.get(&id).map(|trainee| trainee.name.clone()),
            Subject::Onboarding(id) | Subject::Reports(id) | Subject::Seats(id) => {
                self.memberships.get(&id).map(|membership| membership.name.clone())
            }
            Subject::Partnership(id) => self.partnerships.get(&id).map(|partnership| partnership.name.clone()),
            Subject::Merged(id) => self.persons.get(&id).map(|person| person.name.clone()),
            Subject::Person(_) | Subject::Address(_) | Subject::Membership(_) => None,
        }
    }
}
