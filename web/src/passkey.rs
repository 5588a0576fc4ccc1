//! Ceremonies with passkeys: what is kept between their two requests, and signing in at their end.

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::passkey::{self, AuthenticationResponse, LASTS, SignIn};
use shared::secret;

use crate::answer::{Failure, Page};
use crate::cookies::{Errand, Errands};
use crate::identity::Client;
use crate::login::{self, Proven, count_try};
use crate::site::Site;

/// Binds a ceremony to the browser that began it: without the cookie, a challenge is nobody's.
const ERRAND: Errand = Errand { name: "passkey", lasts: LASTS };

/// Keeps the ceremony, and answers with what the browser's script needs for it.
///
/// # Errors
/// [`Failure::TooMany`] after too many beginnings, or when DynamoDB cannot be asked.
pub async fn begin<T: Serialize + Sync>(
    site: &Site,
    client: &Client,
    kind: &'static str,
    ceremony: &T,
    options: &impl Serialize,
) -> Result<Page, Failure> {
    login::may_begin(site, client).await?;
    let token = secret::token();
    site.sessions().keep(kind, &token, ceremony, LASTS, site.clock().now()).await?;
    Ok(Page::json(options).begin_errand(ERRAND, &token))
}

/// The ceremony that this browser has begun; it can be finished once. `None` after five minutes.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn take<T: DeserializeOwned>(site: &Site, kind: &'static str, errands: &Errands) -> Result<Option<T>, Failure> {
    let Some(token) = errands.secret(ERRAND) else { return Ok(None) };
    Ok(site.sessions().take(kind, &token, site.clock().now()).await?)
}

/// The active person whose passkey has answered the challenge of this browser; the sign-in is noted. `None` where it has not, for
/// whatever reason: the log knows.
///
/// # Errors
/// [`Failure::TooMany`] after too many tries, or when a store cannot be reached.
pub async fn prove(
    site: &Site,
    client: &Client,
    errands: &Errands,
    answer: &AuthenticationResponse,
) -> Result<Option<Proven>, Failure> {
    count_try(site, client, format!("passkey#{}", String::from(answer.raw_id.clone()))).await?;
    match owner(site, errands, answer).await? {
        Ok(person) => login::admit(site, person).await,
        Err(why) => {
            tracing::error!(client = client.address, why, "a login with a passkey failed");
            Ok(None)
        }
    }
}

/// Whose passkey has answered, or why it is nobody's.
async fn owner(site: &Site, errands: &Errands, answer: &AuthenticationResponse) -> Result<Result<i32, String>, Failure> {
    let Some(ceremony) = take::<SignIn>(site, SignIn::KIND, errands).await? else {
        return Ok(Err("no challenge is open".to_owned()));
    };
    let mut db = site.db().await?;
    let Some(stored) = passkey::find(&mut db, &answer.raw_id.0).await? else {
        return Ok(Err("nobody active has this passkey".to_owned()));
    };
    let sign_count = match ceremony.verify(answer, &stored) {
        Ok(sign_count) => sign_count,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    let is_newer = passkey::used(&mut db, stored.id, sign_count, site.clock().now()).await?;
    Ok(if is_newer { Ok(stored.person) } else { Err("its authenticator counts backwards".to_owned()) })
}
