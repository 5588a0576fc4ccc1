//! Requests for workshops from the public forms: workshop requests, inquiries, and submissions of self-organised workshops, in
//! every state, with and without an event, with every answer.

mod inquiry;
mod submission;
mod workshop;

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row, values};
use super::events::Event;
use super::memberships::Membership;
use super::names::{FAMILY, PERSONAL};
use super::organizations::Organization;
use super::people::{LOGINS, Person, by_id};
use super::random::{Random, turn};
use super::tasks::Tasks;

/// State, and whether there is an event for it. At large scales most are long answered.
const STANDINGS: &[(&str, bool)] =
    &[("p", false), ("a", true), ("d", false), ("p", false), ("a", true), ("a", false), ("d", true), ("p", true)];
const FURTHER: &[(&str, bool)] = &[("a", true), ("d", false), ("a", true), ("p", false), ("a", true), ("a", false), ("d", false)];
const WHERE: &[&str] = &["online", "inperson", "unsure"];
const PUBLIC: &[&str] = &["public", "closed", "other"];

/// The columns that all three have, in the order of [`Common::row`].
const COLUMNS: &str = "id int, created_at timestamptz, last_updated_at timestamptz, assigned_to_id int, state text, event_id int,
    data_privacy_agreement boolean, code_of_conduct_agreement boolean, host_responsibilities boolean, personal text, family text,
    email text, secondary_email text, institution_id int, institution_other_name text, institution_other_url text,
    institution_department text, online_inperson text, workshop_listed boolean, public_event text, public_event_other text,
    additional_contact text, country text, language_id int, member_code text";

/// What the three kinds are written from.
pub(super) struct Sources<'w> {
    pub(super) world: &'w World,
    pub(super) organizations: &'w [Organization],
    pub(super) people: &'w [Person],
    pub(super) events: &'w [Event],
    pub(super) tasks: &'w Tasks,
    pub(super) memberships: &'w [Membership],
}

/// Writes all of them, and answers how many there are, by kind; and the submissions with an event.
pub(super) async fn write(connection: &mut PgConnection, sources: &Sources<'_>) -> anyhow::Result<([usize; 3], Vec<Linked>)> {
    let workshops = workshop::write(connection, sources).await?;
    let inquiries = inquiry::write(connection, sources).await?;
    let (submissions, linked) = submission::write(connection, sources).await?;
    Ok(([workshops, inquiries, submissions], linked))
}

/// A submission and its event, as an index.
pub(super) struct Linked {
    pub(super) id: i32,
    pub(super) event: usize,
    pub(super) email: String,
}

/// What all three kinds of requests tell.
struct Common<'w> {
    id: i32,
    number: usize,
    created: DateTime<Utc>,
    state: &'static str,
    event: Option<usize>,
    organization: &'w Organization,
    personal: String,
    family: String,
    email: String,
    country: String,
    /// The membership of the institution.
    membership: Option<&'w Membership>,
}

impl<'w> Sources<'w> {
    /// As many requests of one kind as `count`, those with an event taking the next of `events`.
    fn common(&self, random: &mut Random, count: usize, events: &[usize]) -> Vec<Common<'w>> {
        let mut next = events.iter().copied();
        (1..).zip(0..count).map(|(id, number)| self.one(random, id, number, &mut next)).collect()
    }

    fn one(&self, random: &mut Random, id: i32, number: usize, events: &mut impl Iterator<Item = usize>) -> Common<'w> {
        let (state, linked) = if number < 3 * STANDINGS.len() { *turn(STANDINGS, number) } else { *turn(FURTHER, number) };
        let event = if linked { events.next() } else { None };
        let organization = event.map_or(random.below(self.organizations.len()), |event| self.events[event].organization);
        let begins =
            event.and_then(|event| self.events[event].start).map_or(self.world.today, |start| start.min(self.world.today));
        let age = if state == "p" { random.between(1, 60) } else { random.between(30, 200) };
        // The host of the event asked for it (DM-ST-11).
        let host = event.and_then(|event| self.tasks.persons(event, "host").first().copied());
        let host = host.map(|host| by_id(self.people, host)).filter(|host| host.email.is_some());
        let (personal, family) = match host {
            Some(host) => (host.personal.clone(), host.family.to_owned()),
            None => ((*random.pick(PERSONAL)).to_owned(), (*random.pick(FAMILY)).to_owned()),
        };
        let email = host.and_then(|host| host.email.clone()).unwrap_or_else(|| format!("host.{id}@example.com"));
        let city = &self.world.cities[self.organizations[organization].city];
        Common {
            id,
            number,
            created: random.moment(begins - Duration::days(age)),
            // An event without a task cannot have been accepted with one; what is left is pending.
            state: if linked && event.is_none() && state == "a" { "d" } else { state },
            event,
            organization: &self.organizations[organization],
            personal,
            family,
            email,
            country: city.country.clone(),
            membership: self
                .memberships
                .iter()
                .find(|membership| membership.organization == organization && membership.code.is_some()),
        }
    }

    /// Who looks after the requests.
    fn staff(&self) -> Vec<i32> {
        let people = self.people.iter().zip(LOGINS);
        people.filter(|(_, login)| matches!(login.0, "admin" | "operator")).map(|(person, _)| person.id).collect()
    }
}

impl Common<'_> {
    /// The values of [`COLUMNS`].
    fn row(&self, random: &mut Random, sources: &Sources<'_>, kind: Kind) -> anyhow::Result<Vec<Option<String>>> {
        let number = self.number;
        let lookups = &sources.world.lookups;
        // The institution: one that is known, one that is not, or (of inquiries) none.
        let (listed, other) = match number % 5 {
            3 => (false, true),
            4 if kind == Kind::Inquiry => (false, false),
            _ => (true, false),
        };
        let public = *turn(PUBLIC, number);
        let public = if kind == Kind::Inquiry && number % 7 == 5 { "" } else { public };
        let language = lookups.languages.id(if number % 4 == 2 { "es" } else { "en" })?;
        let answered = if self.state == "p" { self.created } else { self.created + Duration::hours(30) };
        Ok(values![
            self.id,
            self.created,
            answered,
            (!number.is_multiple_of(3)).then(|| *random.pick(&sources.staff())),
            self.state,
            self.event.map(|event| sources.events[event].id),
            true,
            true,
            true,
            &self.personal,
            &self.family,
            &self.email,
            if number % 6 == 5 { format!("second.{}", self.email) } else { String::new() },
            listed.then_some(self.organization.id),
            if other { "A museum of our own" } else { "" },
            if other { "https://museum.example.org/" } else { "" },
            if number % 3 == 1 { "Department of Methods" } else { "" },
            *turn(WHERE, number),
            number % 8 != 6,
            public,
            if public == "other" { "Open to members of two societies" } else { "" },
            if number % 4 == 1 { "colleague@example.org;helpdesk@example.org" } else { "" },
            &self.country,
            (kind != Kind::Inquiry || number % 3 != 2).then_some(language),
            if kind == Kind::Workshop { self.code() } else { "" },
        ])
    }

    /// The code of the institution's membership, of those who know it.
    fn code(&self) -> &str {
        self.membership.and_then(|membership| membership.code.as_deref()).filter(|_| self.number % 4 != 3).unwrap_or_default()
    }
}

/// The kinds, where they differ in what they share.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Workshop,
    Inquiry,
    Submission,
}

/// Ticks of one list.
fn tick(bulk: &mut Bulk, id: i32, ticked: &[&i32]) {
    for item in ticked {
        row!(bulk, id, **item);
    }
}
