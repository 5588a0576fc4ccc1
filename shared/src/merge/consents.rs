//! Consents of two records become those of one, without asking: the newer answer to each term counts (DM-MERGE-11).

use sqlx::AssertSqlSafe;

use super::related::Ids;
use crate::Result;
use crate::db::Change;

/// Merges the active consents in `table`, whose `owner` column refers to the records. Of two answers given in the same moment
/// neither counts, and the term is open again.
pub(super) async fn merge(change: &mut Change, table: &str, owner: &str, ids: Ids) -> Result<()> {
    let now = change.now();
    // Both ends of a pair are archived unless strictly newer.
    let archive = format!(
        "UPDATE {table} c SET archived_at = $3, last_updated_at = $3 FROM {table} o
         WHERE c.{owner} IN ($1, $2) AND o.{owner} IN ($1, $2) AND o.{owner} <> c.{owner} AND o.term_id = c.term_id
           AND c.archived_at IS NULL AND o.archived_at IS NULL AND c.created_at <= o.created_at"
    );
    sqlx::query(AssertSqlSafe(archive)).bind(ids.base).bind(ids.other).bind(now).execute(&mut **change).await?;
    let carry = format!("UPDATE {table} SET {owner} = $1 WHERE {owner} = $2 AND archived_at IS NULL");
    sqlx::query(AssertSqlSafe(carry)).bind(ids.base).bind(ids.other).execute(&mut **change).await?;
    let reopen = format!(
        "INSERT INTO {table} (created_at, {owner}, term_id)
         SELECT DISTINCT $3::timestamptz, $1::int, c.term_id FROM {table} c
         WHERE c.{owner} IN ($1, $2) AND c.archived_at = $3
           AND NOT EXISTS (SELECT FROM {table} x WHERE x.{owner} = $1 AND x.term_id = c.term_id AND x.archived_at IS NULL)"
    );
    sqlx::query(AssertSqlSafe(reopen)).bind(ids.base).bind(ids.other).bind(now).execute(&mut **change).await?;
    Ok(())
}
