//! Persons, their groups, and the ones that can log in.

mod identity;

use std::collections::HashMap;

use anyhow::Context as _;
use chrono::{Duration, NaiveDate};
use sqlx::PgConnection;

use identity::{capitalized, orcid, username};

use super::World;
use super::bulk::{Bulk, row};
use super::names::{FAMILY, OCCUPATIONS, PERSONAL};
use super::organizations::Organization;
use super::random::Random;

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
    pub(super) email: Option<String>,
    pub(super) kind: Kind,
    /// Whether the person has taught, and so has badges.
    pub(super) teaches: bool,
    pub(super) archived: bool,
}

/// User names of those who can log in, with their group. The password is the user name.
pub const LOGINS: &[(&str, Option<&str>)] = &[
    ("admin", None),
    ("steering", Some("steering committee")),
    ("trainer", Some("trainers")),
    ("operator", Some("administrators")),
    ("invoicing", Some("invoicing")),
    ("instructor", None),
];

const COLUMNS: &str = "id int, created_at timestamptz, last_updated_at timestamptz, archived_at timestamptz, username text, password text,
    is_superuser boolean, is_active boolean, personal text, middle text, family text, email text, secondary_email text, gender text,
    gender_other text, airport_iata text, airport_country text, airport_lat double precision, airport_lon double precision,
    airport_timezone text, country text, timezone text, github text, twitter text, bluesky text, mastodon text, url text,
    user_notes text, affiliation text, occupation text, orcid text";

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
    write_groups(connection, world, &people).await?;
    Ok(people)
}

fn login(bulk: &mut Bulk, world: &World, id: i32, username: &'static str) -> anyhow::Result<Person> {
    let name = capitalized(username);
    let email = format!("{username}@example.org");
    let password = shared::password::hash(username).context("hashing a password")?;
    let city = &world.cities[0];
    let created = world.today - Duration::days(700);
    let none = None::<String>;
    row!(
        bulk,
        id,
        created,
        created,
        none.as_ref(),
        username,
        password,
        username == "admin",
        true,
        &name,
        "",
        "Demo",
        &email,
        "",
        "U",
        "",
        city.airport,
        &city.country,
        city.latitude,
        city.longitude,
        &city.timezone,
        "",
        "",
        none.as_ref(),
        none.as_ref(),
        none.as_ref(),
        none.as_ref(),
        "",
        "A login of the demo data.",
        "",
        "",
        "",
    );
    Ok(Person {
        id,
        name: format!("{name} Demo"),
        email: Some(email),
        kind: Kind::Login,
        teaches: username == "instructor" || username == "trainer",
        archived: false,
    })
}

fn invent(
    bulk: &mut Bulk,
    random: &mut Random,
    world: &World,
    id: i32,
    number: usize,
    organizations: &[Organization],
    usernames: &mut HashMap<String, u32>,
) -> Person {
    let (personal, family) = (*random.pick(PERSONAL), *random.pick(FAMILY));
    let middle = if random.chance(8) { *random.pick(&["A.", "J.", "K.", "Luz", "M.", "van"]) } else { "" };
    let username = username(personal, family, usernames);
    let archived = random.chance(1);
    let kind = match number % 20 {
        3 => Kind::Trainer,
        5 | 7 | 10 | 13 | 16 | 19 => Kind::Instructor,
        _ => Kind::Learner,
    };
    let created = world.today - Duration::days(random.between(10, 3_000));
    let updated = created + Duration::days(random.between(0, (world.today - created).num_days()));
    // No name that a real account is likely to have.
    let handle = format!("amy-demo-{}{id}", username.split('_').next_back().unwrap_or_default().replace('-', ""));
    let organization = random.pick(organizations);
    let city = &world.cities[if random.chance(60) { organization.city } else { random.below(world.cities.len()) }];
    let landed = !archived && (kind != Kind::Learner || random.chance(85));
    let other = world.cities[random.below(world.cities.len())].clone();
    let moved = landed && random.chance(4);
    // What archival wipes (DM-ARCH-01) is empty for the archived.
    let mut optional = |percent: usize, value: String| (!archived && random.chance(percent)).then_some(value);
    let email = optional(96, format!("{}@example.{}", username.replace('_', "."), ["org", "com", "net"][number % 3]));
    let github = optional(if kind == Kind::Learner { 30 } else { 80 }, handle.clone());
    let twitter = optional(12, handle.clone());
    let bluesky = optional(12, format!("{handle}.example.com"));
    let mastodon = optional(10, format!("{handle}@social.example.org"));
    let secondary = optional(8, format!("{handle}@mail.example.com")).unwrap_or_default();
    let url = optional(15, format!("https://{handle}.example.org/")).unwrap_or_default();
    let affiliation = optional(70, organization.name.clone()).unwrap_or_default();
    let orcid = optional(25, orcid(id)).unwrap_or_default();
    let notes = optional(5, "Prefers to teach online.".to_owned()).unwrap_or_default();
    let occupation = if archived { "" } else { *random.pick(OCCUPATIONS) };
    let gender = if archived { "U" } else { *random.pick(&["F", "M", "F", "M", "U", "V", "O"]) };
    row!(
        bulk,
        id,
        created,
        updated,
        archived.then_some(updated),
        &username,
        // No password: an invented person signs in only once an administrator has set one.
        "!",
        false,
        !archived,
        personal,
        middle,
        family,
        email.as_ref(),
        secondary,
        gender,
        if gender == "O" { "agender" } else { "" },
        if landed { city.airport } else { "" },
        if landed { city.country.as_str() } else { "" },
        if landed { city.latitude } else { 0.0 },
        if landed { city.longitude } else { 0.0 },
        if landed { city.timezone.as_str() } else { "" },
        if moved { other.country.as_str() } else { "" },
        if moved { other.timezone.as_str() } else { "" },
        github,
        twitter,
        bluesky,
        mastodon,
        url,
        notes,
        affiliation,
        occupation,
        orcid,
    );
    let name = [personal, middle, family].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    Person { id, name, email, kind, teaches: kind != Kind::Learner, archived }
}

async fn write_groups(connection: &mut PgConnection, world: &World, people: &[Person]) -> anyhow::Result<()> {
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
    Ok(())
}

/// Somebody's first day here, for records that come after it.
pub(super) fn since(world: &World, random: &mut Random) -> NaiveDate {
    world.today - Duration::days(random.between(30, 2_500))
}
