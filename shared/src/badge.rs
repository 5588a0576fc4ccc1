//! Badges: what people can be certified as (DM-AWARD-01).

use crate::Result;
use crate::db::Db;

/// The badge of whoever may teach any of our workshops.
pub const INSTRUCTOR: &str = "instructor";
/// The badge of whoever trains instructors.
pub const TRAINER: &str = "trainer";
/// All badges that make an instructor: three of former days, and the one of today.
pub const INSTRUCTOR_BADGES: [&str; 4] = ["dc-instructor", "swc-instructor", "lc-instructor", INSTRUCTOR];
/// The badges shown in dense lists.
pub const IMPORTANT: [&str; 2] = [INSTRUCTOR, TRAINER];
/// The badges that are not awarded any more (DM-AWARD-02).
pub(crate) const RETIRED: [&str; 3] = ["lc-instructor", "dc-instructor", "swc-instructor"];

/// A badge in the list of badges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Badge id.
    pub id: i32,
    /// Its name in the code, and in addresses.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it is awarded for.
    pub criteria: String,
    /// How many people hold it.
    pub awards: i64,
}

impl Badge {
    /// Whether it is not awarded any more (DM-AWARD-02).
    #[must_use]
    pub fn is_retired(&self) -> bool {
        RETIRED.contains(&self.name.as_str())
    }
}

/// All badges by name, with the number of those who hold them (DM-AWARD-07): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn all(db: &mut Db) -> Result<Vec<Badge>> {
    Ok(sqlx::query_as!(
        Badge,
        r#"SELECT id, name, title, criteria, (SELECT count(*) FROM award a WHERE a.badge_id = b.id) AS "awards!" FROM badge b ORDER BY name"#
    )
    .fetch_all(db)
    .await?)
}

/// The badge called `name`.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_name(db: &mut Db, name: &str) -> Result<Option<Badge>> {
    Ok(sqlx::query_as!(
        Badge,
        r#"SELECT id, name, title, criteria, (SELECT count(*) FROM award a WHERE a.badge_id = b.id) AS "awards!" FROM badge b WHERE name = $1"#,
        name
    )
    .fetch_optional(db)
    .await?)
}

/// The badges that the award form offers, as key and title, by title and name (DM-AWARD-02): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut Db) -> Result<Vec<(String, String)>> {
    let rows =
        sqlx::query!("SELECT id, title FROM badge WHERE name <> ALL($1) ORDER BY title, name", &RETIRED.map(str::to_owned))
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.title)).collect())
}
