//! What is to be known of awards.

use std::collections::BTreeMap;

use super::Contact;
use crate::Result;
use crate::db::Db;

/// An award.
#[derive(Debug)]
pub(in crate::email_action) struct Award {
    pub(in crate::email_action) id: i32,
    /// Name of the badge.
    pub(in crate::email_action) badge: String,
    pub(in crate::email_action) person: Contact,
    pub(in crate::email_action) person_name: String,
}

/// The awards with these ids: one statement, and none without ids.
pub(super) async fn read(db: &mut Db, ids: &[i32]) -> Result<BTreeMap<i32, Award>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query!(
        r#"SELECT a.id, b.name AS badge, a.person_id, person_full_name(p) AS "person!", p.email
           FROM award a JOIN badge b ON b.id = a.badge_id JOIN person p ON p.id = a.person_id WHERE a.id = ANY($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let awards = rows.into_iter().map(|row| {
        let person = Contact { id: row.person_id, role: String::new(), email: row.email };
        (row.id, Award { id: row.id, badge: row.badge, person, person_name: row.person })
    });
    Ok(awards.collect())
}
