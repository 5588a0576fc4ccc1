//! What the form of a benefit sends, and its rules (OFF-08, OFF-10).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::UNIT_TYPES;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitInput {
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// One of [`UNIT_TYPES`].
    pub unit_type: String,
    /// What one unit costs.
    pub credits: i32,
    /// In use.
    pub active: bool,
}

/// A benefit as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: BenefitInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored benefit `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM benefit WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT b.name, b.description, b.unit_type, b.credits, b.active, benefit_label(b) AS "label!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'benefit' AND v.object_id = b.id::text) AS "version!"
           FROM benefit b WHERE b.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        label: row.label,
        version: row.version,
        input: BenefitInput {
            name: row.name,
            description: row.description,
            unit_type: row.unit_type,
            credits: row.credits,
            active: row.active,
        },
    }))
}

impl Input for BenefitInput {
    /// The benefit's own id when it exists.
    type Own = Option<Uuid>;

    async fn check(&self, db: &mut Db, own: &Option<Uuid>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            UNIT_TYPES.iter().any(|(key, _)| *key == self.unit_type),
            "unit_type",
            "Choose one of the offered values.",
        );
        errors.require(self.credits >= 0, "credits", "Enter 0 or more.");
        // What is counted in tasks must not be counted in events from one day to the next.
        let used = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM account_benefit a JOIN benefit b ON b.id = a.benefit_id
                WHERE a.benefit_id = $1 AND b.unit_type <> $2 AND account_benefit_used(a) > 0) AS "used!""#,
            *own,
            self.unit_type
        )
        .fetch_one(db)
        .await?;
        errors.require(!used, "unit_type", "Some of this benefit is used, so its unit cannot change.");
        Ok(errors)
    }
}
