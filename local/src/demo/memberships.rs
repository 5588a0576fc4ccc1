//! Memberships of organizations and consortiums: past, present and to come, extended, some rolled over.

use chrono::{Datelike as _, Duration, NaiveDate};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, array, row};
use super::organizations::Organization;
use super::random::{Random, turn};

/// A membership, and the organization it is of, as an index.
pub(super) struct Membership {
    pub(super) id: i32,
    pub(super) variant: &'static str,
    pub(super) organization: usize,
    pub(super) start: NaiveDate,
    pub(super) end: NaiveDate,
    pub(super) code: Option<String>,
}

/// What becomes of a membership.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Active,
    Expired,
    Future,
    Extended,
    RolledOver,
    /// What the one before was rolled over to.
    Follows,
    Consortium,
}

/// The variants and fates of the first ten; of all further ones most are long over.
const FIRST: [(&str, Fate); 10] = [
    ("bronze", Fate::Active),
    ("silver", Fate::Expired),
    ("gold", Fate::Consortium),
    ("platinum", Fate::RolledOver),
    ("platinum", Fate::Follows),
    ("titanium", Fate::Future),
    ("partner", Fate::Extended),
    ("affiliate", Fate::Active),
    ("sponsor", Fate::Expired),
    ("alacarte", Fate::Active),
];
const EXTENSION: i64 = 30;
/// What one that is rolled over leaves to the next: workshops, public seats, in-house seats.
const ROLLED: [i32; 3] = [1, 2, 1];

const COLUMNS: &str = "id int, name text, variant text, agreement_start date, agreement_end date, extensions int[],
    contribution_type text, workshops_without_admin_fee_per_agreement int, workshops_without_admin_fee_rolled_from_previous int,
    workshops_without_admin_fee_rolled_over int, public_instructor_training_seats int,
    additional_public_instructor_training_seats int, public_instructor_training_seats_rolled_from_previous int,
    public_instructor_training_seats_rolled_over int, inhouse_instructor_training_seats int,
    additional_inhouse_instructor_training_seats int, inhouse_instructor_training_seats_rolled_from_previous int,
    inhouse_instructor_training_seats_rolled_over int, registration_code text, agreement_link text, public_status text,
    emergency_contact text, consortium boolean, rolled_to_membership_id int";

/// Writes the memberships and their members.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
) -> anyhow::Result<Vec<Membership>> {
    let mut random = Random::named("memberships");
    let mut memberships: Vec<Membership> = Vec::with_capacity(world.size.memberships);
    let mut bulk = Bulk::into("membership", COLUMNS);
    let mut members = Bulk::into("member", "membership_id int, organization_id int, role_id int");
    for (id, number) in (1..).zip(0..world.size.memberships) {
        let (variant, fate) = fate(number, world.size.memberships, &mut random);
        let before = memberships.last().filter(|_| fate == Fate::Follows);
        let rolled = |kind: usize, when: Fate| (fate == when).then_some(ROLLED[kind]);
        let organization = before.map_or(number * 2 % organizations.len(), |before| before.organization);
        let start = match before {
            Some(before) => before.end + Duration::days(1),
            None => world.today + Duration::days(beginning(fate, &mut random)),
        };
        let extended = fate == Fate::Extended;
        let end = year_later(start) + Duration::days(if extended { EXTENSION } else { 0 });
        let consortium = fate == Fate::Consortium;
        let name = &organizations[organization].name;
        // One in ten has more people than seats (DM-MEMB-06).
        let seats = if number % 10 == 7 { 0 } else { random.between(3, 15) };
        let domain = organizations[organization].domain.split('.').next().unwrap_or_default();
        let code = (number % 10 != 9).then(|| format!("{domain}-{}-{id}", start.year()));
        row!(
            bulk,
            id,
            if consortium { format!("{name} and friends") } else { name.clone() },
            variant,
            start,
            end,
            array(extended.then_some(EXTENSION)),
            *turn(&["financial", "financial", "person-days", "other"], number),
            (number % 10 != 8).then(|| random.between(1, 8)),
            rolled(0, Fate::Follows),
            rolled(0, Fate::RolledOver),
            seats,
            if random.chance(15) { 5 } else { 0 },
            rolled(1, Fate::Follows),
            rolled(1, Fate::RolledOver),
            random.between(1, 4),
            if random.chance(25) { 20 } else { 0 },
            rolled(2, Fate::Follows),
            rolled(2, Fate::RolledOver),
            code.as_ref(),
            format!("https://agreements.example.org/{id}"),
            *turn(&["public", "private"], number),
            if random.chance(20) { "Ring the front desk: +00 000 0000" } else { "" },
            consortium,
            (fate == Fate::RolledOver).then_some(id + 1),
        );
        let role = |name: &str| world.lookups.member_roles.id(name);
        row!(members, id, organizations[organization].id, role(if consortium { "contract_signatory" } else { "main" })?);
        if consortium {
            for further in 1..=3 {
                let member = (organization + further) % organizations.len();
                row!(members, id, organizations[member].id, role("workshop_coordinator")?);
            }
        }
        memberships.push(Membership { id, variant, organization, start, end, code });
    }
    // Whoever is rolled over to comes later: the whole table is one statement, and up to 10,000 of them are.
    bulk.write(connection).await?;
    members.write(connection).await?;
    Ok(memberships)
}

fn fate(number: usize, all: usize, random: &mut Random) -> (&'static str, Fate) {
    let (variant, fate) = *turn(&FIRST, number);
    let fate = match fate {
        Fate::RolledOver if number + 1 == all => Fate::Expired,
        Fate::Active if number >= FIRST.len() && random.chance(60) => Fate::Expired,
        fate => fate,
    };
    (variant, fate)
}

/// Days from today to the first day of the agreement.
fn beginning(fate: Fate, random: &mut Random) -> i64 {
    match fate {
        Fate::Future => random.between(15, 60),
        Fate::Expired => random.between(-2_500, -370),
        Fate::RolledOver => random.between(-700, -380),
        Fate::Extended => random.between(-380, -300),
        Fate::Active | Fate::Consortium | Fate::Follows => random.between(-330, -30),
    }
}

/// The day before the same day of the next year.
pub(super) fn year_later(start: NaiveDate) -> NaiveDate {
    start.with_year(start.year() + 1).unwrap_or(start + Duration::days(365)) - Duration::days(1)
}
