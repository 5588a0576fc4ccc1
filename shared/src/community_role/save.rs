//! Writing community roles.

use sqlx::types::Json;

use super::{CommunityRoleInput, CustomKeys};
use crate::Result;
use crate::db::Change;

/// Holds the person until the transaction ends, so that nobody gives them a concurrent role meanwhile (DM-CROLE-06). Call it
/// before the new role is checked.
///
/// # Errors
/// When the database refuses.
pub async fn hold_person(change: &mut Change, person: i32) -> Result<()> {
    sqlx::query!("SELECT id FROM person WHERE id = $1 FOR UPDATE", person).fetch_optional(&mut **change).await?;
    Ok(())
}

/// Stores a new role that has passed [`CommunityRoleInput::check`](crate::check::Input::check), pointing at the kind of record
/// that its own kind says (DM-CROLE-07). Gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, input: &CommunityRoleInput) -> Result<i32> {
    let now = change.now();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO community_role (created_at, last_updated_at, config_id, person_id, award_id, start, "end", inactivation_id, membership_id,
            partnership_id, url, target_type, target_id)
           SELECT $1, $1, k.id, $3, $4, $5, $6, $7, $8, $9, $10, k.target_type, $11 FROM community_role_config k WHERE k.id = $2
           RETURNING id"#,
        now,
        input.config,
        input.person,
        input.award,
        input.start,
        input.end,
        input.inactivation,
        input.membership,
        input.partnership,
        input.url,
        input.generic_relation_pk
    )
    .fetch_one(&mut **change)
    .await?;
    Ok(id)
}

/// Stores a changed role that has passed [`CommunityRoleInput::check`](crate::check::Input::check). Its kind and person stay,
/// whatever was sent (DM-CROLE-07, ROL-03).
///
/// # Errors
/// When the database refuses, or there is no such role.
pub async fn update(change: &mut Change, id: i32, input: &CommunityRoleInput) -> Result<()> {
    let now = change.now();
    let row = sqlx::query!(
        r#"SELECT k.custom_key_labels, c.custom_keys AS "custom_keys: Json<CustomKeys>"
           FROM community_role c JOIN community_role_config k ON k.id = c.config_id WHERE c.id = $1 FOR UPDATE OF c"#,
        id
    )
    .fetch_one(&mut **change)
    .await?;
    let keys = row.custom_keys.map(|keys| keys.0).unwrap_or_default().replaced(&row.custom_key_labels, &input.custom_keys);
    sqlx::query!(
        r#"UPDATE community_role c SET last_updated_at = $2, award_id = $3, start = $4, "end" = $5, inactivation_id = $6, membership_id = $7,
            partnership_id = $8, url = $9, target_type = k.target_type, target_id = $10, custom_keys = $11
           FROM community_role_config k WHERE c.id = $1 AND k.id = c.config_id"#,
        id,
        now,
        input.award,
        input.start,
        input.end,
        input.inactivation,
        input.membership,
        input.partnership,
        input.url,
        input.generic_relation_pk,
        (!keys.0.is_empty()).then_some(Json(keys)) as Option<Json<CustomKeys>>
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
