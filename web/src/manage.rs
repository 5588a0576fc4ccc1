//! Deciding about other people's accounts.

use shared::access;
use shared::db::Change;

use crate::answer::Failure;
use crate::identity::Viewer;

/// Lets the viewer decide how these people sign in, whether they may, and whether they stay: only where they lack nothing that one of
/// them holds ([`access::lacking`]).
///
/// # Errors
/// The 403 page, which says what is lacking.
pub async fn may_manage(change: &mut Change, viewer: &Viewer, people: &[i32]) -> Result<(), Failure> {
    match access::lacking(change, viewer, people).await? {
        Some(lack) => Err(Failure::Forbidden(lack.to_string())),
        None => Ok(()),
    }
}
