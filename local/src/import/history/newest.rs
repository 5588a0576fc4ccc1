//! The newest version of every row, in a temporary table.

use sqlx::PgConnection;

use super::super::staging::execute;
use super::Audited;

/// Makes the temporary table `newest`, anew: per table and key of a row, what the row became last, NULL where it was deleted.
pub(super) async fn note(connection: &mut PgConnection, tables: &[Audited]) -> anyhow::Result<()> {
    let keys: String = tables
        .iter()
        .filter(|table| table.key != ["id"])
        .map(|table| format!(" WHEN '{}' THEN {}", table.table, table.key_of_json("row")))
        .collect();
    let key = if keys.is_empty() { "row ->> 'id'".to_owned() } else { format!("CASE table_name{keys} ELSE row ->> 'id' END") };
    execute(connection, "DROP TABLE IF EXISTS pg_temp.newest".to_owned()).await?;
    execute(
        connection,
        format!(
            "CREATE TEMPORARY TABLE newest ON COMMIT DROP AS
             SELECT v.table_name::text, n.key, v.object_id::text, v.after
             FROM (SELECT max(id) AS id, key
                   FROM (SELECT id, table_name, {key} AS key
                         FROM (SELECT id, table_name, coalesce(after, before) AS row FROM version) r) k
                   GROUP BY table_name, key) n
             JOIN version v ON v.id = n.id"
        ),
    )
    .await?;
    execute(connection, "CREATE INDEX ON newest (table_name, key)".to_owned()).await?;
    execute(connection, "ANALYZE newest".to_owned()).await?;
    Ok(())
}
