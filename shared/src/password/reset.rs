//! Links to a new password (AUTH-03, AUTH-05): what they are made of, and whom they are for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{Holder, holder};
use crate::db::Db;
use crate::session::Store;
use crate::{Result, secret};

/// A link is good for so long.
pub const LASTS: Duration = Duration::days(3);
/// The kind of what is kept.
const KIND: &str = "reset";

/// What is kept under a link's token: it opens nothing once the seal of the person is another one ([`Holder::seal`]), as after a
/// new password, also one by this very link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    person: i32,
    seal: String,
}

/// How links call a person: the number in base 64, as in the original.
fn uid(person: i32) -> String {
    URL_SAFE_NO_PAD.encode(person.to_string())
}

/// Makes a link for a person: its path.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn link(store: &Store, holder: &Holder, now: DateTime<Utc>) -> Result<String> {
    let token = secret::token();
    let promise = Promise { person: holder.id, seal: holder.seal() };
    store.keep(KIND, &token, &promise, LASTS, now).await?;
    Ok(format!("/account/reset/{}/{token}/", uid(holder.id)))
}

/// What was promised to whoever has this token; `None` for one that is unknown or too old.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn promise(store: &Store, token: &str, now: DateTime<Utc>) -> Result<Option<Promise>> {
    store.kept(KIND, token, now).await
}

/// Whom it was promised to, called `name` in the link; `None` where that is over: they have another password, address or sign-in
/// by now, or may not log in.
///
/// # Errors
/// When the database cannot be asked.
pub async fn promised_to(db: &mut Db, promise: &Promise, name: &str) -> Result<Option<Holder>> {
    if uid(promise.person) != name {
        return Ok(None);
    }
    let found = holder(db, promise.person).await?;
    Ok(found.filter(|holder| holder.is_active && holder.has_password() && secret::equal(&holder.seal(), &promise.seal)))
}

/// Forgets the token of a link that was used. It is no good any more in any case.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn forget(store: &Store, token: &str, now: DateTime<Utc>) -> Result<()> {
    store.take::<Promise>(KIND, token, now).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::uid;

    #[test]
    fn auth_05_people_are_called_as_in_the_original() {
        assert_eq!(uid(1), "MQ");
        assert_eq!(uid(12345), "MTIzNDU");
    }
}
