//! Awards, lessons people can teach, their languages and fields of knowledge.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::events::Event;
use super::people::{self, Kind, Person};
use super::random::{Random, turn};
use super::tasks::Tasks;

/// An award.
pub(super) struct Award {
    pub(super) id: i32,
    pub(super) person: i32,
    pub(super) badge: &'static str,
    pub(super) awarded: NaiveDate,
}

/// Badges that few have.
const RARE: &[&str] = &["lc-instructor", "mentor", "mentee", "creator", "member", "organizer"];

/// Writes all of them, and answers the awards.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    tasks: &Tasks,
) -> anyhow::Result<Vec<Award>> {
    let mut random = Random::named("skills");
    let lookups = &world.lookups;
    // The training that somebody who teaches by now was at (DM-AWARD-05).
    let trained: HashMap<i32, &Event> = tasks
        .trainees(events)
        .filter(|task| events[task.event].is_over())
        .map(|task| (task.person, &events[task.event]))
        .collect();
    let mut bulk = Bulk::into("award", "id int, person_id int, badge_id int, awarded date, event_id int, awarded_by_id int");
    let mut qualifications = Bulk::into("qualification", "person_id int, lesson_id int");
    let mut languages = Bulk::into("person_language", "person_id int, language_id int");
    let mut domains = Bulk::into("person_domain", "person_id int, knowledge_domain_id int");
    let mut awards: Vec<Award> = Vec::new();
    for person in people {
        for badge in badges(person, &mut random) {
            let id = i32::try_from(awards.len())? + 1;
            let event = trained.get(&person.id).filter(|_| badge == "instructor");
            let graduated =
                event.and_then(|event| event.end).map(|end| (end + Duration::days(random.between(1, 80))).min(world.today));
            let awarded = graduated.unwrap_or_else(|| people::since(world, &mut random));
            let by = random.chance(60).then_some(people[0].id);
            row!(bulk, id, person.id, lookups.badges.id(badge)?, awarded, event.map(|event| event.id), by);
            awards.push(Award { id, person: person.id, badge, awarded });
        }
        let lessons = if person.teaches { 1 + random.below(6) } else { 0 };
        for lesson in random.some(&lookups.lessons.all, lessons) {
            row!(qualifications, person.id, *lesson);
        }
        if person.teaches || random.chance(20) {
            row!(languages, person.id, lookups.languages.id("en")?);
            let further = random.below(3);
            for language in random.some(&lookups.languages.all, further) {
                if *language != lookups.languages.id("en")? {
                    row!(languages, person.id, *language);
                }
            }
            let fields = random.below(4);
            for domain in random.some(&lookups.domains.all, fields) {
                row!(domains, person.id, *domain);
            }
        }
    }
    bulk.write(connection).await?;
    qualifications.write(connection).await?;
    languages.write(connection).await?;
    domains.write(connection).await?;
    Ok(awards)
}

fn badges(person: &Person, random: &mut Random) -> Vec<&'static str> {
    let mut badges = Vec::new();
    if person.teaches {
        // Those of the time before there was one badge for all.
        badges.extend(random.chance(15).then_some("swc-instructor"));
        badges.extend(random.chance(10).then_some("dc-instructor"));
        badges.push("instructor");
        badges.extend(random.chance(10).then_some("maintainer"));
    }
    badges.extend((person.kind == Kind::Trainer).then_some("trainer"));
    let number = usize::try_from(person.id).unwrap_or_default();
    if number.is_multiple_of(9) && (number < 100 || random.chance(20)) {
        badges.push(*turn(RARE, number / 9));
    }
    badges
}
