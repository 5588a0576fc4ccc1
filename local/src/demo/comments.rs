//! Comments on events, persons and memberships.

use chrono::Duration;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::events::Event;
use super::memberships::Membership;
use super::names::REMARKS;
use super::people::{LOGINS, Person};
use super::random::Random;

/// Writes the comments.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    memberships: &[Membership],
) -> anyhow::Result<()> {
    let mut random = Random::named("comments");
    let mut bulk = Bulk::into(
        "comment",
        "object_type text, object_id text, person_id int, user_name text, user_email text, comment text, submit_date timestamptz",
    );
    let mut comment = |kind: &'static str, id: i32, random: &mut Random| {
        let day = world.today - Duration::days(random.between(0, 400));
        if random.chance(20) {
            row!(bulk, kind, id, None::<i32>, "Automatic comment", "", format!("Created from a request of {day}."), day);
        } else {
            let author = &people[random.below(LOGINS.len() - 1)];
            row!(bulk, kind, id, author.id, &author.name, author.email.clone().unwrap_or_default(), *random.pick(REMARKS), day);
        }
    };
    for event in events {
        for _ in 0..random.below(12).saturating_sub(8) {
            comment("workshops.event", event.id, &mut random);
        }
    }
    for membership in memberships.iter().filter(|membership| membership.id % 2 == 0) {
        comment("workshops.membership", membership.id, &mut random);
    }
    for person in people.iter().filter(|person| person.id % 12 == 0) {
        comment("workshops.person", person.id, &mut random);
    }
    bulk.write(connection).await?;
    Ok(())
}
