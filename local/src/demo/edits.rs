//! A little history: what administrators changed since, each change in a transaction of its own, as it would have been.

use chrono::{Duration, NaiveDate};
use sqlx::{PgConnection, PgPool};

use super::World;
use super::events::{Event, State};
use super::people::LOGINS;
use super::random::Random;

/// So many events were edited.
const EDITS: usize = 25;

/// Opens the revision of the running transaction.
pub(super) async fn open(connection: &mut PgConnection, day: NaiveDate, person: Option<i32>, comment: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO revision (created_at, person_id, comment, transaction_id) VALUES ($1::date + time '10:00', $2, $3, pg_current_xact_id())")
        .bind(day)
        .bind(person)
        .bind(comment)
        .execute(connection)
        .await?;
    Ok(())
}

/// Edits events that are not over, the last one yesterday.
pub(super) async fn make(pool: &PgPool, world: &World, events: &[Event]) -> anyhow::Result<()> {
    let mut random = Random::named("edits");
    let open_events: Vec<&Event> =
        events.iter().filter(|event| matches!(event.state, State::Upcoming | State::Ongoing | State::Past)).collect();
    for number in (1..=EDITS).rev() {
        let Some(event) = open_events.get(number % open_events.len().max(1)) else { break };
        let person = i32::try_from(random.below(LOGINS.len() - 1))? + 1;
        let day = world.today - Duration::days(i64::try_from(number)?);
        let mut transaction = pool.begin().await?;
        open(&mut transaction, day, Some(person), "").await?;
        let (column, value) = *random.pick(&[
            ("venue", "Moved to the annexe, room 12"),
            ("contact", "new.contact@example.org;helpdesk@example.org"),
            ("reg_key", "483920174655"),
            ("address", "Back entrance, ring twice"),
        ]);
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "UPDATE event SET {column} = $1 WHERE id = $2 AND country IS DISTINCT FROM 'W3'"
        )))
        .bind(value)
        .bind(event.id)
        .execute(&mut *transaction)
        .await?;
        if number.is_multiple_of(3) {
            sqlx::query(
                "INSERT INTO event_tag (event_id, tag_id) SELECT $1, id FROM tag WHERE name = 'Pilot' ON CONFLICT DO NOTHING",
            )
            .bind(event.id)
            .execute(&mut *transaction)
            .await?;
        }
        // An edit that changed nothing leaves no trace (DM-VER-02).
        let changed = "SELECT EXISTS (SELECT FROM version v JOIN revision r ON r.id = v.revision_id WHERE r.transaction_id = pg_current_xact_id())";
        if sqlx::query_scalar(changed).fetch_one(&mut *transaction).await? {
            transaction.commit().await?;
        }
    }
    Ok(())
}
