//! Community roles of every kind: to come, active, ended, and inactivated for each of the reasons.

use std::collections::HashSet;

use chrono::{Duration, NaiveDate};
use shared::record::Kind;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::memberships::Membership;
use super::offering::Partnership;
use super::people::{LOGINS, Person};
use super::random::{Random, turn};
use super::skills::Award;

/// Kinds of roles that need no badge.
const FREE: &[&str] = &[
    "committee_member",
    "carpentries_lab_editor",
    "partnership_trainer",
    "curriculum_advisor",
    "task_force_member",
    "carpentries_lab_reviewer",
    LIAISON,
    "regional_coordinator",
];
/// A kind of role that comes with a membership, and with more to fill in.
const LIAISON: &str = "member_liaison";

const COLUMNS: &str =
    "created_at timestamptz, last_updated_at timestamptz, config_id int, person_id int, award_id int, start date, end date,
    inactivation_id int, membership_id int, partnership_id int, url text, target_type text, target_id int, custom_keys jsonb";

/// How a role stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Active,
    ToCome,
    Ended,
    Inactivated,
}

/// Writes the community roles, and answers who is an active instructor. The first person, `admin`, is one without dates
/// (DM-SEED-03).
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    awards: &[Award],
    memberships: &[Membership],
    partnerships: &[Partnership],
) -> anyhow::Result<HashSet<i32>> {
    let mut random = Random::named("roles");
    let lookups = &world.lookups;
    let liaison: i32 = sqlx::query_scalar(
        "INSERT INTO community_role_config (created_at, name, display_name, link_to_award, link_to_membership, additional_url, custom_key_labels)
         VALUES ($1, $2, 'Member Liaison', false, true, false, '{Region,Term}') RETURNING id",
    )
    .bind(random.moment(world.today - Duration::days(800)))
    .bind(LIAISON)
    .fetch_one(&mut *connection)
    .await?;
    let mut bulk = Bulk::into("community_role", COLUMNS);
    let mut active = HashSet::from([people[0].id]);
    let instructor = lookups.configs.id("instructor")?;
    row!(
        bulk,
        world.today,
        world.today,
        instructor,
        people[0].id,
        None::<i32>,
        NEVER,
        NEVER,
        None::<i32>,
        None::<i32>,
        None::<i32>,
        "",
        None::<&str>,
        None::<i32>,
        None::<&str>
    );

    let mut seen = 0;
    for award in awards.iter().filter(|award| matches!(award.badge, "instructor" | "trainer" | "maintainer")) {
        seen += 1;
        let of_login = usize::try_from(award.person).is_ok_and(|id| id <= LOGINS.len());
        let standing = match seen % 9 {
            4 if !of_login => Standing::Inactivated,
            8 if !of_login => Standing::Ended,
            _ => Standing::Active,
        };
        if award.badge == "instructor" && standing == Standing::Active {
            active.insert(award.person);
        }
        let end = past_end(standing, award.awarded, world, &mut random);
        let maintains = award.badge == "maintainer";
        let lesson = *random.pick(&lookups.lessons.all);
        row!(
            bulk,
            award.awarded,
            award.awarded,
            lookups.configs.id(award.badge)?,
            award.person,
            (award.badge != "instructor" || seen % 2 == 0).then_some(award.id),
            award.awarded,
            end,
            (standing == Standing::Inactivated).then(|| *turn(&lookups.inactivations.all, seen / 9)),
            None::<i32>,
            None::<i32>,
            "",
            maintains.then_some(Kind::Lesson.object_type()),
            maintains.then_some(lesson),
            None::<&str>,
        );
    }
    let standings = [Standing::Active, Standing::Ended, Standing::ToCome, Standing::Active, Standing::Inactivated];
    for (number, person) in people.iter().skip(LOGINS.len()).filter(|person| person.active).step_by(5).enumerate() {
        let config = *turn(FREE, number);
        let standing = *turn(&standings, number);
        let start = match standing {
            Standing::ToCome => world.today + Duration::days(random.between(5, 90)),
            _ => world.today - Duration::days(random.between(100, 1_500)),
        };
        let end = past_end(standing, start, world, &mut random)
            .or_else(|| (number.is_multiple_of(3)).then(|| world.today.max(start) + Duration::days(random.between(30, 400))));
        let advises = config == "curriculum_advisor";
        let of_lab = config.starts_with("carpentries_lab");
        row!(
            bulk,
            start.min(world.today),
            start.min(world.today),
            if config == LIAISON { liaison } else { lookups.configs.id(config)? },
            person.id,
            None::<i32>,
            start,
            end,
            (standing == Standing::Inactivated).then(|| *turn(&lookups.inactivations.all, number / 5)),
            (config == LIAISON).then(|| turn(memberships, number / FREE.len()).id),
            (config == "partnership_trainer").then(|| turn(partnerships, number / FREE.len()).id),
            if of_lab { format!("https://github.com/carpentries-lab/reviews/issues/{number}") } else { String::new() },
            advises.then_some(Kind::Curriculum.object_type()),
            advises.then(|| *turn(&lookups.curricula.all, number)),
            (config == LIAISON).then_some(r#"[["Region", "Europe"], ["Term", "2 years"]]"#),
        );
    }
    bulk.write(connection).await?;
    Ok(active)
}

const NEVER: Option<NaiveDate> = None;

/// The last day of a role that is over.
fn past_end(standing: Standing, start: NaiveDate, world: &World, random: &mut Random) -> Option<NaiveDate> {
    let days = (world.today - start).num_days().max(1);
    matches!(standing, Standing::Ended | Standing::Inactivated).then(|| start + Duration::days(random.between(0, days - 1)))
}
