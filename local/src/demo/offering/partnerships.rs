//! Partnerships of organizations and consortiums: past, present and to come, extended, and rolled over.

use chrono::{Datelike as _, Duration, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

use super::accounts::Accounts;
use super::consortiums::Consortium;
use crate::demo::World;
use crate::demo::bulk::{Bulk, array, row};
use crate::demo::memberships::year_later;
use crate::demo::organizations::Organization;
use crate::demo::random::{Random, turn};

/// A partnership.
pub(in crate::demo) struct Partnership {
    pub(in crate::demo) id: i32,
    pub(in crate::demo) code: String,
    pub(in crate::demo) start: NaiveDate,
    pub(in crate::demo) end: NaiveDate,
    pub(in crate::demo) account: Uuid,
    /// Owners and programmatic contacts of the account.
    pub(in crate::demo) contacts: Vec<i32>,
    /// Whether it has been rolled over, which freezes its benefits (D-21).
    pub(super) rolled: bool,
    partner: Partner,
    name: String,
    tier: usize,
}

#[derive(Clone, Copy)]
enum Partner {
    Organization(i32),
    Consortium(i32),
}

/// What becomes of one; by their numbers they take turns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Active,
    Expired,
    Future,
    Extended,
    RolledOver,
    /// What the one before was rolled over to.
    Follows,
}

const FATES: &[Fate] = &[Fate::Active, Fate::Future, Fate::Extended, Fate::RolledOver, Fate::Follows, Fate::Expired];
const TIERS: &[(&str, i32)] = &[("bronze", 16), ("silver", 32), ("gold", 64), ("platinum", 128)];
/// Days of an extension, and the credits that came with it.
const EXTENSION: (i64, i32) = (45, 8);

const COLUMNS: &str = "id int, created_at timestamptz, last_updated_at timestamptz, name text, tier_id uuid, credits int,
    credits_extensions int[], account_id uuid, agreement_start date, agreement_end date, extensions int[],
    rolled_to_partnership_id int, agreement_link text, registration_code text, public_status text, partner_consortium_id int,
    partner_organisation_id int";

/// Writes the tiers and the partnerships.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
    consortiums: &[Consortium],
    accounts: &Accounts,
) -> anyhow::Result<Vec<Partnership>> {
    let mut random = Random::named("partnerships");
    let tiers = write_tiers(connection, world, &mut random).await?;
    let mut bulk = Bulk::into("partnership", COLUMNS);
    let mut partnerships: Vec<Partnership> = Vec::with_capacity(world.size.partnerships);
    for (id, number) in (1..).zip(0..world.size.partnerships) {
        let last = number + 1 == world.size.partnerships;
        let fate = Some(*turn(FATES, number)).filter(|fate| !(last && *fate == Fate::RolledOver)).unwrap_or(Fate::Expired);
        let before = partnerships.last().filter(|_| fate == Fate::Follows);
        let start = match (fate, before) {
            (_, Some(before)) => before.end + Duration::days(1),
            (Fate::Future, _) => world.today + Duration::days(random.between(10, 90)),
            (Fate::Expired, _) => world.today - Duration::days(random.between(420, 1_200)),
            (Fate::RolledOver, _) => world.today - Duration::days(random.between(380, 600)),
            _ => world.today - Duration::days(random.between(20, 300)),
        };
        let extended = fate == Fate::Extended;
        let end = year_later(start) + Duration::days(if extended { EXTENSION.0 } else { 0 });
        let (partner, name, account) = match before {
            Some(before) => (before.partner, before.name.clone(), before.account),
            None if number % 4 == 2 => {
                let place = number % consortiums.len();
                (Partner::Consortium(consortiums[place].id), consortiums[place].name.clone(), accounts.consortiums[place])
            }
            None => {
                let place = number * 3 % organizations.len();
                (Partner::Organization(organizations[place].id), organizations[place].name.clone(), accounts.organizations[place])
            }
        };
        let tier = before.map_or(number % TIERS.len(), |before| before.tier);
        let code = format!("partner-{id}-{}", start.year());
        let (consortium, organization) = match partner {
            Partner::Consortium(id) => (Some(id), None),
            Partner::Organization(id) => (None, Some(id)),
        };
        row!(
            bulk,
            id,
            start.min(world.today) - Duration::days(30),
            start.min(world.today) - Duration::days(7),
            &name,
            // Its tier is no longer offered.
            (number % 12 != 11).then_some(tiers[tier]),
            TIERS[tier].1 + if extended { EXTENSION.1 } else { 0 },
            array(extended.then_some(EXTENSION.1)),
            account,
            start,
            end,
            array(extended.then_some(EXTENSION.0)),
            (fate == Fate::RolledOver).then_some(id + 1),
            format!("https://agreements.example.org/partnership-{id}"),
            &code,
            *turn(&["public", "private"], number),
            consortium,
            organization,
        );
        let contacts = accounts.contacts.get(&account).cloned().unwrap_or_default();
        let rolled = fate == Fate::RolledOver;
        partnerships.push(Partnership { id, code, start, end, account, contacts, rolled, partner, name, tier });
    }
    bulk.write(connection).await?;
    Ok(partnerships)
}

async fn write_tiers(connection: &mut PgConnection, world: &World, random: &mut Random) -> anyhow::Result<Vec<Uuid>> {
    let created = world.today - Duration::days(1_300);
    let mut bulk =
        Bulk::into("partnership_tier", "id uuid, created_at timestamptz, last_updated_at timestamptz, name text, credits int");
    let mut ids = Vec::with_capacity(TIERS.len());
    for (name, credits) in TIERS {
        let id = random.uuid();
        row!(bulk, id, created, created, *name, *credits);
        ids.push(id);
    }
    bulk.write(connection).await?;
    Ok(ids)
}
