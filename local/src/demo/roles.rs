//! Community roles: of everyone with a badge, and some of another kind. Some have ended.

use chrono::Duration;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::memberships::Membership;
use super::people::LOGINS;
use super::random::Random;
use super::skills::Award;

/// Writes the community roles. The first person, `admin`, is an instructor without dates (DM-SEED-03).
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    awards: &[Award],
    memberships: &[Membership],
) -> anyhow::Result<()> {
    let mut random = Random::named("roles");
    let lookups = &world.lookups;
    let mut bulk = Bulk::into(
        "community_role",
        "created_at timestamptz, last_updated_at timestamptz, config_id int, person_id int, award_id int, start date, end date, inactivation_id int,
         membership_id int, url text, target_type text, target_id int",
    );
    let logins = i32::try_from(LOGINS.len())?;
    let none = None::<i32>;
    row!(bulk, world.today, world.today, lookups.configs.id("instructor")?, 1, none, none, none, none, none, "", none, none);
    for award in awards.iter().filter(|award| matches!(award.badge, "instructor" | "trainer" | "maintainer")) {
        let over = random.chance(12) && award.person > logins;
        let days = (world.today - award.awarded).num_days().max(1);
        let end = over.then(|| award.awarded + Duration::days(random.between(1, days)));
        let maintains = award.badge == "maintainer";
        let lesson = *random.pick(&lookups.lessons.all);
        row!(
            bulk,
            award.awarded,
            award.awarded,
            lookups.configs.id(award.badge)?,
            award.person,
            (award.badge != "instructor").then_some(award.id),
            award.awarded,
            end,
            end.map(|_| *random.pick(&lookups.inactivations.all)),
            None::<i32>,
            "",
            maintains.then_some("workshops.lesson"),
            maintains.then_some(lesson),
        );
        if random.chance(6) {
            let config = *random.pick(&["committee_member", "task_force_member", "regional_coordinator", "curriculum_advisor"]);
            let advises = config == "curriculum_advisor";
            let curriculum = *random.pick(&lookups.curricula.all);
            row!(
                bulk,
                award.awarded,
                award.awarded,
                lookups.configs.id(config)?,
                award.person,
                None::<i32>,
                award.awarded,
                Some(world.today + Duration::days(random.between(-200, 400))).filter(|end| *end >= award.awarded),
                None::<i32>,
                random.chance(30).then(|| random.pick(memberships).id),
                "",
                advises.then_some("workshops.curriculum"),
                advises.then_some(curriculum),
            );
        }
    }
    bulk.write(connection).await?;
    Ok(())
}
