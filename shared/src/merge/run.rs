//! The common algorithm (data-model.md §3.10): one transaction, a fixed number of statements.

use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::choice::{Choice, MergeInput, Side};
use super::consents;
use super::declaration::{COMMENTS, Mergeable};
use super::related::Ids;
use super::values::{self, Values};
use crate::check::FieldErrors;
use crate::db::Change;
use crate::deletion::{self, Blockers};
use crate::record::Kind;
use crate::{Error, Result};

/// The ids of the two records; they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    a: i32,
    b: i32,
}

impl Pair {
    /// Two records, or `None` for one and the same, which cannot be merged with itself (D-17).
    #[must_use]
    pub fn of(a: i32, b: i32) -> Option<Self> {
        (a != b).then_some(Self { a, b })
    }

    /// The id of one of the two.
    #[must_use]
    pub fn id(self, side: Side) -> i32 {
        match side {
            Side::A => self.a,
            Side::B => self.b,
        }
    }
}

/// What became of a merge. Only [`Outcome::Merged`] may be committed.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The survivor's id.
    Merged(i32),
    /// One of the two does not exist, or not any more: another merge may have been faster.
    Gone,
    /// Combined values that do not fit.
    Invalid(FieldErrors),
    /// Records that stand in the way (DM-MERGE-05).
    Blocked(Blockers),
}

/// Merges two records as `input`, which has passed [`crate::check::Input::check`], says. The change is still to be committed.
///
/// # Errors
/// When the database refuses.
pub async fn merge(change: &mut Change, kind: &'static Mergeable, pair: Pair, input: &MergeInput) -> Result<Outcome> {
    let Some(stored) = lock(change, kind, pair).await? else { return Ok(Outcome::Gone) };
    let ids = Ids { base: pair.id(input.id), other: pair.id(input.loser()), base_side: input.id };
    let merged = stored.merged(kind, input);
    let errors = values::too_long(change, kind, &merged).await?;
    if !errors.is_empty() {
        return Ok(Outcome::Invalid(errors));
    }
    if let Some((table, owner)) = kind.consents {
        consents::merge(change, table, owner, ids).await?;
    }
    let kept = (kind.hooks.before)(change, ids, input).await?;
    for set in kind.moved {
        set.carry(change, ids).await?;
    }
    for set in kind.sets {
        let choice = input.of(set.name);
        if let (Some(owner), Some(rows)) = (set.loses(ids, choice), Kind::of_table(set.table)) {
            let blockers = deletion::blockers_of_rows(change, rows, set.owner, owner).await?;
            if !blockers.is_empty() {
                return Ok(Outcome::Blocked(blockers));
            }
        }
        set.settle(change, ids, choice).await?;
    }
    comments(change, kind.kind, pair, ids, input.of(COMMENTS)).await?;
    let blockers = deletion::delete(change, kind.kind, &ids.other.to_string()).await?;
    if !blockers.is_empty() {
        return Ok(Outcome::Blocked(blockers));
    }
    values::write(change, kind, ids.base, &merged).await?;
    (kind.hooks.after)(change, ids, kept).await?;
    Ok(Outcome::Merged(ids.base))
}

/// Both rows under a lock, the smaller id first, so that two merges of the same records wait for one another.
async fn lock(change: &mut Change, kind: &Mergeable, pair: Pair) -> Result<Option<Values>> {
    let table = kind.kind.table();
    let sql = format!("SELECT t.id, to_jsonb(t) FROM {table} t WHERE t.id IN ($1, $2) ORDER BY t.id FOR UPDATE");
    let rows: Vec<(i32, Json<Value>)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(pair.a).bind(pair.b).fetch_all(&mut **change).await?;
    let row = |id: i32| -> Result<Option<Map<String, Value>>> {
        match rows.iter().find(|(found, _)| *found == id) {
            None => Ok(None),
            Some((_, Json(Value::Object(row)))) => Ok(Some(row.clone())),
            Some((_, other)) => Err(Error::Inconsistent { table, column: "row", value: other.to_string() }),
        }
    };
    Ok(row(pair.a)?.zip(row(pair.b)?).map(|(a, b)| Values { a, b }))
}

/// Comments about the records: those of the side that was not chosen are hidden, the others are about the survivor (DM-MERGE-04).
async fn comments(change: &mut Change, kind: Kind, pair: Pair, ids: Ids, choice: Choice) -> Result<()> {
    let hidden = choice.side().map(|side| match side {
        Side::A => pair.b,
        Side::B => pair.a,
    });
    sqlx::query!(
        "UPDATE comment SET is_removed = is_removed OR object_id = $3, object_id = CASE object_id WHEN $3 THEN object_id ELSE $4 END
         WHERE object_type = $1 AND object_id = ANY($2)",
        kind.object_type(),
        &[pair.a.to_string(), pair.b.to_string()],
        hidden.map(|id| id.to_string()).unwrap_or_default(),
        ids.base.to_string()
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
