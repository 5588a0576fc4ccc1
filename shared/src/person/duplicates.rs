//! Persons who may be one and the same (REP-04, REP-05).

use crate::Result;
use crate::db::{Change, Db};

/// A person who may be here twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Person id.
    pub id: i32,
    /// First name.
    pub personal: String,
    /// Last name.
    pub family: String,
    /// Display string.
    pub label: String,
}

/// Those who were never reviewed, or changed a minute or more after they were (DM-PERSON-26).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// Somebody else has the same two names the other way round. By address.
    pub switched: Vec<Candidate>,
    /// Somebody else has the same names. By last name, first name, address: each name's persons follow each other.
    pub same: Vec<Candidate>,
}

/// The candidates: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn duplicates(db: &mut Db) -> Result<Duplicates> {
    let rows = sqlx::query!(
        r#"WITH pool AS MATERIALIZED (
               SELECT p.id, p.personal, p.family, p.email, person_label(p) AS label,
                   count(*) OVER (PARTITION BY p.personal, p.family) > 1 AS is_same
               FROM person p
               WHERE p.duplication_reviewed_on IS NULL OR p.last_updated_at >= p.duplication_reviewed_on + interval '1 minute'),
           found AS (
               SELECT true AS is_switched, a.* FROM pool a
               WHERE a.personal <> a.family AND EXISTS (SELECT FROM pool b WHERE b.personal = a.family AND b.family = a.personal)
               UNION ALL
               SELECT false, a.* FROM pool a WHERE a.is_same)
           SELECT is_switched AS "is_switched!", id AS "id!", personal AS "personal!", family AS "family!", label AS "label!" FROM found
           ORDER BY is_switched, CASE WHEN is_switched THEN '' ELSE family END, CASE WHEN is_switched THEN '' ELSE personal END,
               email NULLS LAST, id"#
    )
    .fetch_all(db)
    .await?;
    let mut duplicates = Duplicates::default();
    for row in rows {
        let list = if row.is_switched { &mut duplicates.switched } else { &mut duplicates.same };
        list.push(Candidate { id: row.id, personal: row.personal, family: row.family, label: row.label });
    }
    Ok(duplicates)
}

/// Marks these persons as reviewed (DM-PERSON-27), which is no change of theirs (DM-PERSON-28). Gives their number.
///
/// # Errors
/// When the database refuses.
pub async fn mark_reviewed(change: &mut Change, ids: &[i32]) -> Result<u64> {
    let now = change.now();
    let done = sqlx::query!("UPDATE person SET duplication_reviewed_on = $2 WHERE id = ANY($1)", ids, now)
        .execute(&mut **change)
        .await?;
    Ok(done.rows_affected())
}
