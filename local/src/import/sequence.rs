//! Ids go on where AMY's stopped: an id of a record that AMY deleted is not given to another.

use sqlx::{AssertSqlSafe, PgConnection};

use super::staging::{Staged, execute, quoted};
use super::state::State;

/// Moves the table's id sequence past every id used here or there.
pub(super) async fn move_on(connection: &mut PgConnection, staged: &Staged<'_>, state: State) -> anyhow::Result<()> {
    let table = staged.mapping.table;
    let is_identity: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'id' AND attidentity <> '')",
    )
    .bind(table)
    .fetch_one(&mut *connection)
    .await?;
    if !is_identity {
        return Ok(());
    }
    let highest: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT coalesce(max(id), 0)::bigint FROM {}", quoted(table))))
        .fetch_one(&mut *connection)
        .await?;
    let current: i64 = match state {
        // What the seed rows used up is free again.
        State::Fresh => 1,
        State::Imported => {
            sqlx::query_scalar(
                "SELECT coalesce(last_value + increment_by, start_value) FROM pg_sequences
                 WHERE format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence($1, 'id')",
            )
            .bind(table)
            .fetch_one(&mut *connection)
            .await?
        }
    };
    let next = (highest + 1).max(current).max(staged.next_id.unwrap_or(1));
    if state == State::Imported && next == current {
        return Ok(());
    }
    execute(connection, format!("ALTER TABLE {} ALTER COLUMN id RESTART WITH {next}", quoted(table))).await?;
    Ok(())
}
