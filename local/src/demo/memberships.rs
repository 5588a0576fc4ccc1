//! Memberships of organizations and consortiums: past, present and to come, some rolled over.

use chrono::{Datelike as _, Duration, NaiveDate};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::organizations::Organization;
use super::random::Random;

/// A membership, and the organization it is of, as an index.
pub(super) struct Membership {
    pub(super) id: i32,
    pub(super) organization: usize,
    pub(super) start: NaiveDate,
    pub(super) end: NaiveDate,
}

const VARIANTS: &[&str] = &["bronze", "silver", "gold", "platinum", "titanium", "partner", "affiliate", "sponsor", "alacarte"];

const COLUMNS: &str = "id int, name text, variant text, agreement_start date, agreement_end date, extensions int[],
    contribution_type text, workshops_without_admin_fee_per_agreement int, workshops_without_admin_fee_rolled_from_previous int,
    workshops_without_admin_fee_rolled_over int, public_instructor_training_seats int,
    additional_public_instructor_training_seats int, inhouse_instructor_training_seats int, registration_code text,
    agreement_link text, public_status text, emergency_contact text, consortium boolean, rolled_to_membership_id int";

/// Writes the memberships and their members.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
) -> anyhow::Result<Vec<Membership>> {
    let mut random = Random::named("memberships");
    let mut memberships = Vec::with_capacity(world.size.memberships);
    let mut bulk = Bulk::into("membership", COLUMNS);
    let mut members = Bulk::into("member", "membership_id int, organization_id int, role_id int");
    for (id, number) in (1..).zip(0..world.size.memberships) {
        // Every fifth is what the one before it was rolled over to.
        let before = memberships.last().filter(|_: &&Membership| number % 5 == 4);
        let follows = before.is_some();
        let rolled = number % 5 == 3 && number + 1 < world.size.memberships;
        let organization = before.map_or(number * 2 % organizations.len(), |before| before.organization);
        let start = match before {
            Some(before) => before.end + Duration::days(1),
            None => world.today - Duration::days(random.between(-60, 900)),
        };
        let extended = !rolled && random.chance(10);
        let end = year_later(start) + Duration::days(if extended { 30 } else { 0 });
        let consortium = !follows && !rolled && number % 7 == 2;
        let name = &organizations[organization].name;
        let workshops = random.between(1, 8);
        row!(
            bulk,
            id,
            if consortium { format!("{name} and friends") } else { name.clone() },
            *random.pick(VARIANTS),
            start,
            end,
            if extended { "{30}" } else { "{}" },
            *random.pick(&["financial", "financial", "person-days", "other"]),
            random.chance(90).then_some(workshops),
            follows.then_some(1),
            rolled.then_some(1),
            random.between(0, 15),
            if random.chance(15) { 5 } else { 0 },
            if random.chance(25) { 20 } else { 0 },
            random.chance(80).then(|| format!(
                "{}-{}-{id}",
                organizations[organization].domain.split('.').next().unwrap_or_default(),
                start.year()
            )),
            format!("https://agreements.example.org/{id}"),
            *random.pick(&["public", "private"]),
            if random.chance(20) { "Ring the front desk: +00 000 0000" } else { "" },
            consortium,
            rolled.then_some(id + 1),
        );
        let role = |name: &str| world.lookups.member_roles.id(name);
        row!(members, id, organizations[organization].id, role(if consortium { "contract_signatory" } else { "main" })?);
        if consortium {
            for further in 1..=3 {
                let member = (organization + further) % organizations.len();
                row!(members, id, organizations[member].id, role("workshop_coordinator")?);
            }
        }
        memberships.push(Membership { id, organization, start, end });
    }
    // Whoever is rolled over to comes later: the whole table is one statement, and up to 10,000 of them are.
    bulk.write(connection).await?;
    members.write(connection).await?;
    Ok(memberships)
}

/// The day before the same day of the next year.
fn year_later(start: NaiveDate) -> NaiveDate {
    start.with_year(start.year() + 1).unwrap_or(start + Duration::days(365)) - Duration::days(1)
}
