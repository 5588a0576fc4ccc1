//! What the form of a consortium sends, and its rules (CON-02, CON-04).

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsortiumInput {
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The organizations in it.
    pub organisations: Vec<i32>,
}

/// A consortium as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: ConsortiumInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored consortium `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM consortium WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT c.name, c.description,
            ARRAY(SELECT organization_id FROM consortium_organization x WHERE x.consortium_id = c.id ORDER BY 1) AS "organisations!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'consortium' AND v.object_id = c.id::text) AS "version!"
           FROM consortium c WHERE c.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        input: ConsortiumInput { name: row.name, description: row.description, organisations: row.organisations },
        version: row.version,
    }))
}

impl Input for ConsortiumInput {
    type Own = ();

    async fn check(&self, db: &mut Db, (): &()) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let exist = sqlx::query_scalar!(
            r#"SELECT NOT EXISTS (SELECT unnest($1::int[]) EXCEPT SELECT id FROM organization) AS "exist!""#,
            &self.organisations
        )
        .fetch_one(db)
        .await?;
        errors.require(exist, "organisations", "One of these organizations does not exist any more. Choose again.");
        Ok(errors)
    }
}
