//! Writing to people who were found.

use sqlx::PgConnection;

use crate::Result;

/// Who can be written to, and who cannot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Addresses of those who consented to be contacted, each once.
    pub addresses: Vec<String>,
    /// Names of those who did not consent, or have no address.
    pub left_out: Vec<String>,
}

/// The addresses of these people, in the order of their names: one statement. People who are gone are left out without a word.
///
/// # Errors
/// When the database cannot be asked.
pub async fn contact(db: &mut PgConnection, people: &[i32]) -> Result<Contact> {
    let rows = sqlx::query!(
        r#"SELECT person_full_name(p) AS "name!", CASE WHEN may_contact(p) THEN p.email END AS email
           FROM person p WHERE p.id = ANY($1) ORDER BY p.family, p.personal, p.id"#,
        people
    )
    .fetch_all(db)
    .await?;
    let mut contact = Contact::default();
    for row in rows {
        match row.email {
            Some(email) => contact.addresses.push(email),
            None => contact.left_out.push(row.name),
        }
    }
    Ok(contact)
}
