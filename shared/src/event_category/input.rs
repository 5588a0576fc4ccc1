//! What the form of a category sends, and its rules (OFF-18, OFF-20).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryInput {
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Offered for events.
    pub active: bool,
}

/// A category as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: CategoryInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored category `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM event_category WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT c.name, c.description, c.active,
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'event_category' AND v.object_id = c.id::text) AS "version!"
           FROM event_category c WHERE c.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        input: CategoryInput { name: row.name, description: row.description, active: row.active },
        version: row.version,
    }))
}

impl Input for CategoryInput {
    type Own = ();

    /// The form knows all there is to know.
    async fn check(&self, _: &mut Db, (): &()) -> Result<FieldErrors> {
        Ok(FieldErrors::default())
    }
}
