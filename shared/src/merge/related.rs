//! Sets and child records (DM-MERGE-02, DM-MERGE-03): a fixed number of statements each, whatever the number of rows.

use sqlx::AssertSqlSafe;

use super::choice::{Choice, Side};
use super::declaration::{Dropped, Related, Twins};
use crate::Result;
use crate::db::Change;

/// Who survives and who does not.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    pub(super) base: i32,
    pub(super) other: i32,
    pub(super) base_side: Side,
}

impl Related {
    /// Gives the survivor what was chosen.
    pub(super) async fn settle(&self, change: &mut Change, ids: Ids, choice: Choice) -> Result<()> {
        match choice.side() {
            Some(side) if side == ids.base_side => self.drop_rows(change, ids.other).await,
            Some(_) => {
                self.drop_rows(change, ids.base).await?;
                self.carry(change, ids).await
            }
            None => self.carry(change, ids).await,
        }
    }

    /// Moves the loser's rows to the survivor; of two that are the same the survivor's stays.
    pub(super) async fn carry(&self, change: &mut Change, ids: Ids) -> Result<()> {
        let Self { table, owner, .. } = self;
        let twin = self.twin("$1");
        let keep_apart = twin.as_ref().map(|twin| format!(" AND NOT {twin}")).unwrap_or_default();
        let moving = format!("UPDATE {table} r SET {owner} = $1 WHERE r.{owner} = $2{keep_apart}");
        sqlx::query(AssertSqlSafe(moving)).bind(ids.base).bind(ids.other).execute(&mut **change).await?;
        if twin.is_some() && !matches!(self.twins, Twins::Stay(_)) {
            self.drop_rows(change, ids.other).await?;
        }
        Ok(())
    }

    /// Deletes or unlinks the rows of a record.
    async fn drop_rows(&self, change: &mut Change, id: i32) -> Result<()> {
        let Self { table, owner, .. } = self;
        let statement = match self.dropped {
            Dropped::Deleted => format!("DELETE FROM {table} WHERE {owner} = $1"),
            Dropped::Unlinked => format!("UPDATE {table} SET {owner} = NULL WHERE {owner} = $1"),
        };
        sqlx::query(AssertSqlSafe(statement)).bind(id).execute(&mut **change).await?;
        Ok(())
    }

    /// That the record `of`, in SQL, has a row like `r`.
    pub(super) fn twin(&self, of: &str) -> Option<String> {
        let (columns, equal) = match self.twins {
            Twins::None => return None,
            Twins::Unique(columns) | Twins::Stay(columns) => (columns, "="),
            Twins::Exact(columns) => (columns, "IS NOT DISTINCT FROM"),
        };
        let Self { table, owner, .. } = self;
        let same: String = columns.iter().map(|column| format!(" AND x.\"{column}\" {equal} r.\"{column}\"")).collect();
        Some(format!("EXISTS (SELECT FROM {table} x WHERE x.{owner} = {of}{same})"))
    }

    /// Whether rows of the loser or the survivor will be deleted, and of whom: they may be referred to in turn.
    pub(super) fn loses(&self, ids: Ids, choice: Choice) -> Option<i32> {
        (self.dropped == Dropped::Deleted).then_some(())?;
        let side = choice.side()?;
        Some(if side == ids.base_side { ids.other } else { ids.base })
    }
}
