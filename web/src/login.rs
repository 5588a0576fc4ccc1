//! Signing in with a password: throttled, and as slow for an unknown login as for a known one with a wrong password. And what other ways to prove who one is
//! have in common with it.

use shared::access;
use shared::password::{self, Verdict};
use tokio::time::{Instant, sleep_until};

use crate::answer::Failure;
use crate::identity::Client;
use crate::site::Site;
use crate::throttle::within;

/// Tries for one login in a quarter of an hour.
const MOST_PER_LOGIN: i64 = 20;
/// Likewise from one address: a whole workshop may sit behind it.
const MOST_PER_ADDRESS: i64 = 100;
/// Links to a new password for one address, likewise.
const MOST_RESETS: i64 = 5;
/// Likewise for one client's address.
const MOST_RESETS_PER_CLIENT: i64 = 50;
/// Beginnings from one address, likewise: more than tries, as not everybody comes back.
const MOST_BEGINNINGS: i64 = 200;

/// A person who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Person id.
    pub person: i32,
    /// Digest of the stored hash, for [`crate::Page::sign_in`].
    pub stamp: String,
}

/// Counts a try to sign in: one of the client, and one with `what` is tried (`login#…`, `passkey#…`). The client comes first: who is
/// stopped neither fills the table with names nor uses up the tries of others.
pub(crate) async fn count_try(site: &Site, client: &Client, what: String) -> Result<(), Failure> {
    for (name, most) in [(format!("address#{}", client.network()), MOST_PER_ADDRESS), (what, MOST_PER_LOGIN)] {
        let counted = within(site, &name, most).await;
        if matches!(counted, Err(Failure::TooMany)) {
            tracing::warn!(client = client.address, "too many tries to sign in");
        }
        counted?;
    }
    Ok(())
}

/// The active person with this login and password; an old hash is replaced by a better one. `None` for a wrong pair.
///
/// # Errors
/// [`Failure::TooMany`] after too many tries, or when a store cannot be reached.
pub async fn prove(site: &Site, client: &Client, login: &str, password: &str) -> Result<Option<Proven>, Failure> {
    let (now, begun) = (site.clock().now(), Instant::now());
    count_try(site, client, format!("login#{}", login.trim().to_lowercase())).await?;
    let account = access::account(&mut *site.db().await?, login).await?;
    let stored = account.as_ref().map_or(String::new(), |account| account.password.clone());
    let verdict = password::verify_off_thread(password.to_owned(), stored).await?;
    let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
        tracing::error!(client = client.address, "a login failed");
        // Old hashes take longer to compare: whether there is such an account must not show in the time.
        sleep_until(begun + site.config().refusal_takes).await;
        return Ok(None);
    };
    let better = if verdict == Verdict::RightButOld { Some(password::hash_off_thread(password.to_owned()).await?) } else { None };
    let rehash = better.as_deref().map(|new| access::Rehash { old: &account.password, new });
    let Some(kept) = access::record_login(&mut *site.db().await?, account.id, now, rehash).await? else { return Ok(None) };
    // Somebody was faster: the same person with the same password, by a second click, or with another password by now.
    let is_known = kept == account.password || better.as_ref() == Some(&kept);
    if !is_known && password::verify_off_thread(password.to_owned(), kept.clone()).await? == Verdict::Wrong {
        return Ok(None);
    }
    Ok(Some(Proven { person: account.id, stamp: shared::secret::digest(&kept) }))
}

/// Notes that the active person `id` signs in by another proof than a password; `None` where they may not log in.
///
/// # Errors
/// When the database cannot be asked.
pub async fn admit(site: &Site, id: i32) -> Result<Option<Proven>, Failure> {
    let mut db = site.db().await?;
    let Some((viewer, stamp)) = access::viewer(&mut db, id).await? else { return Ok(None) };
    access::record_login(&mut db, viewer.id, site.clock().now(), None).await?;
    Ok(Some(Proven { person: viewer.id, stamp }))
}

/// Ends all sessions of the person `id` but the one called `kept`, after they were given a new password. That has ended them already:
/// they carry the old one's stamp. So the table is only tidied here, and a failure is no more than logged.
pub async fn end_sessions(site: &Site, id: i32, kept: Option<&str>) {
    if let Err(error) = site.sessions().end_others(id, kept).await {
        tracing::error!(%error, "old sessions were left in the table");
    }
}

/// Lets somebody go on who tries to guess the present password of the person `id` from within their session, or says that it was
/// tried too often.
///
/// # Errors
/// [`Failure::TooMany`] after too many tries, or when the sessions' table cannot be reached.
pub async fn may_try(site: &Site, id: i32) -> Result<(), Failure> {
    within(site, &format!("password#{id}"), MOST_PER_LOGIN).await
}

/// Lets a request for a new password through: there are few for one address, and not many from one client, whether anybody has
/// that address or not (AUTH-03).
///
/// # Errors
/// [`Failure::TooMany`] after too many, or when the sessions' table cannot be reached.
pub async fn may_reset(site: &Site, client: &Client, email: &str) -> Result<(), Failure> {
    within(site, &format!("reset-from#{}", client.network()), MOST_RESETS_PER_CLIENT).await?;
    within(site, &format!("reset#{}", email.trim().to_lowercase()), MOST_RESETS).await
}

/// Lets a client begin what AMY keeps something for until they come back, whoever they are: a sign-in with a passkey or elsewhere, a
/// new passkey (AUTH-07). Nobody fills the table with beginnings.
///
/// # Errors
/// [`Failure::TooMany`] after too many, or when the sessions' table cannot be reached.
pub async fn may_begin(site: &Site, client: &Client) -> Result<(), Failure> {
    within(site, &format!("begin#{}", client.network()), MOST_BEGINNINGS).await
}
