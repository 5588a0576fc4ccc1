//! Comments on records of many kinds; a few have been removed.

use chrono::Duration;
use shared::record::Kind;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::events::Event;
use super::memberships::Membership;
use super::names::REMARKS;
use super::organizations::Organization;
use super::people::{LOGINS, Person};
use super::random::Random;

/// The records that are written about.
pub(super) struct Subjects<'w> {
    pub(super) people: &'w [Person],
    pub(super) events: &'w [Event],
    pub(super) memberships: &'w [Membership],
    pub(super) organizations: &'w [Organization],
}

/// Writes the comments.
pub(super) async fn write(connection: &mut PgConnection, world: &World, subjects: &Subjects<'_>) -> anyhow::Result<()> {
    let mut random = Random::named("comments");
    let mut bulk = Bulk::into(
        "comment",
        "object_type text, object_id text, person_id int, user_name text, user_email text, comment text, submit_date timestamptz,
         is_removed boolean",
    );
    let mut written = 0;
    let mut comment = |kind: Kind, id: i32, random: &mut Random| {
        written += 1;
        let day = world.today - Duration::days(random.between(0, 400));
        let (kind, removed) = (kind.object_type(), written % 30 == 7);
        if random.chance(20) {
            let text = format!("Created from a request of {day}.");
            row!(bulk, kind, id, None::<i32>, "Automatic comment", "", text, day, removed);
        } else {
            let author = &subjects.people[random.below(LOGINS.len() - 1)];
            let address = author.email.clone().unwrap_or_default();
            row!(bulk, kind, id, author.id, &author.name, address, *random.pick(REMARKS), day, removed);
        }
    };
    for event in subjects.events {
        for _ in 0..random.below(12).saturating_sub(8) {
            comment(Kind::Event, event.id, &mut random);
        }
    }
    let every = |step: i32, ids: &mut dyn Iterator<Item = i32>| -> Vec<i32> { ids.filter(|id| id % step == 0).collect() };
    let size = world.size;
    let numbered = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    for (kind, ids) in [
        (Kind::Membership, every(2, &mut subjects.memberships.iter().map(|membership| membership.id))),
        (Kind::Person, every(12, &mut subjects.people.iter().map(|person| person.id))),
        (Kind::Organization, every(15, &mut subjects.organizations.iter().map(|organization| organization.id))),
        (Kind::TrainingRequest, every(9, &mut (1..=numbered(size.training_requests)))),
        (Kind::WorkshopRequest, every(6, &mut (1..=numbered(size.workshop_requests)))),
        (Kind::WorkshopInquiryRequest, every(6, &mut (1..=numbered(size.inquiries)))),
        (Kind::SelfOrganisedSubmission, every(6, &mut (1..=numbered(size.submissions)))),
        (Kind::Partnership, every(4, &mut (1..=numbered(size.partnerships)))),
    ] {
        for id in ids {
            comment(kind, id, &mut random);
        }
    }
    bulk.write(connection).await?;
    Ok(())
}
