//! An award with what its messages and its certificate say.

use chrono::NaiveDate;

use crate::Result;
use crate::db::Db;

/// An award with the names of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Award id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// Name of the badge.
    pub badge: String,
    /// When it was awarded.
    pub awarded: NaiveDate,
}

/// The award `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT a.id, award_label(a) AS "label!", a.person_id, person_full_name(p) AS "person!", b.name AS badge, a.awarded
           FROM award a JOIN person p ON p.id = a.person_id JOIN badge b ON b.id = a.badge_id WHERE a.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?)
}
