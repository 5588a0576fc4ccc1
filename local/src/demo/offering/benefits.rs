//! Benefits of accounts: seats and events that they may use, in a partnership or without one.

use chrono::{Duration, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

use super::accounts::Accounts;
use super::partnerships::Partnership;
use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::random::{Random, turn};

/// A benefit of an account.
pub(in crate::demo) struct Grant {
    pub(in crate::demo) id: Uuid,
    /// What it is good for, such as "Instructor Training".
    pub(in crate::demo) benefit: &'static str,
    pub(in crate::demo) code: Option<String>,
    pub(in crate::demo) start: NaiveDate,
    pub(in crate::demo) end: NaiveDate,
    pub(in crate::demo) frozen: bool,
}

/// What events are paid with.
pub(in crate::demo) const WORKSHOP: &str = "Centrally organised workshop";

/// The benefits, in the order in which accounts have them.
const BENEFITS: &[&str] =
    &["Instructor Training", WORKSHOP, "Skillup", "Instructor Trainer Training", "Collaborative Lesson Development Training"];

const COLUMNS: &str =
    "id uuid, created_at timestamptz, last_updated_at timestamptz, account_id uuid, partnership_id int, benefit_id uuid,
    discount_id uuid, curriculum_id int, registration_code text, start_date date, end_date date, allocation int, frozen boolean";

struct Writer<'w> {
    world: &'w World,
    random: Random,
    workshop: Uuid,
    rows: Bulk,
    grants: Vec<Grant>,
}

/// Writes two more kinds of benefits, one for events and one that is no longer offered, and what the accounts have.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    accounts: &Accounts,
    partnerships: &[Partnership],
) -> anyhow::Result<Vec<Grant>> {
    let mut random = Random::named("benefits");
    let workshop = random.uuid();
    let created = world.today - Duration::days(1_300);
    let mut kinds = Bulk::into(
        "benefit",
        "id uuid, created_at timestamptz, last_updated_at timestamptz, active boolean, name text, description text, unit_type text, credits int",
    );
    let (about, old) = ("We find instructors for a workshop at your place.", "A mentor for half a year. No longer offered.");
    row!(kinds, workshop, created, created, true, WORKSHOP, about, "event", 4);
    row!(kinds, random.uuid(), created, created, false, "Mentoring", old, "seat", 2);
    kinds.write(connection).await?;

    let mut writer = Writer { world, random, workshop, rows: Bulk::into("account_benefit", COLUMNS), grants: Vec::new() };
    for (number, partnership) in partnerships.iter().enumerate() {
        for place in 0..2 + number % 2 {
            let benefit = *turn(BENEFITS, number + place);
            // One partnership has spent more than its credits (DM-PART-09).
            let allocation = if number.is_multiple_of(24) { 40 } else { writer.random.between(1, 8) };
            writer.grant(partnership.account, Some(partnership), benefit, partnership.start, partnership.end, allocation)?;
        }
    }
    for (number, account) in accounts.persons.iter().enumerate() {
        // Present, to come, and past.
        let start = world.today + Duration::days(*turn(&[-100, 30, -800], number));
        writer.grant(*account, None, turn::<&str>(BENEFITS, number), start, start + Duration::days(365), 1)?;
    }
    let Writer { rows, grants, .. } = writer;
    rows.write(connection).await?;
    Ok(grants)
}

impl Writer<'_> {
    fn grant(
        &mut self,
        account: Uuid,
        partnership: Option<&Partnership>,
        benefit: &'static str,
        start: NaiveDate,
        end: NaiveDate,
        allocation: i64,
    ) -> anyhow::Result<()> {
        let lookups = &self.world.lookups;
        let number = self.grants.len();
        let id = self.random.uuid();
        let code = (number.is_multiple_of(3)).then(|| format!("benefit-{}", &id.simple().to_string()[..10]));
        let frozen = partnership.is_some_and(|partnership| partnership.rolled);
        let created = start.min(self.world.today) - Duration::days(3);
        let discount = match number % 4 {
            0 => None,
            turn => lookups.discounts.get(turn - 1),
        };
        row!(
            self.rows,
            id,
            created,
            created,
            account,
            partnership.map(|partnership| partnership.id),
            lookups.benefits.get(benefit).copied().unwrap_or(self.workshop),
            discount,
            if benefit == "Skillup" { Some(lookups.curricula.id("dc-genomics")?) } else { None },
            code.as_ref(),
            start,
            end,
            allocation,
            frozen,
        );
        self.grants.push(Grant { id, benefit, code, start, end, frozen });
        Ok(())
    }
}
