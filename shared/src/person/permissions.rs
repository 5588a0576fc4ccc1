//! What a person may do in AMY, and whether they may log in at all (PER-14).

use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use crate::Result;
use crate::access::{self, LAST_SUPERUSER};
use crate::check::{FieldErrors, Input, asked};
use crate::db::{self, Change, Db, Set};

/// The form's fields by their names. Who is no superuser is asked for `is_active` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionsInput {
    /// May log in.
    pub is_active: bool,
    /// Holds every permission.
    #[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]
    pub is_superuser: Option<bool>,
    /// Permissions held without a group, by number.
    #[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]
    pub user_permissions: Option<Vec<i32>>,
    /// Groups, by number.
    #[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<i32>>,
}

/// What a person may do now.
#[derive(Debug, Clone)]
pub struct Rights {
    /// Display string.
    pub label: String,
    /// All fields.
    pub input: PermissionsInput,
    /// Was archived, and never logs in again (DM-ARCH-04).
    pub is_archived: bool,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// What can be given, as key and name.
#[derive(Debug, Clone, Default)]
pub struct Grants {
    /// All permissions by their codenames.
    pub permissions: Vec<(String, String)>,
    /// All groups by name.
    pub groups: Vec<(String, String)>,
}

impl Input for PermissionsInput {
    /// Whose rights they are.
    type Own = i32;

    async fn check(&self, db: &mut Db, id: &i32) -> Result<FieldErrors> {
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM person WHERE id = $1 AND archived_at IS NOT NULL) AS "is_archived!",
                EXISTS (SELECT FROM person WHERE id = $1 AND is_superuser) AS "stays!",
                NOT EXISTS (SELECT unnest($2::int[]) EXCEPT SELECT id FROM permission) AS "permissions!",
                NOT EXISTS (SELECT unnest($3::int[]) EXCEPT SELECT id FROM user_group) AS "groups!""#,
            id,
            self.user_permissions.as_deref().unwrap_or_default(),
            self.groups.as_deref().unwrap_or_default()
        )
        .fetch_one(&mut *db)
        .await?;
        let mut errors = FieldErrors::default();
        errors.require(
            !(self.is_active && facts.is_archived),
            "is_active",
            "This person was archived, and cannot be made to log in again.",
        );
        let remains = self.is_active && self.is_superuser.unwrap_or(facts.stays);
        let field = if self.is_active { "is_superuser" } else { "is_active" };
        let stay = remains || !access::is_last_superuser(db, *id).await?;
        errors.require(stay, field, LAST_SUPERUSER);
        errors.require(facts.permissions, "user_permissions", "One of these permissions does not exist any more. Choose again.");
        errors.require(facts.groups, "groups", "One of these groups does not exist any more. Choose again.");
        Ok(errors)
    }
}

/// What the person `id` may do; with `lock`, their row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn permissions(db: &mut Db, id: i32, lock: bool) -> Result<Option<Rights>> {
    if lock {
        sqlx::query!("SELECT id FROM person WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT person_label(p) AS "label!", p.is_active, p.is_superuser, p.archived_at IS NOT NULL AS "is_archived!",
            ARRAY(SELECT x.permission_id FROM person_permission x WHERE x.person_id = p.id ORDER BY 1) AS "permissions!",
            ARRAY(SELECT x.user_group_id FROM person_user_group x WHERE x.person_id = p.id ORDER BY 1) AS "groups!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'person' AND v.object_id = p.id::text) AS "version!"
           FROM person p WHERE p.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Rights {
        label: row.label,
        is_archived: row.is_archived,
        version: row.version,
        input: PermissionsInput {
            is_active: row.is_active,
            is_superuser: Some(row.is_superuser),
            user_permissions: Some(row.permissions),
            groups: Some(row.groups),
        },
    }))
}

/// What can be given: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn grants(db: &mut Db) -> Result<Grants> {
    type Pairs = Json<Vec<(String, String)>>;
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, codename) ORDER BY codename) FROM permission), '[]') AS "permissions!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name) ORDER BY name) FROM user_group), '[]') AS "groups!: Pairs""#
    )
    .fetch_one(db)
    .await?;
    Ok(Grants { permissions: row.permissions.0, groups: row.groups.0 })
}

/// Stores what has passed [`PermissionsInput::check`]; what was not asked stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn set_permissions(change: &mut Change, id: i32, input: &PermissionsInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE person SET last_updated_at = $2, is_active = $3, is_superuser = coalesce($4, is_superuser) WHERE id = $1",
        id,
        now,
        input.is_active,
        input.is_superuser
    )
    .execute(&mut **change)
    .await?;
    if let Some(permissions) = &input.user_permissions {
        db::replace_set(change, Set::PersonPermissions, id, permissions).await?;
    }
    if let Some(groups) = &input.groups {
        db::replace_set(change, Set::PersonGroups, id, groups).await?;
    }
    Ok(())
}
