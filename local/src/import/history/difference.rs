//! Where a table is not as its newest versions say.

use sqlx::PgConnection;

use super::super::staging::{execute, joined, quoted};
use super::{Audited, CURRENT, HIDDEN};

/// Writes a version for each row of the table that is new, differs or is gone, according to the temporary table `newest`.
pub(super) async fn record(connection: &mut PgConnection, audited: &Audited) -> anyhow::Result<()> {
    let Audited { table, owner, owner_id, key } = audited;
    let (quoted_table, owner_id) = (quoted(table), quoted(owner_id));
    let (row_key, order) = (audited.key_of_row("t"), joined(key, ", ", |column| format!("t.{}", quoted(column))));
    execute(
        connection,
        format!(
            "INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before, after)
             SELECT {CURRENT}, '{owner}', t.{owner_id}::text, '{table}', CASE WHEN n.after IS NULL THEN 'I' ELSE 'U' END, n.after, r.row
             FROM {quoted_table} t CROSS JOIN LATERAL (SELECT to_jsonb(t) - {HIDDEN} AS row) r
             LEFT JOIN newest n ON n.table_name = '{table}' AND n.key = {row_key}
             WHERE n.after IS DISTINCT FROM r.row ORDER BY {order}"
        ),
    )
    .await?;
    execute(
        connection,
        format!(
            "INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before)
             SELECT {CURRENT}, '{owner}', n.object_id, '{table}', 'D', n.after FROM newest n
             WHERE n.table_name = '{table}' AND n.after IS NOT NULL
             AND NOT EXISTS (SELECT FROM {quoted_table} t WHERE {row_key} = n.key) ORDER BY n.key"
        ),
    )
    .await?;
    Ok(())
}
