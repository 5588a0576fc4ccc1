//! Signing in with a password: throttled, and as slow for an unknown login as for a known one.

use shared::access;
use shared::password::{self, Verdict};

use crate::answer::Failure;
use crate::identity::Client;
use crate::site::Site;

/// Tries for one login within [`WINDOW`].
const MOST_PER_LOGIN: i64 = 20;
/// Tries from one address within [`WINDOW`]: a whole workshop may sit behind it.
const MOST_PER_ADDRESS: i64 = 100;
/// A quarter of an hour.
const WINDOW: chrono::Duration = chrono::Duration::minutes(15);

/// A person who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Person id.
    pub person: i32,
    /// Digest of the stored hash, for [`crate::Page::sign_in`].
    pub stamp: String,
}

/// The active person with this login and password; an old hash is replaced by a better one. `None` for a wrong pair.
///
/// # Errors
/// [`Failure::TooMany`] after too many tries, or when a store cannot be reached.
pub async fn prove(site: &Site, client: &Client, login: &str, password: &str) -> Result<Option<Proven>, Failure> {
    let now = site.clock().now();
    let counters = [
        (format!("login#{}", login.trim().to_lowercase()), MOST_PER_LOGIN),
        (format!("address#{}", client.address), MOST_PER_ADDRESS),
    ];
    for (name, most) in counters {
        if site.sessions().count(&name, WINDOW, now).await? > most {
            tracing::warn!(client = client.address, "too many tries to sign in");
            return Err(Failure::TooMany);
        }
    }
    let account = access::account(&mut *site.db().await?, login).await?;
    let stored = account.as_ref().map_or(String::new(), |account| account.password.clone());
    let verdict = password::verify_off_thread(password.to_owned(), stored).await?;
    let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
        tracing::error!(client = client.address, "a login failed");
        return Ok(None);
    };
    let better = if verdict == Verdict::RightButOld { Some(password::hash_off_thread(password.to_owned()).await?) } else { None };
    access::record_login(&mut *site.db().await?, account.id, now, better.as_deref()).await?;
    let stamp = shared::secret::digest(better.as_ref().unwrap_or(&account.password));
    Ok(Some(Proven { person: account.id, stamp }))
}
