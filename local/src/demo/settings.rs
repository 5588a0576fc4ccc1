//! Links to GitHub accounts, passkeys, saved filters, conditions of feature flags, and look-up rows that are no longer offered.

use chrono::Duration;
use serde_json::json;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::people::Person;
use super::random::Random;

/// Flag, condition, value, required: every kind of condition, and the four flags on.
const CONDITIONS: &[(&str, &str, &str, bool)] = &[
    ("INSTRUCTOR_RECRUITMENT", "boolean", "True", false),
    ("EMAIL_MODULE", "boolean", "True", false),
    ("ENFORCE_MEMBER_CODES", "boolean", "True", false),
    ("SERVICE_OFFERING", "boolean", "True", false),
    ("DEMO_BANNER", "anonymous", "False", true),
    ("DEMO_BANNER", "not_in_production", "True", true),
    ("DEMO_BANNER", "parameter", "demo_banner", false),
    ("DEMO_BANNER", "session", "demo_banner", false),
];

/// Writes all of it.
pub(super) async fn write(connection: &mut PgConnection, world: &World, people: &[Person]) -> anyhow::Result<()> {
    let mut random = Random::named("settings");
    let mut bulk = Bulk::into(
        "social_login",
        "created_at timestamptz, last_updated_at timestamptz, person_id int, provider text, uid text, extra_data jsonb",
    );
    for person in people.iter().filter(|person| person.active) {
        let Some(github) = person.github.as_ref().filter(|_| random.chance(60)) else { continue };
        let since = world.today - Duration::days(random.between(5, 900));
        // Above the numbers that GitHub has given so far.
        let uid = 900_000_000_000 + i64::from(person.id);
        row!(bulk, since, since, person.id, "github", uid, json!({"login": github}));
    }
    bulk.write(connection).await?;

    // Nobody holds their keys, which are none.
    sqlx::query(
        "INSERT INTO passkey (created_at, last_used_at, person_id, name, credential_id, user_handle, algorithm, public_key, transports)
         SELECT $1::date - d.made, CASE d.name WHEN 'Laptop' THEN $1::date - 2 END, p.id, d.name,
             sha256(convert_to(p.username || d.name, 'UTF8')), sha256(convert_to(p.username, 'UTF8')), -7, convert_to('none', 'UTF8'), d.transports
         FROM person p, (VALUES ('Laptop', 300, '{internal}'::text[]), ('Key on the keyring', 40, '{nfc,usb}')) d (name, made, transports)
         WHERE p.username IN ('admin', 'operator') ORDER BY p.id, d.made DESC",
    )
    .bind(world.today)
    .execute(&mut *connection)
    .await?;

    sqlx::query(
        "INSERT INTO saved_filter (person_id, list, name, query, is_shared)
         SELECT p.id, d.list, d.name, d.query, p.username = 'operator'
         FROM person p, (VALUES ('/workshops/events/', 'Waiting for a website', 'state=unpublished_events&order_by=slug'),
             ('/workshops/tasks/', 'Instructors', 'order_by=-event')) d (list, name, query)
         WHERE (p.username, d.list) IN (VALUES ('admin', '/workshops/tasks/'), ('operator', '/workshops/events/'))",
    )
    .execute(&mut *connection)
    .await?;

    let mut bulk = Bulk::into("feature_flag_condition", "flag text, condition text, value text, required boolean");
    for (flag, condition, value, required) in CONDITIONS {
        row!(bulk, *flag, *condition, *value, *required);
    }
    bulk.write(connection).await?;

    let created = world.today - Duration::days(1_400);
    let mut bulk = Bulk::into(
        "event_category",
        "id uuid, active boolean, created_at timestamptz, last_updated_at timestamptz, name text, description text",
    );
    let bootcamp = random.uuid();
    row!(bulk, bootcamp, false, created, created, "bootcamp", "What workshops were called at first");
    bulk.write(connection).await?;
    sqlx::query(
        "UPDATE event SET event_category_id = $1 WHERE id = (SELECT id FROM event WHERE completed ORDER BY start, id LIMIT 1)",
    )
    .bind(bootcamp)
    .execute(&mut *connection)
    .await?;
    let mut bulk = Bulk::into("curriculum", "active boolean, carpentry text, slug text, name text, description text");
    row!(bulk, false, "SWC", "swc-matlab", "Software Carpentry (shell, git, MATLAB)", "No longer taught.");
    bulk.write(connection).await?;
    Ok(())
}
