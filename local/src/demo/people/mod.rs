//! Persons, their groups, and the ones that can log in.

mod identity;
mod invent;
mod login;

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::organizations::Organization;
use super::random::Random;
use invent::invent;
use login::login;

pub use login::LOGINS;

/// What a person does here, which decides what records they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Can log in with the user name as password.
    Login,
    /// Teaches instructors, and workshops.
    Trainer,
    /// Teaches workshops.
    Instructor,
    /// Has come to workshops.
    Learner,
}

/// A person.
pub(super) struct Person {
    pub(super) id: i32,
    pub(super) name: String,
    pub(super) personal: String,
    pub(super) middle: &'static str,
    pub(super) family: &'static str,
    pub(super) email: Option<String>,
    pub(super) github: Option<String>,
    /// The code of the nearest airport, or nothing.
    pub(super) airport: &'static str,
    pub(super) affiliation: String,
    pub(super) kind: Kind,
    /// Whether the person has taught, and so has badges.
    pub(super) teaches: bool,
    pub(super) archived: bool,
    /// Whether the person may log in.
    pub(super) active: bool,
}

const COLUMNS: &str = "id int, created_at timestamptz, last_updated_at timestamptz, archived_at timestamptz, username text, password text,
    last_login timestamptz, is_superuser boolean, is_active boolean, personal text, middle text, family text, email text, secondary_email text, gender text,
    gender_other text, airport_iata text, airport_country text, airport_lat double precision, airport_lon double precision,
    airport_timezone text, country text, timezone text, github text, twitter text, bluesky text, mastodon text, url text,
    user_notes text, affiliation text, occupation text, orcid text, duplication_reviewed_on timestamptz";

/// Writes the persons and the groups of some.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
) -> anyhow::Result<Vec<Person>> {
    let mut random = Random::named("people");
    let mut usernames: HashMap<String, u32> = HashMap::new();
    let mut bulk = Bulk::into("person", COLUMNS);
    let mut people = Vec::with_capacity(world.size.persons);
    for (id, number) in (1..).zip(0..world.size.persons) {
        let person = match LOGINS.get(number) {
            Some(&(username, _)) => login(&mut bulk, world, id, username)?,
            None => invent(&mut bulk, &mut random, world, id, number, organizations, &mut usernames),
        };
        people.push(person);
    }
    bulk.write(connection).await?;
    write_permissions(connection, world, &people).await?;
    Ok(people)
}

/// What the staff may do.
async fn write_permissions(connection: &mut PgConnection, world: &World, people: &[Person]) -> anyhow::Result<()> {
    let mut bulk = Bulk::into("person_user_group", "person_id int, user_group_id int");
    for (person, (_, group)) in people.iter().zip(LOGINS) {
        if let Some(group) = group {
            row!(bulk, person.id, world.lookups.groups.id(group)?);
        }
    }
    // Some thirty of the staff, of those who are there at any scale.
    let staff = people.iter().skip(LOGINS.len()).filter(|person| !person.archived && person.email.is_some());
    for (number, person) in staff.step_by(3).take(30).enumerate() {
        let group = LOGINS.iter().filter_map(|login| login.1).nth(number % 4).unwrap_or("administrators");
        row!(bulk, person.id, world.lookups.groups.id(group)?);
    }
    bulk.write(connection).await?;

    // A few may do one thing more than their group, or have no group at all.
    let codenames = ["change_person", "add_event", "can_access_restricted_API"];
    sqlx::query(
        "INSERT INTO person_permission (person_id, permission_id)
         SELECT given.person_id, p.id FROM unnest($1::int[], $2::text[]) AS given (person_id, codename) JOIN permission p USING (codename)",
    )
    .bind([people[1].id, people[4].id, people[5].id])
    .bind(codenames)
    .execute(connection)
    .await?;
    Ok(())
}

/// The person with that id, which is one more than their place.
pub(super) fn by_id(people: &[Person], id: i32) -> &Person {
    &people[usize::try_from(id - 1).unwrap_or_default()]
}

/// Somebody's first day here, for records that come after it.
pub(super) fn since(world: &World, random: &mut Random) -> NaiveDate {
    world.today - Duration::days(random.between(30, 2_500))
}
