//! The first administrator of an installation (DM-SEED-03).

use serde::Deserialize;
use sqlx::PgConnection;

use crate::{Result, password, secret};

/// Who is to be made a superuser.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewSuperuser {
    /// Login name; must be free.
    pub username: String,
    /// Primary address; must be free.
    pub email: String,
    /// Personal name.
    pub personal: String,
    /// Family name.
    #[serde(default)]
    pub family: String,
}

/// Makes an active superuser with a random password, which is the answer: it is stored nowhere else.
///
/// # Errors
/// When the name or the address is taken, or the database cannot be asked.
pub async fn create_superuser(db: &mut PgConnection, new: &NewSuperuser) -> Result<String> {
    let password = secret::token();
    let hash = password::hash_off_thread(password.clone()).await?;
    sqlx::query!(
        "INSERT INTO person (username, email, personal, family, password, is_superuser, is_active)
         VALUES ($1, lower(btrim($2)), $3, $4, $5, true, true)",
        new.username,
        new.email,
        new.personal,
        new.family,
        hash
    )
    .execute(db)
    .await?;
    Ok(password)
}
