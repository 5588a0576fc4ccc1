//! What an email of each action is about, and to whom it goes (emails.md, sections 3.3 to 3.19).

use chrono::Duration;
use serde_json::{Map, Value, json};
use shared::record::Kind;

use crate::demo::events::Event;
use crate::demo::memberships::Membership;
use crate::demo::offering::Partnership;
use crate::demo::organizations::Organization;
use crate::demo::people::{Person, by_id};
use crate::demo::recruitments::Signup;
use crate::demo::requests::Linked;
use crate::demo::skills::Award;
use crate::demo::tasks::{Task, Tasks};

/// The records that emails are about.
pub(in crate::demo) struct Sources<'w> {
    pub(in crate::demo) people: &'w [Person],
    pub(in crate::demo) organizations: &'w [Organization],
    pub(in crate::demo) events: &'w [Event],
    pub(in crate::demo) tasks: &'w Tasks,
    pub(in crate::demo) awards: &'w [Award],
    pub(in crate::demo) signups: &'w [Signup],
    pub(in crate::demo) memberships: &'w [Membership],
    /// Who is in each membership.
    pub(in crate::demo) members: &'w [Vec<i32>],
    pub(in crate::demo) partnerships: &'w [Partnership],
    pub(in crate::demo) submissions: &'w [Linked],
}

/// An email's links.
pub(super) struct Letter<'w> {
    pub(super) context: Map<String, Value>,
    to: Vec<&'w Person>,
    /// An address that is no person's, as the record that has it, and the address.
    beside: Option<(String, &'w str)>,
    pub(super) target: (Kind, i32),
}

impl<'w> Letter<'w> {
    fn new(target: (Kind, i32), to: Vec<&'w Person>, context: Value) -> Self {
        let context = if let Value::Object(context) = context { context } else { Map::new() };
        Self { context, to, beside: None, target }
    }

    /// Who gets it, as far as is known by now.
    pub(super) fn addresses(&self) -> Vec<&'w str> {
        self.to.iter().filter_map(|person| person.email.as_deref()).chain(self.beside.iter().map(|beside| beside.1)).collect()
    }

    /// Whose address is read when it is sent.
    pub(super) fn recipients(&self) -> Value {
        let persons = self.to.iter().map(|person| link("person", person.id));
        let all = persons.chain(self.beside.iter().map(|beside| beside.0.clone()));
        all.map(|uri| json!({"api_uri": uri, "property": "email"})).collect()
    }
}

fn link(model: &str, id: i32) -> String {
    format!("api:{model}#{id}")
}

fn links<'i>(model: &str, ids: impl IntoIterator<Item = &'i i32>) -> Vec<String> {
    ids.into_iter().map(|id| link(model, *id)).collect()
}

const NONE: &str = "value:none#";

