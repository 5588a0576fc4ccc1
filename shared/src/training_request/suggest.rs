//! Who an applicant may be (DM-PERSON-25).

use crate::Result;
use crate::db::Db;

/// The first person, by name, who has an address of the application, or its whole name: one statement. `None` when there is none.
///
/// # Errors
/// When the database cannot be asked.
pub async fn suggested_person(db: &mut Db, request: i32) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!(
        "SELECT p.id FROM training_request r JOIN person p
             ON lower(p.email) IN (lower(r.email), lower(nullif(r.secondary_email, '')))
             OR lower(nullif(p.secondary_email, '')) IN (lower(r.email), lower(nullif(r.secondary_email, '')))
             OR (lower(p.personal), lower(p.middle), lower(p.family)) = (lower(r.personal), lower(r.middle), lower(r.family))
         WHERE r.id = $1 ORDER BY p.family, p.personal, p.id LIMIT 1",
        request
    )
    .fetch_optional(db)
    .await?)
}
