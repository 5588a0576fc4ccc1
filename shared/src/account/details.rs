//! An account with everything its page shows (OFF-03). Its partnerships and benefits are theirs to tell:
//! [`crate::partnership::of_account`], [`super::related`].

use serde::Deserialize;
use sqlx::types::{Json, Uuid};

use crate::Result;
use crate::db::Db;

/// An owner of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Owner {
    /// Person id.
    pub person_id: i32,
    /// Display string of the person.
    pub label: String,
    /// One of [`super::PERMISSION_TYPES`].
    pub permission_type: String,
}

/// An account with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Account id.
    pub id: Uuid,
    /// Display string.
    pub label: String,
    /// One of [`super::ACCOUNT_TYPES`].
    pub account_type: String,
    /// In use.
    pub active: bool,
    /// The person that it is for.
    pub person_id: Option<i32>,
    /// Domain of the organization that it is for.
    pub organization_domain: Option<String>,
    /// The consortium that it is for.
    pub consortium_id: Option<i32>,
    /// Display string of whom it is for.
    pub target: String,
    /// By permission and name.
    pub owners: Json<Vec<Owner>>,
}

impl Details {
    /// Whether its page shows partnerships and community roles, and has a screen for owners: not that of a person (DM-ACC-02,
    /// DM-ACC-03).
    #[must_use]
    pub fn has_partnerships(&self) -> bool {
        self.person_id.is_none()
    }
}

/// The account `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: Uuid) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT a.id, account_label(a) AS "label!", a.account_type AS "account_type!", a.active, a.person_id, a.consortium_id,
            (SELECT domain FROM organization o WHERE o.id = a.organization_id) AS organization_domain,
            account_target_label(a) AS "target!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('person_id', p.id, 'label', person_label(p), 'permission_type', o.permission_type)
                    ORDER BY o.permission_type, p.family, p.personal, o.id)
                FROM account_owner o JOIN person p ON p.id = o.person_id WHERE o.account_id = a.id), '[]') AS "owners!: Json<Vec<Owner>>"
           FROM account a WHERE a.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?)
}
