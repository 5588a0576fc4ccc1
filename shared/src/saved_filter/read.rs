//! Reading saved filters.

use super::FilterInput;
use crate::Result;
use crate::db::Db;

/// No list shows more of them.
const MOST_SHOWN: i64 = 500;

/// A filter as the list's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its number.
    pub id: i32,
    /// What it is called.
    pub name: String,
    /// What the list is asked for.
    pub query: String,
    /// Whether all staff see it.
    pub is_shared: bool,
    /// Full name of who saved it, where that is somebody else than the viewer.
    pub owner: Option<String>,
}

/// The filters of a list that a person sees: their own by name, then what others share. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_list(db: &mut Db, list: &str, person: i32) -> Result<Vec<Saved>> {
    Ok(sqlx::query_as!(
        Saved,
        r#"SELECT f.id, f.name, f.query, f.is_shared,
                CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
           FROM saved_filter f JOIN person p ON p.id = f.person_id
           WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
           ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id LIMIT $3"#,
        list,
        person,
        MOST_SHOWN
    )
    .fetch_all(db)
    .await?)
}

/// A filter with all that is stored of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub id: i32,
    /// Number of who saved it.
    pub person_id: i32,
    /// That person's full name.
    pub owner: String,
    /// Address of the list.
    pub list: String,
    /// What the list is asked for.
    pub query: String,
    /// What can be changed of it.
    pub input: FilterInput,
}

impl Stored {
    /// The list as this filter shows it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}?{}", self.list, self.query)
    }
}

/// The filter with this number.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32) -> Result<Option<Stored>> {
    let row = sqlx::query!(
        r#"SELECT f.id, f.person_id, person_full_name(p) AS "owner!", f.list, f.query, f.name, f.is_shared
           FROM saved_filter f JOIN person p ON p.id = f.person_id WHERE f.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        person_id: row.person_id,
        owner: row.owner,
        list: row.list,
        query: row.query,
        input: FilterInput { name: row.name, shared: row.is_shared },
    }))
}
