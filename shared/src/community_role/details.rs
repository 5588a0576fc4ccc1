//! A community role with everything its page shows (ROL-01), and what a partnership's page begins one with.

use chrono::NaiveDate;
use sqlx::types::Json;

use super::{CommunityRoleInput, CustomKeys, target_tables};
use crate::Result;
use crate::db::Db;

/// A role with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Community role id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Person id.
    pub person_id: i32,
    /// Display string of the person.
    pub person: String,
    /// What the role is called.
    pub config: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Day from which it does not hold any more.
    pub end: Option<NaiveDate>,
    /// Whether it holds today (DM-CROLE-01).
    pub active: bool,
    /// Why it was made inactive.
    pub inactivation: Option<String>,
    /// Display string of the award.
    pub award: Option<String>,
    /// Membership id.
    pub membership_id: Option<i32>,
    /// Display string of the membership.
    pub membership: Option<String>,
    /// Partnership id.
    pub partnership_id: Option<i32>,
    /// Display string of the partnership.
    pub partnership: Option<String>,
    /// Address.
    pub url: String,
    /// Kind of the record that it points at, as `app.model`.
    pub target_type: Option<String>,
    /// Id of that record.
    pub target_id: Option<i32>,
    /// Display string of that record, while it exists.
    pub target: Option<String>,
    /// Extra facts.
    pub custom_keys: CustomKeys,
}

/// The role `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32, today: NaiveDate) -> Result<Option<Details>> {
    let (types, tables) = target_tables();
    let row = sqlx::query!(
        r#"SELECT c.id, record_label('community_role', to_jsonb(c), $2) AS "label!", c.person_id, person_label(p) AS "person!", k.display_name AS config,
            c.start, c."end", community_role_is_active(c, $2) AS "active!", i.name AS "inactivation?", award_label(a) AS award,
            c.membership_id, membership_label(m) AS membership, c.partnership_id, partnership_label(s) AS partnership, c.url,
            c.target_type, c.target_id, c.custom_keys AS "custom_keys: Json<CustomKeys>",
            (SELECT record_label(x.table_name, record_row(x.table_name, c.target_id::text), $2)
                FROM unnest($3::text[], $4::text[]) x (object_type, table_name) WHERE x.object_type = c.target_type) AS target
           FROM community_role c JOIN person p ON p.id = c.person_id JOIN community_role_config k ON k.id = c.config_id
           LEFT JOIN community_role_inactivation i ON i.id = c.inactivation_id LEFT JOIN award a ON a.id = c.award_id
           LEFT JOIN membership m ON m.id = c.membership_id LEFT JOIN partnership s ON s.id = c.partnership_id
           WHERE c.id = $1"#,
        id,
        today,
        &types,
        &tables
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Details {
        id: row.id,
        label: row.label,
        person_id: row.person_id,
        person: row.person,
        config: row.config,
        start: row.start,
        end: row.end,
        active: row.active,
        inactivation: row.inactivation,
        award: row.award,
        membership_id: row.membership_id,
        membership: row.membership,
        partnership_id: row.partnership_id,
        partnership: row.partnership,
        url: row.url,
        target_type: row.target_type,
        target_id: row.target_id,
        target: row.target,
        custom_keys: row.custom_keys.map(|keys| keys.0).unwrap_or_default(),
    }))
}

/// What the form starts from when it is opened from a partnership: it, and the days of its agreement (DM-CROLE-08). `None`
/// when there is no such partnership.
///
/// # Errors
/// When the database cannot be asked.
pub async fn from_partnership(db: &mut Db, partnership: i32) -> Result<Option<CommunityRoleInput>> {
    let row = sqlx::query!("SELECT agreement_start, agreement_end FROM partnership WHERE id = $1", partnership)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| CommunityRoleInput {
        partnership: Some(partnership),
        start: Some(row.agreement_start),
        end: Some(row.agreement_end),
        ..CommunityRoleInput::default()
    }))
}
