//! Who is told of a request: the mailboxes of its country.

use std::collections::BTreeSet;

use crate::Result;
use crate::db::Db;

/// The mailbox that is told where no other is, unless the configuration names one.
pub const DEFAULT: &str = "workshops@carpentries.org";

/// The mailboxes that look after `country`, by name of their criterium, each once; `fallback` alone where there are none, or no
/// country (DM-GEN-11, EML-OTH-00). One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_country(db: &mut Db, country: Option<&str>, fallback: &str) -> Result<Vec<String>> {
    let mut found = sqlx::query_scalar!(
        "SELECT DISTINCT ON (c.name, c.email) c.email FROM criterium c JOIN criterium_country cc ON cc.criterium_id = c.id
         WHERE cc.country = $1 ORDER BY c.name, c.email",
        country
    )
    .fetch_all(db)
    .await?;
    // Several criteria may name one mailbox, and the case of an address does not tell two apart.
    let mut seen = BTreeSet::new();
    found.retain(|email| seen.insert(email.to_lowercase()));
    Ok(if found.is_empty() { vec![fallback.to_owned()] } else { found })
}
