//! The history of imported records: AMY's own, and after it what the import found to be otherwise (DM-VER-04).

mod amy;
mod difference;
mod kind;
mod newest;
mod set;
mod snapshot;

use sqlx::{PgConnection, Row as _};

use super::staging::{execute, joined, quoted};

pub(super) use amy::{Amy, Unreadable};

/// What the trigger `record_version` leaves out of versions, besides what is never imported.
const HIDDEN: &str = "ARRAY['password', 'last_login', 'last_updated_at']";
/// The revision of this transaction.
const CURRENT: &str = "(SELECT id FROM revision WHERE transaction_id = pg_current_xact_id())";

/// An audited table, and whose history its rows belong to.
struct Audited {
    table: String,
    owner: String,
    owner_id: String,
    key: Vec<String>,
}

impl Audited {
    /// A row's key as one text, of a row of the table.
    fn key_of_row(&self, alias: &str) -> String {
        let parts = joined(&self.key, ", ", |column| format!("{alias}.{}", quoted(column)));
        format!("concat_ws(',', {parts})")
    }

    /// The same of a version's row, which is jsonb.
    fn key_of_json(&self, row: &str) -> String {
        let parts = joined(&self.key, ", ", |column| format!("{row} ->> '{column}'"));
        format!("concat_ws(',', {parts})")
    }
}

/// Stops the triggers that write a version of each row.
pub(crate) async fn pause(connection: &mut PgConnection) -> anyhow::Result<()> {
    for audited in audited(connection).await? {
        execute(connection, format!("ALTER TABLE {} DISABLE TRIGGER record_version", quoted(&audited.table))).await?;
    }
    Ok(())
}

/// Starts them again.
pub(crate) async fn resume(connection: &mut PgConnection) -> anyhow::Result<()> {
    for audited in audited(connection).await? {
        execute(connection, format!("ALTER TABLE {} ENABLE TRIGGER record_version", quoted(&audited.table))).await?;
    }
    Ok(())
}

/// Removes the history of seed rows, whose ids other records are about to get.
pub(crate) async fn forget(connection: &mut PgConnection) -> anyhow::Result<()> {
    execute(connection, "DELETE FROM version".to_owned()).await?;
    execute(connection, "DELETE FROM revision".to_owned()).await?;
    Ok(())
}

/// Opens the revision of this transaction.
pub(crate) async fn open(connection: &mut PgConnection, comment: &str) -> anyhow::Result<()> {
    sqlx::query("INSERT INTO revision (created_at, comment, transaction_id) VALUES (now(), $1, pg_current_xact_id())")
        .bind(comment)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes a version of every audited row that is not as its newest version says, so that the newest version of a row is the
/// row (DM-VER-04).
pub(crate) async fn begin(connection: &mut PgConnection) -> anyhow::Result<()> {
    let tables = audited(connection).await?;
    newest::note(connection, &tables).await?;
    for table in &tables {
        difference::record(connection, table).await?;
    }
    Ok(())
}

/// Counts the versions of this transaction's revision. One without versions is removed (DM-VER-02), another lets go of its
/// transaction, by which the change feed would publish every record of it.
pub(crate) async fn close(connection: &mut PgConnection) -> anyhow::Result<u64> {
    let versions: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM version WHERE revision_id = (SELECT id FROM revision WHERE transaction_id = pg_current_xact_id())",
    )
    .fetch_one(&mut *connection)
    .await?;
    if versions == 0 {
        execute(connection, "DELETE FROM revision WHERE transaction_id = pg_current_xact_id()".to_owned()).await?;
    }
    execute(connection, "UPDATE revision SET transaction_id = NULL WHERE transaction_id = pg_current_xact_id()".to_owned())
        .await?;
    Ok(u64::try_from(versions)?)
}

async fn audited(connection: &mut PgConnection) -> anyhow::Result<Vec<Audited>> {
    let rows = sqlx::query(
        r"SELECT c.relname::text, split_part(encode(t.tgargs, 'escape'), '\000', 1), split_part(encode(t.tgargs, 'escape'), '\000', 2),
              ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                    WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY a.attnum)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'record_version' ORDER BY c.oid",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Audited { table: row.try_get(0)?, owner: row.try_get(1)?, owner_id: row.try_get(2)?, key: row.try_get(3)? })
        })
        .collect()
}
