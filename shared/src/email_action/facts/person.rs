//! What is to be known of persons that others were merged into.

use std::collections::BTreeMap;

use super::Contact;
use crate::Result;
use crate::db::Db;

/// A person.
#[derive(Debug)]
pub(in crate::email_action) struct Person {
    pub(in crate::email_action) contact: Contact,
    pub(in crate::email_action) name: String,
}

/// The persons with these ids: one statement, and none without ids.
pub(super) async fn read(db: &mut Db, ids: &[i32]) -> Result<BTreeMap<i32, Person>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query!(r#"SELECT p.id, person_full_name(p) AS "name!", p.email FROM person p WHERE p.id = ANY($1)"#, ids)
        .fetch_all(db)
        .await?;
    let persons = rows
        .into_iter()
        .map(|row| (row.id, Person { contact: Contact { id: row.id, role: String::new(), email: row.email }, name: row.name }));
    Ok(persons.collect())
}
