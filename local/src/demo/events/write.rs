//! Making the events up.

use std::collections::HashSet;

use chrono::{Duration, NaiveDate};
use shared::event::ReportsLink;
use sqlx::PgConnection;
use uuid::Uuid;

use super::state::{distance, state};
use super::{Event, State, Subject};
use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::memberships::Membership;
use crate::demo::names::{STREETS, VENUES};
use crate::demo::offering::{Grant, WORKSHOP};
use crate::demo::organizations::Organization;
use crate::demo::people::{LOGINS, Person};
use crate::demo::places::City;
use crate::demo::random::Random;

const COLUMNS: &str =
    "id int, slug text, start date, end date, host_id int, sponsor_id int, administrator_id int, membership_id int,
    allocated_benefit_id uuid, language_id int, assigned_to_id int, event_category_id uuid, url text, reg_key text,
    manual_attendance int, contact text, country text, venue text, address text, latitude double precision,
    longitude double precision, completed boolean, open_ttt_applications boolean, public_status text, learners_pre text,
    instructors_pre text, metadata_changed boolean";

/// Tags that some events have beside their subject's: by number at scale 1, and by chance beyond.
const EXTRA: &[(usize, &str, usize)] = &[
    (2, "Pilot", 3),
    (6, "private-event", 4),
    (10, "for-profit", 2),
    (14, "scholarship", 3),
    (18, "WiSE", 1),
    (22, "automated-email", 5),
    (39, "LMO", 0),
];
/// One of the time before events had an administrator, an organizer and a category.
const OLD: usize = 36;

