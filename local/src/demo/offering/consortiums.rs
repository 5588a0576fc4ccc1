//! Consortiums: several organizations under one name. The first has none yet.

use chrono::Duration;
use sqlx::PgConnection;

use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::organizations::Organization;
use crate::demo::random::Random;

/// A consortium.
pub(super) struct Consortium {
    pub(super) id: i32,
    pub(super) name: String,
}

/// Writes them with their organizations.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
) -> anyhow::Result<Vec<Consortium>> {
    let mut random = Random::named("consortiums");
    let mut consortiums = Vec::with_capacity(world.size.consortiums);
    let mut bulk =
        Bulk::into("consortium", "id int, created_at timestamptz, last_updated_at timestamptz, name text, description text");
    let mut members = Bulk::into("consortium_organization", "consortium_id int, organization_id int");
    for (id, number) in (1..).zip(0..world.size.consortiums) {
        let city = world.cities[number % world.cities.len()].name;
        let name = format!("Research Libraries of {city}");
        let created = world.today - Duration::days(random.between(400, 1_500));
        row!(
            bulk,
            id,
            created,
            created,
            &name,
            format!("Libraries and institutes in and around {city}, which buy training together.")
        );
        if number > 0 {
            let count = 2 + random.below(5);
            for member in random.some(organizations, count) {
                row!(members, id, member.id);
            }
        }
        consortiums.push(Consortium { id, name });
    }
    bulk.write(connection).await?;
    members.write(connection).await?;
    Ok(consortiums)
}
