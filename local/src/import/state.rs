//! What the target holds already, and what that means for the import.

use anyhow::{bail, ensure};
use sqlx::{AssertSqlSafe, PgConnection};

use super::history;
use super::mapping::Mapping;
use super::staging::{Staged, execute, joined, quoted};

/// The comment of the revision that an import leaves, by which a later one knows it.
pub(super) const COMMENT: &str = "Imported from AMY";
/// So many records are named when an import is refused.
const EXAMPLES: usize = 5;

/// The state of the target before the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing but seed rows. They give way to AMY's, and history begins with the import.
    Fresh,
    /// An import's result, in which nobody has worked. What changed in AMY since is taken over, and recorded as changes.
    Imported,
}

impl State {
    /// Finds out, and locks the target against other writers.
    ///
    /// # Errors
    /// When the target holds work of its own.
    pub(super) async fn of(connection: &mut PgConnection, mappings: &[Mapping]) -> anyhow::Result<Self> {
        execute(connection, "LOCK TABLE person, event, organization, revision IN SHARE ROW EXCLUSIVE MODE".to_owned()).await?;
        let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM revision WHERE comment = $1 AND amy_id IS NULL")
            .bind(COMMENT)
            .fetch_one(&mut *connection)
            .await?;
        if let Some(last) = last {
            let since: i64 =
                sqlx::query_scalar("SELECT count(*) FROM revision WHERE id > $1 AND person_id IS NOT NULL AND amy_id IS NULL")
                    .bind(last)
                    .fetch_one(&mut *connection)
                    .await?;
            ensure!(
                since == 0,
                "people have worked in the target since the last import ({since} changes), which importing again would \
                 overwrite: import into a new database"
            );
            return Ok(Self::Imported);
        }
        for mapping in mappings.iter().filter(|mapping| !mapping.seeded) {
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {}", quoted(mapping.table))))
                .fetch_one(&mut *connection)
                .await?;
            ensure!(
                rows == 0,
                "the target holds records of its own ({rows} in {}), which did not come from an import: import into a new database",
                mapping.table
            );
        }
        Ok(Self::Fresh)
    }

    /// Makes room: removes the seed rows, or makes sure that no record would be taken for another.
    pub(super) async fn prepare(self, connection: &mut PgConnection, staged: &[Staged<'_>]) -> anyhow::Result<()> {
        // What triggers would do is in AMY's rows and in its history.
        triggers(connection, staged, "DISABLE").await?;
        match self {
            Self::Fresh => {
                for table in staged.iter().rev().filter(|table| table.mapping.seeded) {
                    execute(connection, format!("DELETE FROM {}", quoted(table.mapping.table))).await?;
                }
            }
            Self::Imported => {
                for table in staged {
                    refuse_mistaken(connection, table).await?;
                }
            }
        }
        Ok(())
    }

    /// Records what is otherwise than its history says, and answers how many versions the import left.
    pub(super) async fn finish(self, connection: &mut PgConnection, staged: &[Staged<'_>]) -> anyhow::Result<u64> {
        history::open(connection, COMMENT).await?;
        history::begin(connection).await?;
        triggers(connection, staged, "ENABLE").await?;
        history::close(connection).await
    }

    /// Removes the history of the seed rows, before AMY's is read.
    pub(super) async fn clear(self, connection: &mut PgConnection) -> anyhow::Result<()> {
        if self == Self::Fresh { history::forget(connection).await } else { Ok(()) }
    }
}

/// Stops the triggers of all tables, or starts them again.
async fn triggers(connection: &mut PgConnection, staged: &[Staged<'_>], what: &str) -> anyhow::Result<()> {
    for table in staged {
        execute(connection, format!("ALTER TABLE {} {what} TRIGGER USER", quoted(table.mapping.table))).await?;
    }
    Ok(())
}

/// Refuses to take a record of the target for one of AMY's only because their ids are equal.
async fn refuse_mistaken(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<()> {
    if staged.mapping.known_by.is_empty() {
        return Ok(());
    }
    let (table, staging) = (staged.mapping.table, staged.name());
    let differs =
        joined(staged.columns().filter(|column| staged.mapping.known_by.contains(&column.name.as_str())), " OR ", |column| {
            format!("t.{0} IS DISTINCT FROM s.{0}::{1}", quoted(&column.name), column.sql_type)
        });
    let sql = format!(
        "SELECT {} FROM {staging} s JOIN {} t ON {} WHERE s.refused IS NULL AND ({differs}) ORDER BY 1",
        staged.label("s"),
        quoted(table),
        staged.same_record()
    );
    let mistaken: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(connection).await?;
    if mistaken.is_empty() {
        return Ok(());
    }
    let examples = mistaken.iter().take(EXAMPLES).map(String::as_str).collect::<Vec<_>>().join(", ");
    bail!(
        "{} records of {table} are others here than in the source, under the same ids ({examples}): import into a new database",
        mistaken.len()
    )
}
