//! Those who can log in.

use anyhow::Context as _;
use chrono::Duration;

use super::identity::capitalized;
use super::{Kind, Person};
use crate::demo::World;
use crate::demo::bulk::{Bulk, row};

/// User names of those who can log in, with their group. The password is the user name.
pub const LOGINS: &[(&str, Option<&str>)] = &[
    ("admin", None),
    ("steering", Some("steering committee")),
    ("trainer", Some("trainers")),
    ("operator", Some("administrators")),
    ("invoicing", Some("invoicing")),
    ("instructor", None),
];

/// Appends the person with that user name.
pub(super) fn login(bulk: &mut Bulk, world: &World, id: i32, username: &'static str) -> anyhow::Result<Person> {
    let personal = capitalized(username);
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
        (username != "invoicing").then(|| world.today - Duration::days(1)),
        username == "admin",
        true,
        &personal,
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
        none.as_ref(),
    );
    Ok(Person {
        id,
        name: format!("{personal} Demo"),
        personal,
        middle: "",
        family: "Demo",
        email: Some(email),
        github: None,
        airport: city.airport,
        affiliation: String::new(),
        kind: Kind::Login,
        teaches: username == "instructor" || username == "trainer",
        archived: false,
        active: true,
    })
}
