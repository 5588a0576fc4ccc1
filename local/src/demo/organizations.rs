//! Universities, institutes and libraries.

use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::names::{FIELDS, KINDS};
use super::random::Random;

/// An organization, and the city it is in, as an index.
pub(super) struct Organization {
    pub(super) id: i32,
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) city: usize,
}

/// Writes the organizations, and for some that they are affiliated.
pub(super) async fn write(connection: &mut PgConnection, world: &World) -> anyhow::Result<Vec<Organization>> {
    let mut random = Random::named("organizations");
    let first = world.lookups.organizations.all.iter().max().copied().unwrap_or(0) + 1;
    let mut organizations = Vec::with_capacity(world.size.organizations);
    let mut bulk = Bulk::into(
        "organization",
        "id int, domain text, fullname text, country text, latitude double precision, longitude double precision",
    );
    for (id, number) in (first..).zip(0..world.size.organizations) {
        let organization = invent(id, number, world);
        let city = &world.cities[organization.city];
        let located = random.chance(80);
        row!(
            bulk,
            id,
            &organization.domain,
            &organization.name,
            random.chance(97).then_some(&city.country),
            located.then_some(city.latitude),
            located.then_some(city.longitude),
        );
        organizations.push(organization);
    }
    bulk.write(connection).await?;

    let mut bulk = Bulk::into("organization_affiliation", "organization_id int, affiliated_id int");
    for pair in organizations.chunks_exact(10) {
        row!(bulk, pair[0].id, pair[1 + random.below(9)].id);
    }
    bulk.write(connection).await?;
    Ok(organizations)
}

/// The organization of that number: every city has a university first, then everything else.
fn invent(id: i32, number: usize, world: &World) -> Organization {
    let cities = world.cities.len();
    let city = number % cities;
    let name = world.cities[city].name;
    let in_domain = name.to_lowercase().replace(' ', "-");
    let (name, domain) = match (number / cities).checked_sub(1) {
        None => (format!("University of {name}"), format!("{in_domain}-university.example.edu")),
        Some(turn) => {
            // Neighbours differ in both, and each pair comes once before any comes again.
            let (kind, field) = (KINDS[(turn + number) % KINDS.len()], FIELDS[(turn / KINDS.len() + number) % FIELDS.len()]);
            let again = turn / (KINDS.len() * FIELDS.len());
            let suffix = if again == 0 { String::new() } else { format!(" {}", again + 1) };
            (
                kind.0.replace("{city}", name).replace("{field}", field.0) + &suffix,
                kind.1.replace("{city}", &in_domain).replace("{field}", field.1) + &suffix.replace(' ', "/"),
            )
        }
    };
    Organization { id, name, domain, city }
}
