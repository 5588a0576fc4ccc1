//! Letting an address get mail again that got none: on AMY's list, and on the one of SES (EML-NEW-11).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::address::bare;
use super::store::Store;
use super::suppression::{Suppression, lift, suppressed};
use crate::Result;
use crate::mail::{Class, Mailer};

/// Somebody's wish that an address gets mail again.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The address, however it is written.
    pub address: &'a str,
    /// Which suppression they saw, as [`Suppression::seen`] tells it.
    pub seen: &'a str,
    /// Who they are.
    pub by: i32,
}

/// What came of the wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgiven {
    /// It gets mail again, which it did not because of this.
    Done(Suppression),
    /// It got mail already.
    NotSuppressed,
    /// Another reason than the one that they saw is there by now. It stays.
    Changed,
    /// SES does not take it from its list, so it stays on AMY's.
    Refused(Class),
}

/// Takes an address from SES's list and then from AMY's: whatever fails in between leaves it on ours, where it is seen and can be
/// tried again.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn forgive(store: &Store, mailer: &Mailer, wish: Wish<'_>, now: DateTime<Utc>) -> Result<Forgiven> {
    let known = suppressed(store, &[wish.address.to_owned()], now).await?;
    let Some(suppression) = known.into_values().next() else { return Ok(Forgiven::NotSuppressed) };
    if wish.seen != suppression.seen() {
        return Ok(Forgiven::Changed);
    }
    for address in spellings(wish.address, &suppression) {
        if let Err(error) = mailer.forgive(address).await {
            // Without SES's words, which may name the address.
            tracing::error!(class = error.class().code(), "an address was not taken from the list of SES");
            return Ok(Forgiven::Refused(error.class()));
        }
    }
    // Something may have come back while SES was asked.
    if !lift(store, wish.address, suppression.at, wish.by, now).await? {
        return Ok(Forgiven::Changed);
    }
    tracing::info!(by = wish.by, cause = suppression.cause.code(), "mail to an address is sent again");
    Ok(Forgiven::Done(suppression))
}

/// The ways in which SES may have the address on its list, which tells cases apart.
fn spellings<'a>(asked: &'a str, suppression: &'a Suppression) -> BTreeSet<&'a str> {
    let all = [suppression.written.as_str(), suppression.address.as_str(), bare(asked)];
    all.into_iter().filter(|address| !address.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suppression::Cause;
    use super::*;

    #[test]
    fn eml_new_11_an_address_is_taken_from_the_list_of_ses_however_it_is_written_there() {
        let of = |asked: &str, written: &str| {
            let suppression = Suppression {
                address: "team@uni.edu".to_owned(),
                written: written.to_owned(),
                cause: Cause::Bounce,
                at: DateTime::UNIX_EPOCH,
                message_id: String::new(),
                told: String::new(),
                ends_at: None,
            };
            spellings(asked, &suppression).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of("TEAM@uni.edu", "Team@Uni.edu"), ["TEAM@uni.edu", "Team@Uni.edu", "team@uni.edu"]);
        assert_eq!(of("The Team <Team@Uni.edu>", "Team@Uni.edu"), ["Team@Uni.edu", "team@uni.edu"]);
        assert_eq!(of("team@uni.edu", ""), ["team@uni.edu"]);
    }
}
