//! A consortium with everything its page shows (CON-03).

use serde::Deserialize;
use sqlx::types::Json;

use crate::Result;
use crate::db::Db;

/// An organization in a consortium.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConsortiumOrganization {
    /// Domain, which its page is found by.
    pub domain: String,
    /// Display string.
    pub label: String,
}

/// A consortium with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Consortium id.
    pub id: i32,
    /// Name, which is its display string.
    pub name: String,
    /// What it is.
    pub description: String,
    /// By full name.
    pub organisations: Json<Vec<ConsortiumOrganization>>,
}

/// The consortium `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT c.id, c.name, c.description,
            coalesce((SELECT jsonb_agg(jsonb_build_object('domain', o.domain, 'label', organization_label(o)) ORDER BY o.fullname)
                FROM consortium_organization x JOIN organization o ON o.id = x.organization_id WHERE x.consortium_id = c.id), '[]')
                AS "organisations!: Json<Vec<ConsortiumOrganization>>"
           FROM consortium c WHERE c.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?)
}
