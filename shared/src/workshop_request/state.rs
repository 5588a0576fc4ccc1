//! Deciding about requests, and who looks after them.

use super::Kind;
use super::kind::on_table;
use crate::Result;
use crate::db::Change;
use crate::decision::Decision;

/// Sets the state, whatever it was (DM-ST-10); gives whether there is such a request. Its event stays linked.
///
/// # Errors
/// When the database refuses.
pub async fn set_state(change: &mut Change, kind: Kind, id: i32, decision: Decision) -> Result<bool> {
    let now = change.now();
    let done = on_table!(
        &mut **change,
        kind,
        "UPDATE "..." SET state = $2, last_updated_at = $3 WHERE id = $1",
        id,
        decision.code(),
        now
    )?;
    Ok(done.rows_affected() == 1)
}

/// Gives the request to somebody whom work may be assigned to, or to nobody; anybody else changes nothing (WRQ-06). Gives
/// whether it was changed.
///
/// # Errors
/// When the database refuses.
pub async fn assign(change: &mut Change, kind: Kind, id: i32, person: Option<i32>) -> Result<bool> {
    let now = change.now();
    let done = on_table!(
        &mut **change,
        kind,
        "UPDATE "
            ..." SET assigned_to_id = $2, last_updated_at = $3 WHERE id = $1 AND ($2::int IS NULL OR EXISTS (
            SELECT FROM person p WHERE p.id = $2 AND (p.is_superuser OR EXISTS (SELECT FROM person_user_group pg
                JOIN user_group g ON g.id = pg.user_group_id WHERE pg.person_id = p.id AND g.name = 'administrators'))))",
        id,
        person,
        now
    )?;
    Ok(done.rows_affected() == 1)
}
