//! Workshops and trainings in every state that the pages tell apart.

mod state;

use std::collections::HashSet;

use chrono::{Duration, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

use state::{distance, state};

use super::World;
use super::bulk::{Bulk, row};
use super::memberships::Membership;
use super::names::{STREETS, VENUES};
use super::organizations::Organization;
use super::people::{LOGINS, Person};
use super::random::Random;

pub(super) use state::State;

/// An event.
pub(super) struct Event {
    pub(super) id: i32,
    pub(super) state: State,
    pub(super) training: bool,
    pub(super) start: Option<NaiveDate>,
    /// Whose training seats its learners may take.
    pub(super) seats: Option<i32>,
    /// Whether people without a membership may apply for a training.
    pub(super) open: bool,
}

const COLUMNS: &str =
    "id int, slug text, start date, end date, host_id int, sponsor_id int, administrator_id int, membership_id int,
    language_id int, assigned_to_id int, event_category_id uuid, url text, reg_key text, manual_attendance int, contact text,
    country text, venue text, address text, latitude double precision, longitude double precision, completed boolean,
    open_ttt_applications boolean, public_status text";

/// What an event is about: its tag, its administrator's domain, its curricula.
const SUBJECTS: &[(&str, &str, &[&str])] = &[
    ("SWC", "software-carpentry.org", &["swc-python", "swc-r", "swc-plotting", "swc-reproducible-science"]),
    ("DC", "datacarpentry.org", &["dc-ecology-r", "dc-genomics", "dc-geospatial", "dc-socsci-python", "dc-ecology-python"]),
    ("LC", "librarycarpentry.org", &["lc"]),
    ("Circuits", "self-organized", &["mix-match"]),
    ("SWC", "self-organized", &["swc-python"]),
    ("TTT", "carpentries.org", &[]),
];

/// Writes the events with their tags, curricula and lessons.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
    people: &[Person],
    memberships: &[Membership],
) -> anyhow::Result<Vec<Event>> {
    let mut random = Random::named("events");
    let mut writer = Writer {
        world,
        organizations,
        memberships,
        staff: people
            .iter()
            .zip(LOGINS)
            .filter(|(_, login)| matches!(login.0, "admin" | "operator"))
            .map(|(person, _)| person.id)
            .collect(),
        slugs: HashSet::new(),
        events: Bulk::into("event", COLUMNS),
        tags: Bulk::into("event_tag", "event_id int, tag_id int"),
        curricula: Bulk::into("event_curriculum", "event_id int, curriculum_id int"),
        lessons: Bulk::into("event_lesson", "event_id int, lesson_id int"),
    };
    let mut events = Vec::with_capacity(world.size.events);
    for (id, number) in (1..).zip(0..world.size.events) {
        events.push(writer.event(&mut random, id, number)?);
    }
    writer.events.write(connection).await?;
    writer.tags.write(connection).await?;
    writer.curricula.write(connection).await?;
    writer.lessons.write(connection).await?;
    Ok(events)
}

struct Writer<'w> {
    world: &'w World,
    organizations: &'w [Organization],
    memberships: &'w [Membership],
    staff: Vec<i32>,
    slugs: HashSet<String>,
    events: Bulk,
    tags: Bulk,
    curricula: Bulk,
    lessons: Bulk,
}

