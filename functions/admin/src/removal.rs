//! What becomes of records that are not wanted any more.

use shared::db::Change;
use shared::reference::{self, Kept, Removal, Stored, Table};
use templates::layout::{Flash, Level};
use templates::pages::deletion::blocked;
use web::{Answer, Failure, OrNotFound as _, Page, Paths, Site, Viewer};

use crate::tables::Of;

/// Opens a change for a record whose table takes this kind of removal.
async fn open(
    site: &Site,
    viewer: &Viewer,
    verb: &str,
    table: &'static Table,
    id: &str,
    fits: bool,
) -> Result<(Change, Stored), Failure> {
    Some(()).filter(|()| fits).or_404()?;
    let mut change = site.change(viewer, &format!("{verb} {}", table.noun.0)).await?;
    let stored = reference::stored(&mut change, table, id, true).await?.or_404()?;
    Ok((change, stored))
}

/// Where a record is left that stays: on its page, or in its list.
fn home(table: &Table, id: &str) -> String {
    if table.edits() { table.edit_url(id) } else { table.path.to_owned() }
}

/// Deletes a record, unless something refers to it (DM-GEN-02) or needs it.
pub(crate) async fn delete(site: Site, viewer: Viewer, Paths(Of(table), id): Paths<Of, String>) -> Answer {
    let fits = table.removal == Removal::Delete;
    let (mut change, stored) = open(&site, &viewer, "delete", table, &id, fits).await?;
    let home = home(table, &id);
    match reference::delete(&mut change, table, &stored).await? {
        None => {
            change.commit().await?;
            Ok(Page::redirect(table.path).success(format!("The {} {} was deleted.", table.noun.0, stored.label)))
        }
        Some(Kept::Blocked(blockers)) => Ok(blocked(&stored.label, &home, &blockers, &home).into()),
        Some(Kept::Refused(reason)) => Ok(Page::redirect(home).flash(Flash::new(Level::Error, reason))),
    }
}

/// Archives a record with what belongs to it (DM-CONS-04 … DM-CONS-06).
pub(crate) async fn archive(site: Site, viewer: Viewer, Paths(Of(table), id): Paths<Of, String>) -> Answer {
    let fits = matches!(table.removal, Removal::Archive(_));
    let (mut change, stored) = open(&site, &viewer, "archive", table, &id, fits).await?;
    if let Some(reason) = reference::archive(&mut change, table, &stored).await? {
        return Ok(Page::redirect(home(table, &id)).flash(Flash::new(Level::Error, reason)));
    }
    change.commit().await?;
    Ok(Page::redirect(table.path).success(format!("The {} {} was archived.", table.noun.0, stored.label)))
}

/// Hides a comment.
pub(crate) async fn hide(site: Site, viewer: Viewer, Paths(Of(table), id): Paths<Of, String>) -> Answer {
    set_hidden(&site, &viewer, table, &id, true).await
}

/// Shows a hidden comment again.
pub(crate) async fn show(site: Site, viewer: Viewer, Paths(Of(table), id): Paths<Of, String>) -> Answer {
    set_hidden(&site, &viewer, table, &id, false).await
}

async fn set_hidden(site: &Site, viewer: &Viewer, table: &'static Table, id: &str, hide: bool) -> Answer {
    let (verb, done) = if hide { ("hide", "is hidden now") } else { ("show", "is shown again") };
    let (mut change, stored) = open(site, viewer, verb, table, id, table.removal == Removal::Hide).await?;
    reference::hide(&mut change, &stored, hide).await?;
    change.commit().await?;
    Ok(Page::redirect(table.path).success(format!("The {} {done}.", stored.label)))
}