/// Writes the events with their tags, curricula and lessons.
pub(in crate::demo) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
    people: &[Person],
    memberships: &[Membership],
    grants: &[Grant],
) -> anyhow::Result<Vec<Event>> {
    let mut random = Random::named("events");
    let is_staff = |login: &str| matches!(login, "admin" | "operator");
    let mut writer = Writer {
        world,
        organizations,
        memberships,
        grants: grants.iter().filter(|grant| grant.benefit == WORKSHOP).collect(),
        staff: people.iter().zip(LOGINS).filter(|(_, login)| is_staff(login.0)).map(|(person, _)| person.id).collect(),
        slugs: HashSet::new(),
        unpublished: 0,
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
    /// What accounts may spend on events.
    grants: Vec<&'w Grant>,
    staff: Vec<i32>,
    slugs: HashSet<String>,
    unpublished: usize,
    events: Bulk,
    tags: Bulk,
    curricula: Bulk,
    lessons: Bulk,
}

/// Where an event takes place.
struct Place {
    country: Option<String>,
    venue: &'static str,
    address: String,
    coordinates: Option<(f64, f64)>,
}

impl<'w> Writer<'w> {
    fn event(&mut self, random: &mut Random, id: i32, number: usize) -> anyhow::Result<Event> {
        let (world, organizations) = (self.world, self.organizations);
        let lookups = &world.lookups;
        let state = state(number, random);
        let subject = Subject::number(number);
        let training = subject.is_training();
        // Online by tag, with a place, or in the country "Online", which can never be published (D-04).
        let online = training || number % 6 == 1;
        let nowhere = online && matches!(state, State::Completed | State::Unpublished) && random.chance(40);
        let open = training && random.chance(50);
        let first = world.today + Duration::days(distance(state, random));
        let days = random.between(1, if training { 3 } else { 1 });
        let missing = self.missing(state);
        let start = (missing != 1).then_some(first);
        let end = start.map(|start| start + Duration::days(days));
        let membership =
            if subject.is_central_workshop() || subject.is_self_organized() { self.membership(random, first) } else { None };
        let organization = membership.map_or_else(|| random.below(organizations.len()), |membership| membership.organization);
        let host = &organizations[organization];
        let city = &world.cities[host.city];
        let slug = self.slug(start, first, city.name, training, online);
        let over = matches!(state, State::Past | State::Completed) && !random.chance(6);
        let place = if nowhere { Place::nowhere() } else { Place::near(city, missing, random) };
        let reachable = online || place.coordinates.is_some();
        let paid = membership.is_none() && subject.is_central_workshop();
        let assigned = matches!(state, State::Upcoming | State::Ongoing | State::Unpublished | State::Past) && random.chance(85);
        let sponsor = if random.chance(85) { host.id } else { random.pick(organizations).id };
        let seats = if training { self.seats(random, first, number) } else { None };
        row!(
            self.events,
            id,
            &slug,
            start,
            end,
            host.id,
            (number != OLD).then_some(sponsor),
            if number == OLD { None } else { Some(lookups.organizations.id(subject.administrator)?) },
            membership.map(|membership| membership.id),
            if paid { self.grant(first) } else { None },
            if number % 17 == 5 {
                None
            } else {
                Some(lookups.languages.id(if random.chance(70) { "en" } else { city.language })?)
            },
            assigned.then(|| *random.pick(&self.staff)),
            lookups.categories.get(subject.category).copied().filter(|_| number != OLD),
            (missing != 4).then(|| format!("https://workshops.example.org/{slug}")),
            if random.chance(30) { random.between(100_000_000_000, 999_999_999_999).to_string() } else { String::new() },
            if over { random.between(8, 40) } else { 0 },
            format!("workshops@{}", host.domain.split('/').next().unwrap_or_default()),
            place.country,
            place.venue,
            place.address,
            place.coordinates.map(|at| at.0),
            place.coordinates.map(|at| at.1),
            state == State::Completed,
            open,
            if number % 10 == 6 { "private" } else { "public" },
            if number == OLD { "https://surveys.example.org/before" } else { "" },
            // DM-EVENT-05
            if number == OLD { String::new() } else { ReportsLink::default().of(&slug) },
            number == OLD,
        );
        self.sets(random, id, number, state, subject, online)?;
        let membership = membership.map(|membership| membership.id);
        Ok(Event { id, state, subject, start, end, organization, membership, seats, open, reachable })
    }

    /// What is missing before the event can be published, by turns: 1 the date, 2 the place, 3 the country, 4 the website; 0 nothing.
    fn missing(&mut self, state: State) -> usize {
        if state != State::Unpublished {
            return 0;
        }
        self.unpublished += 1;
        1 + self.unpublished % 4
    }

    /// Tags, curricula and lessons.
    fn sets(
        &mut self,
        random: &mut Random,
        id: i32,
        number: usize,
        state: State,
        subject: Subject,
        online: bool,
    ) -> anyhow::Result<()> {
        let lookups = &self.world.lookups;
        let mut tags = vec![subject.tag];
        tags.extend(online.then_some("online"));
        tags.extend(match state {
            State::Cancelled => Some("cancelled"),
            State::Stalled => Some("stalled"),
            State::Unresponsive => Some("unresponsive"),
            _ => None,
        });
        for &(at, tag, percent) in EXTRA {
            tags.extend((number == at || (number >= 40 && random.chance(percent))).then_some(tag));
        }
        for tag in tags {
            row!(self.tags, id, lookups.tags.id(tag)?);
        }
        if let [_, ..] = subject.curricula {
            let slug = *random.pick(subject.curricula);
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

    /// A membership whose agreement covers that day; they take turns.
    fn seats(&self, random: &mut Random, day: NaiveDate, number: usize) -> Option<i32> {
        let covering: Vec<_> =
            self.memberships.iter().filter(|membership| membership.start <= day && day <= membership.end).collect();
        let turn = if covering.is_empty() { 0 } else { (number / 8 + random.below(2)) % covering.len() };
        covering.get(turn).map(|membership| membership.id)
    }

    /// A benefit that pays for an event on that day.
    fn grant(&self, day: NaiveDate) -> Option<Uuid> {
        self.grants.iter().find(|grant| !grant.frozen && grant.start <= day && day <= grant.end).map(|grant| grant.id)
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

impl Place {
    /// The country "Online" (DM-EVENT-04).
    fn nowhere() -> Self {
        Self { country: Some("W3".to_owned()), venue: "Internet", address: "Internet".to_owned(), coordinates: None }
    }

    /// In a city; 2 and 3 are missing places and countries.
    fn near(city: &City, missing: usize, random: &mut Random) -> Self {
        let mut jitter = || random.between(-400, 400) as f64 / 10_000.0;
        let at = (city.latitude + jitter(), city.longitude + jitter());
        let known = missing != 2;
        let address = format!("{} {}, {}", random.between(1, 120), random.pick(STREETS), city.name);
        let venue = *random.pick(VENUES);
        Self {
            country: (missing != 3).then(|| city.country.clone()),
            venue: if known { venue } else { "" },
            address: if known { address } else { String::new() },
            coordinates: known.then_some(at),
        }
    }
}
