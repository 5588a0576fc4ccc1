//! Persons in memberships: whom to write to about what.

use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::memberships::Membership;
use super::people::Person;
use super::random::{Random, turn};

const ROLES: &[&str] = &["billing_contact", "programmatic_contact", "default"];

/// Writes one to three persons for each membership, none for one in ten. Answers who is in each membership.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    memberships: &[Membership],
) -> anyhow::Result<Vec<Vec<i32>>> {
    let mut random = Random::named("membership tasks");
    let contacts: Vec<&Person> = people.iter().filter(|person| person.active && person.email.is_some()).collect();
    let mut bulk = Bulk::into("membership_task", "membership_id int, person_id int, role_id int");
    let mut all = Vec::with_capacity(memberships.len());
    for (number, membership) in memberships.iter().enumerate() {
        let count = if number % 10 == 9 { 0 } else { 1 + number % 3 };
        let persons: Vec<i32> = random.some(&contacts, count).into_iter().map(|person| person.id).collect();
        for (place, person) in persons.iter().enumerate() {
            row!(bulk, membership.id, *person, world.lookups.person_roles.id(turn::<&str>(ROLES, number + place))?);
        }
        all.push(persons);
    }
    bulk.write(connection).await?;
    Ok(all)
}
