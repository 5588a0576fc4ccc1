//! Deleting a record from its page (GLB-12).

use shared::db::Change;
use shared::deletion;
use shared::record::Kind;
use templates::pages::deletion::blocked;

use crate::answer::{Failure, Page};

/// Deletes the record called `label`, whose page is `url`; or answers with the page of what refers to it, and then nothing was
/// deleted. The change is still to be committed.
///
/// # Errors
/// When the database cannot be asked.
pub async fn delete(change: &mut Change, kind: Kind, id: &str, label: &str, url: &str) -> Result<Option<Page>, Failure> {
    delete_from(change, kind, id, label, url, url).await
}

/// [`delete`], asked for from the page `back`: there the answer's button leads.
///
/// # Errors
/// As [`delete`].
pub async fn delete_from(
    change: &mut Change,
    kind: Kind,
    id: &str,
    label: &str,
    url: &str,
    back: &str,
) -> Result<Option<Page>, Failure> {
    let blockers = deletion::delete(change, kind, id).await?;
    Ok((!blockers.is_empty()).then(|| blocked(label, url, &blockers, back).into()))
}