impl<'w> Writer<'w> {
    fn event(&mut self, random: &mut Random, id: i32, number: usize) -> anyhow::Result<Event> {
        let (world, organizations) = (self.world, self.organizations);
        let lookups = &world.lookups;
        let state = state(number, random);
        let subject = if number % 8 == 3 { SUBJECTS[5] } else { SUBJECTS[number % 5] };
        let training = subject.0 == "TTT";
        // Online by tag, with a place, or in the country "Online", which can never be published (D-04).
        let online = training || number % 6 == 1;
        let nowhere = online && matches!(state, State::Completed | State::Unpublished) && random.chance(40);
        let open = training && random.chance(50);
        let first = world.today + Duration::days(distance(state, random));
        let days = random.between(1, if training { 3 } else { 1 });
        let missing = if state == State::Unpublished { 1 + random.below(4) } else { 0 };
        let start = (missing != 1).then_some(first);
        let membership = self.membership(random, first);
        let organization = match membership {
            Some(membership) => &organizations[membership.organization],
            None => random.pick(organizations),
        };
        let city = &world.cities[organization.city];
        let slug = self.slug(start, first, city.name, training, online);
        let over = matches!(state, State::Past | State::Completed) && !random.chance(6);
        let located = !nowhere && missing != 2;
        let jitter = |random: &mut Random| random.between(-400, 400) as f64 / 10_000.0;
        let country = match (nowhere, missing) {
            (true, _) => Some("W3"),
            (false, 3) => None,
            (false, _) => Some(city.country.as_str()),
        };
        let address = format!("{} {}, {}", random.between(1, 120), random.pick(STREETS), city.name);
        let (latitude, longitude) = (city.latitude + jitter(random), city.longitude + jitter(random));
        let assigned = matches!(state, State::Upcoming | State::Ongoing | State::Unpublished | State::Past) && random.chance(85);
        row!(
            self.events,
            id,
            &slug,
            start,
            start.map(|start| start + Duration::days(days)),
            organization.id,
            if random.chance(85) { organization.id } else { random.pick(organizations).id },
            lookups.organizations.id(subject.1)?,
            membership.filter(|_| !training).map(|membership| membership.id),
            lookups.languages.id(if random.chance(70) { "en" } else { city.language })?,
            assigned.then(|| *random.pick(&self.staff)),
            self.category(training),
            (missing != 4).then(|| format!("https://workshops.example.org/{slug}")),
            if random.chance(30) { random.between(100_000_000_000, 999_999_999_999).to_string() } else { String::new() },
            if over { random.between(8, 40) } else { 0 },
            format!("workshops@{}", organization.domain.split('/').next().unwrap_or_default()),
            country,
            if nowhere {
                "Internet"
            } else if located {
                *random.pick(VENUES)
            } else {
                ""
            },
            if nowhere {
                "Internet"
            } else if located {
                address.as_str()
            } else {
                ""
            },
            located.then_some(latitude),
            located.then_some(longitude),
            state == State::Completed,
            open,
            if random.chance(90) { "public" } else { "private" },
        );
        self.sets(random, id, state, subject, online)?;
        let seats = if training { self.seats(random, first) } else { None };
        Ok(Event { id, state, training, start, seats, open })
    }

    /// Tags, curricula and lessons.
    fn sets(
        &mut self,
        random: &mut Random,
        id: i32,
        state: State,
        subject: (&str, &str, &[&str]),
        online: bool,
    ) -> anyhow::Result<()> {
        let lookups = &self.world.lookups;
        let mut tags = vec![subject.0];
        tags.extend(online.then_some("online"));
        tags.extend(match state {
            State::Cancelled => Some("cancelled"),
            State::Stalled => Some("stalled"),
            State::Unresponsive => Some("unresponsive"),
            _ => None,
        });
        for (tag, percent) in [("Pilot", 3), ("private-event", 4), ("for-profit", 2), ("scholarship", 3)] {
            tags.extend(random.chance(percent).then_some(tag));
        }
        for tag in tags {
            row!(self.tags, id, lookups.tags.id(tag)?);
        }
        if let [_, ..] = subject.2 {
            let slug = *random.pick(subject.2);
            row!(self.curricula, id, lookups.curricula.id(slug)?);
            let count = random.below(4);
            for lesson in random.some(&lookups.lessons.all, count) {
                row!(self.lessons, id, *lesson);
            }
        }
        Ok(())
    }

    fn membership(&self, random: &mut Random, day: NaiveDate) -> Option<&'w Membership> {
        let candidate = random.pick(self.memberships);
        (random.chance(60) && candidate.start <= day && day <= candidate.end).then_some(candidate)
    }

    /// A membership whose agreement covers that day.
    fn seats(&self, random: &mut Random, day: NaiveDate) -> Option<i32> {
        let covering: Vec<_> =
            self.memberships.iter().filter(|membership| membership.start <= day && day <= membership.end).collect();
        (!covering.is_empty()).then(|| random.pick(&covering).id)
    }

    fn category(&self, training: bool) -> Option<Uuid> {
        self.world.lookups.categories.get(if training { "training" } else { "workshop" }).copied()
    }

    fn slug(&mut self, start: Option<NaiveDate>, first: NaiveDate, city: &str, training: bool, online: bool) -> String {
        let date = start.map_or_else(|| first.format("%Y-%m-xx").to_string(), |start| start.format("%Y-%m-%d").to_string());
        let mut slug = format!("{date}-{}", city.to_lowercase().replace(' ', "-"));
        if training {
            slug += "-ttt";
        }
        if online {
            slug += "-online";
        }
        let plain = slug.clone();
        for number in 2.. {
            if self.slugs.insert(slug.clone()) {
                break;
            }
            slug = format!("{plain}-{number}");
        }
        slug
    }
}
