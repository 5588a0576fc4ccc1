//! What is to be known of partnerships.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::types::Json;

use super::Contact;
use crate::Result;
use crate::db::Db;

/// A partnership.
#[derive(Debug)]
pub(in crate::email_action) struct Partnership {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) name: String,
    pub(in crate::email_action) start: NaiveDate,
    /// The owners of its account by what they may do.
    pub(in crate::email_action) owners: Vec<Contact>,
}

/// The partnerships with these ids: one statement, and none without ids.
pub(super) async fn read(db: &mut Db, ids: &[i32]) -> Result<BTreeMap<i32, Partnership>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query!(
        r#"SELECT s.id, s.name, s.agreement_start,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'role', o.permission_type, 'email', p.email)
                    ORDER BY o.permission_type, p.family, p.personal, p.id)
                FROM account_owner o JOIN person p ON p.id = o.person_id WHERE o.account_id = s.account_id), '[]')
                AS "owners!: Json<Vec<Contact>>"
           FROM partnership s WHERE s.id = ANY($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let partnerships = rows
        .into_iter()
        .map(|row| (row.id, Partnership { id: row.id, name: row.name, start: row.agreement_start, owners: row.owners.0 }));
    Ok(partnerships.collect())
}
