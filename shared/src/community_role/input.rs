//! What the form of a community role sends, and what it starts from (ROL-02, ROL-03).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use super::CustomKeys;
use crate::Result;
use crate::db::Db;

/// The form's fields by their names. What kind of record the role points at is never asked: its kind says (DM-CROLE-07).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityRoleInput {
    /// The kind of role; fixed once the role exists (DM-CROLE-07).
    pub config: i32,
    /// Whose role; fixed once it exists (ROL-03).
    pub person: i32,
    /// The award that it stands upon.
    pub award: Option<i32>,
    /// First day; forms demand it, stored ones may lack it.
    pub start: Option<NaiveDate>,
    /// Day from which it does not hold any more.
    pub end: Option<NaiveDate>,
    /// Why it was made inactive.
    pub inactivation: Option<i32>,
    /// Membership that it belongs to.
    pub membership: Option<i32>,
    /// Partnership that it belongs to.
    pub partnership: Option<i32>,
    /// Address.
    pub url: String,
    /// Id of the record that it points at.
    pub generic_relation_pk: Option<i32>,
    /// Values of the extra facts in the order of the kind's labels; asked of existing roles only. A form has a field for each,
    /// see [`super::custom_key_field`].
    #[serde(flatten, with = "super::keys::fields")]
    pub custom_keys: Vec<String>,
}

/// What the rules must know besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Own {
    /// The role's own number when it exists.
    pub id: Option<i32>,
}

/// A role as its edit form starts from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The fields.
    pub input: CommunityRoleInput,
    /// Display string.
    pub label: String,
    /// Display string of the person.
    pub person: String,
    /// The extra facts with their labels, as the form asks them.
    pub custom_keys: CustomKeys,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored role `id` as the form shows it. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM community_role WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT c.config_id, c.person_id, c.award_id, c.start, c."end", c.inactivation_id, c.membership_id, c.partnership_id, c.url,
            c.target_id, c.custom_keys AS "custom_keys: Json<CustomKeys>", k.custom_key_labels, person_label(p) AS "person!",
            'Community Role "' || k.display_name || '" for ' || person_label(p) AS "label!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'community_role' AND v.object_id = c.id::text) AS "version!"
           FROM community_role c JOIN community_role_config k ON k.id = c.config_id JOIN person p ON p.id = c.person_id WHERE c.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let custom_keys = row.custom_keys.map(|keys| keys.0).unwrap_or_default().for_labels(&row.custom_key_labels);
        Stored {
            input: CommunityRoleInput {
                config: row.config_id,
                person: row.person_id,
                award: row.award_id,
                start: row.start,
                end: row.end,
                inactivation: row.inactivation_id,
                membership: row.membership_id,
                partnership: row.partnership_id,
                url: row.url,
                generic_relation_pk: row.target_id,
                custom_keys: custom_keys.0.iter().take(row.custom_key_labels.len()).map(|(_, value)| value.clone()).collect(),
            },
            custom_keys,
            label: row.label,
            person: row.person,
            version: row.version,
        }
    }))
}
