//! Whose password it is: what a new one is held against, and how it is put in place of the present one.

use chrono::{DateTime, Utc};

use super::{Owner, hash_off_thread};
use crate::db::{Change, Db};
use crate::{Result, secret};

/// A person as far as their password goes.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Person id.
    pub id: i32,
    /// Login name.
    pub username: String,
    /// First name.
    pub personal: String,
    /// Middle name.
    pub middle: String,
    /// Last name.
    pub family: String,
    /// Primary address.
    pub email: Option<String>,
    /// The person's label, to name them.
    pub label: String,
    /// Whether they may log in.
    pub is_active: bool,
    /// The stored hash, in one of the formats of [`super::verify`].
    pub stored: String,
    /// When they last signed in.
    pub last_login: Option<DateTime<Utc>>,
}

impl Holder {
    /// Whether there is a password to log in with. The original marks an unusable one by a `!`.
    #[must_use]
    pub fn has_password(&self) -> bool {
        !self.stored.is_empty() && !self.stored.starts_with('!')
    }

    /// What a new password must not resemble.
    #[must_use]
    pub fn owner(&self) -> Owner<'_> {
        Owner {
            username: &self.username,
            personal: &self.personal,
            middle: &self.middle,
            family: &self.family,
            email: self.email.as_deref().unwrap_or_default(),
        }
    }

    /// A digest of the password's hash, the address and the last sign-in: what a link to a new password is bound to, so that it
    /// ends with any of them (AUTH-03).
    #[must_use]
    pub fn seal(&self) -> String {
        let last_login = self.last_login.map_or(0, |moment| moment.timestamp_micros());
        secret::digest(&format!("{}\n{}\n{last_login}", self.stored, self.email.as_deref().unwrap_or_default()))
    }
}

/// The person `id`.
///
/// # Errors
/// When the database cannot be asked.
pub async fn holder(db: &mut Db, id: i32) -> Result<Option<Holder>> {
    let found = sqlx::query_as!(
        Holder,
        r#"SELECT id, username, personal, middle, family, email, person_label(p) AS "label!", is_active, password AS stored, last_login
           FROM person p WHERE id = $1"#,
        id
    );
    Ok(found.fetch_optional(db).await?)
}

/// The active person with this address, in any case (AUTH-03).
///
/// # Errors
/// When the database cannot be asked.
pub async fn holder_at(db: &mut Db, email: &str) -> Result<Option<Holder>> {
    let found = sqlx::query_as!(
        Holder,
        r#"SELECT id, username, personal, middle, family, email, person_label(p) AS "label!", is_active, password AS stored, last_login
           FROM person p WHERE lower(email) = lower($1) AND is_active"#,
        email
    );
    Ok(found.fetch_optional(db).await?)
}

/// Gives the person a new password, unless they have another one, another address, or signed in since `holder` was read: of two
/// who do this at once, one succeeds. Gives the digest of the new hash, which their sessions must carry from now on. It is no
/// part of the person's history.
///
/// # Errors
/// When the database refuses, or there is no randomness.
pub async fn replace(change: &mut Change, holder: &Holder, password: &str) -> Result<Option<String>> {
    let hash = hash_off_thread(password.to_owned()).await?;
    let done = sqlx::query!(
        "UPDATE person SET password = $2 WHERE id = $1 AND password = $3 AND email IS NOT DISTINCT FROM $4
         AND last_login IS NOT DISTINCT FROM $5 AND is_active = $6",
        holder.id,
        hash,
        holder.stored,
        holder.email,
        holder.last_login,
        holder.is_active
    )
    .execute(&mut **change)
    .await?;
    Ok((done.rows_affected() == 1).then(|| secret::digest(&hash)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Holder {
        Holder {
            id: 1,
            username: "lovelace_ada".into(),
            personal: "Ada".into(),
            middle: String::new(),
            family: "Lovelace".into(),
            email: Some("ada@example.org".into()),
            label: "Ada Lovelace".into(),
            is_active: true,
            stored: "argon2$x".into(),
            last_login: DateTime::from_timestamp(1, 0),
        }
    }

    #[test]
    fn auth_03_a_seal_breaks_with_the_password_the_address_and_the_last_login() {
        let whole = ada().seal();
        assert_eq!(whole, Holder { personal: "Augusta".into(), ..ada() }.seal());
        for broken in [
            Holder { stored: "argon2$y".into(), ..ada() },
            Holder { email: Some("ada@example.com".into()), ..ada() },
            Holder { email: None, ..ada() },
            Holder { last_login: DateTime::from_timestamp(2, 0), ..ada() },
            Holder { last_login: None, ..ada() },
        ] {
            assert_ne!(whole, broken.seal(), "{broken:?}");
        }
    }

    #[test]
    fn auth_03_an_unusable_password_is_none() {
        assert!(ada().has_password());
        assert!(!Holder { stored: String::new(), ..ada() }.has_password());
        assert!(!Holder { stored: "!kept out".into(), ..ada() }.has_password());
    }
}
