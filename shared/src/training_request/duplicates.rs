//! Applications that may be one (DM-TREQ-18, REP-06).

use crate::Result;
use crate::db::Db;

/// One of several that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// Record id.
    pub id: i32,
    /// Display string.
    pub label: String,
}

/// Applications that share something, in groups of two and more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// Those with the same first and last name, by name.
    pub names: Vec<Vec<Possible>>,
    /// Those with the same address, in whatever case, by address.
    pub emails: Vec<Vec<Possible>>,
}

/// All of them: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn duplicates(db: &mut Db) -> Result<Duplicates> {
    let rows = sqlx::query!(
        r#"SELECT by_email AS "by_email!", first AS "first!", second AS "second!", id AS "id!", label AS "label!" FROM (
            SELECT false AS by_email, r.family AS first, r.personal AS second, r.id, training_request_label(r) AS label,
                count(*) OVER (PARTITION BY r.family, r.personal) AS alike FROM training_request r
            UNION ALL
            SELECT true, lower(r.email), '', r.id, training_request_label(r),
                count(*) OVER (PARTITION BY lower(r.email)) FROM training_request r WHERE r.email <> ''
           ) possible WHERE alike > 1 ORDER BY 1, 2, 3, 4"#
    )
    .fetch_all(db)
    .await?;
    let mut duplicates = Duplicates::default();
    let mut last = None;
    for row in rows {
        let groups = if row.by_email { &mut duplicates.emails } else { &mut duplicates.names };
        let key = Some((row.by_email, row.first, row.second));
        if key != last {
            groups.push(Vec::new());
            last = key;
        }
        if let Some(group) = groups.last_mut() {
            group.push(Possible { id: row.id, label: row.label });
        }
    }
    Ok(duplicates)
}
