//! Writing awards.

use super::AwardInput;
use crate::Result;
use crate::community_role;
use crate::db::Change;

/// Stores a new award that has passed [`AwardInput::check`](crate::check::Input::check), with the community roles that come
/// with its badge (DM-AWARD-03). Gives its id.
///
/// # Errors
/// When the database refuses; the person may have got the badge meanwhile.
pub async fn create(change: &mut Change, input: &AwardInput) -> Result<i32> {
    let id = sqlx::query_scalar!(
        "INSERT INTO award (person_id, badge_id, awarded, event_id, awarded_by_id) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        input.person,
        input.badge,
        input.awarded,
        input.event,
        input.awarded_by
    )
    .fetch_one(&mut **change)
    .await?;
    community_role::assign_for_award(change, id).await?;
    Ok(id)
}
