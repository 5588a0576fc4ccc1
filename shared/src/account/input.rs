//! What the form of an account sends, and its rules (OFF-02, OFF-04, DM-ACC-01).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Target;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;
use crate::record::account_url;

/// The form's fields by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountInput {
    /// One of [`super::ACCOUNT_TYPES`].
    pub account_type: String,
    /// Id of the person, organization or consortium.
    pub generic_relation_pk: i32,
    /// In use.
    pub active: bool,
}

impl AccountInput {
    /// Whom the account is for.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        Target::of(&self.account_type, self.generic_relation_pk)
    }
}

/// What the rules must know of the account as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Account id.
    pub id: Uuid,
    /// Whom it is for.
    pub target: Target,
}

/// An account as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// What the rules must know.
    pub own: Own,
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: AccountInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored account `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM account WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT a.active, a.account_type AS "account_type!", coalesce(a.person_id, a.organization_id, a.consortium_id) AS "target!",
            account_label(a) AS "label!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'account' AND v.object_id = a.id::text) AS "version!"
           FROM account a WHERE a.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| {
        Some(Stored {
            own: Own { id, target: Target::of(&row.account_type, row.target)? },
            label: row.label,
            input: AccountInput { account_type: row.account_type, generic_relation_pk: row.target, active: row.active },
            version: row.version,
        })
    }))
}

impl Input for AccountInput {
    /// The account when it exists.
    type Own = Option<Own>;

    async fn check(&self, db: &mut Db, own: &Option<Own>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let Some(target) = self.target() else {
            errors.add("account_type", "Choose one of the offered values.");
            return Ok(errors);
        };
        let [person, organization, consortium] = target.columns();
        let facts = sqlx::query!(
            r#"SELECT
                (EXISTS (SELECT FROM person WHERE id = $1) OR EXISTS (SELECT FROM organization WHERE id = $2)
                    OR EXISTS (SELECT FROM consortium WHERE id = $3)) AS "target!",
                x.id AS "account?", account_label(x) AS label,
                EXISTS (SELECT FROM partnership WHERE account_id = $4) AS "has_partnerships!"
               FROM (SELECT 1) once LEFT JOIN account x ON $4::uuid IS DISTINCT FROM x.id
                AND (x.person_id = $1 OR x.organization_id = $2 OR x.consortium_id = $3)"#,
            person,
            organization,
            consortium,
            own.map(|own| own.id)
        )
        .fetch_one(db)
        .await?;
        errors.require(facts.target, "generic_relation_pk", "This record does not exist any more. Choose another.");
        // D-08: the account itself is no other.
        if let Some((account, label)) = facts.account.zip(facts.label) {
            let message = format!("“{label}” exists already: each has one account.");
            errors.add_about("generic_relation_pk", message, account_url(account));
        }
        // DM-PART-02: partnerships are with whom their account is for.
        errors.require(
            own.is_none_or(|own| own.target == target) || !facts.has_partnerships,
            "generic_relation_pk",
            "This account has partnerships, so whom it is for cannot change.",
        );
        Ok(errors)
    }
}
