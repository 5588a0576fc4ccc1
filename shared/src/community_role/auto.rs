//! Roles that come with a badge (DM-AWARD-03).

use crate::Result;
use crate::db::Change;

/// Gives the person of the award `award` every role that is assigned with its badge, from today on, unless a role of that
/// kind concurs with it (DM-CROLE-06): one statement.
pub(crate) async fn assign_for_award(change: &mut Change, award: i32) -> Result<()> {
    let (now, today) = (change.now(), change.today());
    sqlx::query!(
        "INSERT INTO community_role (created_at, last_updated_at, config_id, person_id, award_id, start, target_type)
         SELECT $2, $2, k.id, a.person_id, a.id, $3, k.target_type
         FROM award a JOIN community_role_config k ON k.award_badge_limit_id = a.badge_id AND k.autoassign_when_award_created
         WHERE a.id = $1 AND NOT EXISTS (
             SELECT FROM community_role c WHERE c.person_id = a.person_id AND c.config_id = k.id
             AND community_role_concurs(c, $3, NULL, CASE WHEN k.additional_url THEN '' END))
         ORDER BY k.id",
        award,
        now,
        today
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
