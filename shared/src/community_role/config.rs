//! The kinds of community roles, and the reasons why roles are made inactive (MNT-04, MNT-05).

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::record::Kind;

/// A kind of role, with what it asks of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Config id.
    pub id: i32,
    /// What it asks.
    pub input: ConfigInput,
    /// Title of the badge that the award must be of.
    pub badge: Option<String>,
}

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigInput {
    /// The kind's name in the code.
    pub name: String,
    /// What it is called.
    pub display_name: String,
    /// A role stands upon an award.
    pub link_to_award: bool,
    /// The badge that this award must be of.
    pub award_badge_limit: Option<i32>,
    /// Whoever gets that badge gets the role (DM-AWARD-03).
    pub autoassign_when_award_created: bool,
    /// A role belongs to a membership.
    pub link_to_membership: bool,
    /// A role belongs to a partnership.
    pub link_to_partnership: bool,
    /// A role has an address.
    pub additional_url: bool,
    /// The kind of record that a role points at, as `app.model`.
    pub generic_relation_content_type: Option<String>,
    /// Labels of extra facts (DM-CROLE-07).
    pub custom_key_labels: Vec<String>,
}

impl Input for ConfigInput {
    type Own = ();

    async fn check(&self, db: &mut Db, _own: &()) -> Result<FieldErrors> {
        let badge = sqlx::query_scalar!(
            r#"SELECT ($1::int IS NULL OR EXISTS (SELECT FROM badge WHERE id = $1)) AS "known!""#,
            self.award_badge_limit
        )
        .fetch_one(db)
        .await?;
        let mut errors = FieldErrors::default();
        errors.require(!self.name.is_empty(), "name", "Give it a name.");
        errors.require(!self.display_name.is_empty(), "display_name", "Say what it is called.");
        errors.require(badge, "award_badge_limit", "This badge does not exist any more. Choose another.");
        errors.require(
            !self.autoassign_when_award_created || self.award_badge_limit.is_some(),
            "award_badge_limit",
            "Choose the badge that the role comes with.",
        );
        let target = self.generic_relation_content_type.as_deref();
        errors.require(
            target.is_none_or(|target| Kind::of(target).is_some()),
            "generic_relation_content_type",
            "Choose one of the offered kinds of records.",
        );
        let labels = &self.custom_key_labels;
        errors.require(
            labels.iter().enumerate().all(|(n, label)| !label.is_empty() && !labels[..n].contains(label)),
            "custom_key_labels",
            "Each label says something of its own.",
        );
        Ok(errors)
    }
}

/// All kinds of roles by what they are called, with what a form must ask for each (LKP-15): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn configs(db: &mut Db) -> Result<Vec<Config>> {
    read_configs(db, None).await
}

/// The kind `id`, as its form starts from it: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn config(db: &mut Db, id: i32) -> Result<Option<Config>> {
    Ok(read_configs(db, Some(id)).await?.pop())
}

async fn read_configs(db: &mut Db, id: Option<i32>) -> Result<Vec<Config>> {
    let rows = sqlx::query!(
        r#"SELECT k.id, k.name, k.display_name, k.link_to_award, k.award_badge_limit_id, k.autoassign_when_award_created, k.link_to_membership,
            k.link_to_partnership, k.additional_url, k.target_type, k.custom_key_labels, b.title AS "badge?"
           FROM community_role_config k LEFT JOIN badge b ON b.id = k.award_badge_limit_id
           WHERE $1::int IS NULL OR k.id = $1 ORDER BY k.display_name, k.id"#,
        id
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Config {
            id: row.id,
            badge: row.badge,
            input: ConfigInput {
                name: row.name,
                display_name: row.display_name,
                link_to_award: row.link_to_award,
                award_badge_limit: row.award_badge_limit_id,
                autoassign_when_award_created: row.autoassign_when_award_created,
                link_to_membership: row.link_to_membership,
                link_to_partnership: row.link_to_partnership,
                additional_url: row.additional_url,
                generic_relation_content_type: row.target_type,
                custom_key_labels: row.custom_key_labels,
            },
        })
        .collect())
}

/// Stores a new kind of role that has passed [`ConfigInput::check`], or a changed one where `id` is given. Gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn save_config(change: &mut Change, id: Option<i32>, input: &ConfigInput) -> Result<i32> {
    let now = change.now();
    let id = match id {
        Some(id) => id,
        None => {
            sqlx::query_scalar!(
                "INSERT INTO community_role_config (created_at, name, display_name, link_to_award, link_to_membership, additional_url)
                 VALUES ($1, $2, $3, false, false, false) RETURNING id",
                now,
                input.name,
                input.display_name
            )
            .fetch_one(&mut **change)
            .await?
        }
    };
    sqlx::query!(
        "UPDATE community_role_config SET last_updated_at = $2, name = $3, display_name = $4, link_to_award = $5, award_badge_limit_id = $6,
            autoassign_when_award_created = $7, link_to_membership = $8, link_to_partnership = $9, additional_url = $10, target_type = $11,
            custom_key_labels = $12 WHERE id = $1",
        id,
        now,
        input.name,
        input.display_name,
        input.link_to_award,
        input.award_badge_limit,
        input.autoassign_when_award_created,
        input.link_to_membership,
        input.link_to_partnership,
        input.additional_url,
        input.generic_relation_content_type,
        &input.custom_key_labels
    )
    .execute(&mut **change)
    .await?;
    Ok(id)
}

/// The reasons why roles are made inactive, as key and name, by id: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn inactivations(db: &mut Db) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!("SELECT id, name FROM community_role_inactivation ORDER BY id").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect())
}

/// Stores a new reason, or another name of one where `id` is given. Gives its id.
///
/// # Errors
/// When the database refuses: a name has 1 to 150 characters.
pub async fn save_inactivation(change: &mut Change, id: Option<i32>, name: &str) -> Result<i32> {
    let now = change.now();
    Ok(match id {
        None => {
            sqlx::query_scalar!(
                "INSERT INTO community_role_inactivation (created_at, last_updated_at, name) VALUES ($1, $1, $2) RETURNING id",
                now,
                name
            )
            .fetch_one(&mut **change)
            .await?
        }
        Some(id) => {
            sqlx::query_scalar!(
                "UPDATE community_role_inactivation SET last_updated_at = $2, name = $3 WHERE id = $1 RETURNING id",
                id,
                now,
                name
            )
            .fetch_one(&mut **change)
            .await?
        }
    })
}
