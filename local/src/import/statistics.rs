//! What the planner knows of tables that have just been filled.

use sqlx::PgConnection;

use super::staging::execute;

/// Counts the tables anew: queries on a full table that is believed empty take minutes instead of moments.
pub(crate) async fn renew(connection: &mut PgConnection) -> anyhow::Result<()> {
    let tables: String = sqlx::query_scalar(
        "SELECT string_agg(relname::regclass::text, ', ') FROM pg_class c
         WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')",
    )
    .fetch_one(&mut *connection)
    .await?;
    execute(connection, format!("ANALYZE {tables}")).await?;
    Ok(())
}