impl<'w> Sources<'w> {
    /// Up to so many letters of the action, each about something else.
    pub(super) fn letters(&self, signal: &str, count: usize) -> Vec<Letter<'w>> {
        let first = |letters: &mut dyn Iterator<Item = Letter<'w>>| -> Vec<Letter<'w>> {
            letters.filter(|letter| !letter.addresses().is_empty()).take(count).collect()
        };
        match signal {
            "instructor_badge_awarded" => first(&mut self.awards.iter().filter_map(|award| self.badge(award))),
            "instructor_confirmed_for_workshop" => first(&mut self.of_signups(&["a"])),
            "instructor_declined_from_workshop" => first(&mut self.of_signups(&["d"])),
            "instructor_signs_up_for_workshop" | "admin_signs_instructor_up_for_workshop" => {
                first(&mut self.of_signups(&["p", "a", "d"]))
            }
            "persons_merged" => first(&mut self.people.iter().filter(|person| person.active).map(|person| {
                Letter::new((Kind::Person, person.id), vec![person], json!({"person": link("person", person.id)}))
            })),
            "instructor_task_created_for_workshop" => first(&mut self.tasks.all.iter().filter_map(|task| self.task(task))),
            "instructor_training_completed_not_badged" => {
                first(&mut self.tasks.trainees(self.events).filter_map(|task| self.trainee(task)))
            }
            "new_partnership_onboarding" => first(&mut self.partnerships.iter().map(|partnership| self.partnership(partnership))),
            "new_self_organised_workshop" => first(&mut self.submissions.iter().map(|linked| self.submission(linked))),
            "new_membership_onboarding" => first(&mut self.of_memberships(false)),
            quarterly if quarterly.starts_with("membership_quarterly") => first(&mut self.of_memberships(true)),
            _ => first(&mut (0..self.events.len()).filter_map(|event| self.event(event, signal))),
        }
    }

    fn badge(&self, award: &Award) -> Option<Letter<'w>> {
        let person = by_id(self.people, award.person);
        let context = json!({
            "person": link("person", award.person),
            "award": link("award", award.id),
            "award_id": format!("value:int#{}", award.id),
        });
        (award.badge == "instructor").then(|| Letter::new((Kind::Award, award.id), vec![person], context))
    }

    fn of_signups(&self, states: &'static [&'static str]) -> impl Iterator<Item = Letter<'w>> {
        self.signups.iter().filter(|signup| states.contains(&signup.state)).map(|signup| {
            let context = json!({
                "person": link("person", signup.person),
                "event": link("event", self.events[signup.event].id),
                "instructor_recruitment_signup": link("instructorrecruitmentsignup", signup.id),
            });
            Letter::new((Kind::InstructorRecruitmentSignup, signup.id), vec![by_id(self.people, signup.person)], context)
        })
    }

    fn task(&self, task: &Task) -> Option<Letter<'w>> {
        let event = &self.events[task.event];
        let context = json!({
            "person": link("person", task.person),
            "event": link("event", event.id),
            "task": link("task", task.id),
            "task_id": format!("value:int#{}", task.id),
        });
        let fits = task.role == "instructor" && event.subject.is_central_workshop();
        fits.then(|| Letter::new((Kind::Task, task.id), vec![by_id(self.people, task.person)], context))
    }

    /// Somebody who was at a training, and has no badge.
    fn trainee(&self, task: &Task) -> Option<Letter<'w>> {
        let (person, event) = (by_id(self.people, task.person), &self.events[task.event]);
        let end = event.end.filter(|_| event.is_over() && !person.teaches)?;
        let context = json!({
            "person": link("person", person.id),
            "passed_requirements": [],
            "not_passed_requirements": [],
            "not_graded_requirements": [],
            "training_completed_date": format!("value:date#{end}"),
            "certification_deadline": format!("value:date#{}", end + Duration::days(90)),
        });
        Some(Letter::new((Kind::Person, person.id), vec![person], context))
    }

    fn of_memberships(&self, quarterly: bool) -> impl Iterator<Item = Letter<'w>> {
        let fits = |variant: &str| matches!(variant, "bronze" | "silver" | "gold" | "platinum");
        let memberships = self.memberships.iter().zip(self.members).filter(move |(membership, _)| fits(membership.variant));
        memberships.map(move |(membership, members)| {
            let seats: Vec<&Task> = self.tasks.all.iter().filter(|task| quarterly && task.seat == Some(membership.id)).collect();
            let events = self.events.iter().filter(|event| event.membership == Some(membership.id)).map(|event| &event.id);
            let context = if quarterly {
                json!({
                    "membership": link("membership", membership.id),
                    "member_contacts": links("person", members),
                    "events": links("event", events),
                    "trainee_tasks": links("task", seats.iter().map(|task| &task.id)),
                    "trainees": links("person", seats.iter().map(|task| &task.person)),
                })
            } else {
                json!({"membership": link("membership", membership.id)})
            };
            Letter::new((Kind::Membership, membership.id), self.persons(members), context)
        })
    }

    fn partnership(&self, partnership: &Partnership) -> Letter<'w> {
        let context = json!({"partnership": link("partnership", partnership.id)});
        Letter::new((Kind::Partnership, partnership.id), self.persons(&partnership.contacts), context)
    }

    fn submission(&self, linked: &'w Linked) -> Letter<'w> {
        let event = &self.events[linked.event];
        let context = json!({
            "assignee": NONE,
            "workshop_host": link("organization", self.organizations[event.organization].id),
            "event": link("event", event.id),
            "short_notice": "value:bool#False",
            "self_organised_submission": link("selforganisedsubmission", linked.id),
        });
        let mut letter = Letter::new((Kind::Event, event.id), Vec::new(), context);
        letter.beside = Some((link("selforganisedsubmission", linked.id), &linked.email));
        letter
    }

    /// About an event, to those who teach or host there.
    fn event(&self, place: usize, signal: &str) -> Option<Letter<'w>> {
        let event = &self.events[place];
        let [hosts, instructors, helpers] = ["host", "instructor", "helper"].map(|role| self.tasks.persons(place, role));
        let fits = match signal {
            "instructor_training_approaching" => event.subject.is_training() && instructors.len() > 1,
            "host_instructors_introduction" => event.subject.is_central_workshop() && !hosts.is_empty() && instructors.len() > 1,
            "recruit_helpers" => {
                event.subject.is_central_workshop() && !hosts.is_empty() && !instructors.is_empty() && helpers.is_empty()
            }
            "post_workshop_7days" => {
                event.is_over() && !event.subject.by_trainers() && !hosts.is_empty() && !instructors.is_empty()
            }
            // What has been asked for may have come since.
            _ => !event.subject.by_trainers() && !instructors.is_empty(),
        };
        if !fits {
            return None;
        }
        let mut context = json!({"event": link("event", event.id), "instructors": links("person", &instructors)});
        let mut to = instructors.clone();
        if signal != "instructor_training_approaching" {
            context["assignee"] = json!(NONE);
        }
        match signal {
            "host_instructors_introduction" => {
                context["workshop_host"] = json!(link("organization", self.organizations[event.organization].id));
                context["host"] = json!(hosts.first().map_or_else(|| NONE.to_owned(), |host| link("person", *host)));
                to.splice(0..0, hosts);
            }
            "recruit_helpers" | "post_workshop_7days" => {
                context["hosts"] = json!(links("person", &hosts));
                if signal == "post_workshop_7days" {
                    context["helpers"] = json!(links("person", &helpers));
                }
                to.extend(hosts);
            }
            _ => {}
        }
        Some(Letter::new((Kind::Event, event.id), self.persons(&to), context))
    }

    /// Those persons who have an address.
    fn persons(&self, ids: &[i32]) -> Vec<&'w Person> {
        ids.iter().map(|id| by_id(self.people, *id)).filter(|person| person.email.is_some()).collect()
    }
}
