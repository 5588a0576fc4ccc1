//! Those who are made up.

use std::collections::HashMap;

use chrono::Duration;

use super::identity::{orcid, username};
use super::{Kind, Person};
use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::names::{FAMILY, OCCUPATIONS, PERSONAL};
use crate::demo::organizations::Organization;
use crate::demo::random::{Random, turn};

/// Some who may be one person twice (DM-PERSON-26): by number, the name, and whether somebody has looked at it and thinks not.
const ALIKE: &[(usize, &str, &str, bool)] = &[
    (30, "Julia", "Weber", false),
    (31, "Julia", "Weber", false),
    (32, "Thomas", "Taylor", false),
    (34, "Taylor", "Thomas", false),
    (35, "Mei", "Tan", true),
    (36, "Mei", "Tan", true),
];
/// One who is archived at every scale.
const ARCHIVED: usize = 50;
const GENDERS: &[&str] = &["F", "M", "F", "M", "U", "V", "O"];

/// Appends the person of that number.
pub(super) fn invent(
    bulk: &mut Bulk,
    random: &mut Random,
    world: &World,
    id: i32,
    number: usize,
    organizations: &[Organization],
    usernames: &mut HashMap<String, u32>,
) -> Person {
    let alike = ALIKE.iter().find(|alike| alike.0 == number);
    let (personal, family) = alike.map_or_else(|| (*random.pick(PERSONAL), *random.pick(FAMILY)), |alike| (alike.1, alike.2));
    let middle = if random.chance(8) { *random.pick(&["A.", "J.", "K.", "Luz", "M.", "van"]) } else { "" };
    let username = username(personal, family, usernames);
    let archived = number == ARCHIVED || random.chance(1);
    let kind = match number % 20 {
        3 => Kind::Trainer,
        5 | 7 | 10 | 13 | 16 | 19 => Kind::Instructor,
        _ => Kind::Learner,
    };
    let created = world.today - Duration::days(random.between(10, 3_000));
    let active = !archived && (kind != Kind::Learner || random.chance(80));
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
    let gender = if archived { "U" } else { *turn(GENDERS, number) };
    row!(
        bulk,
        id,
        created,
        updated,
        archived.then_some(updated),
        &username,
        // No password: an invented person signs in only once an administrator has set one.
        "!",
        None::<String>,
        false,
        active,
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
        github.as_ref(),
        twitter,
        bluesky,
        mastodon,
        url,
        notes,
        &affiliation,
        occupation,
        orcid,
        // Of those who only share a name with somebody, all but the newest have been looked at.
        alike.map_or(number >= 100 && !number.is_multiple_of(50), |alike| alike.3).then(|| updated + Duration::days(1)),
    );
    let name = [personal, middle, family].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    Person {
        id,
        name,
        personal: personal.to_owned(),
        middle,
        family,
        email,
        github,
        airport: if landed { city.airport } else { "" },
        affiliation,
        kind,
        teaches: kind != Kind::Learner,
        archived,
        active,
    }
}
