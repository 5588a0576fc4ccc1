//! Workshop websites: filling the event forms in from them (IMP-01), and holding them against the rules (IMP-02).

use shared::event;
use shared::website;
use templates::pages::event as pages;
use templates::website::Dialog;
use web::website::Import;
use web::{Answer, OrNotFound as _, Path, Posted, Site, Viewer};

use crate::events::Open;

/// The form for a new event, filled in from a website (EVT-02).
pub(crate) async fn fill_new(site: &Site, posted: &Posted, import: Import) -> Answer {
    let found = import.look(site).await;
    let mut db = site.db().await?;
    let form = pages::form(&event::choices(&mut db, None).await?, true);
    let filled = import.fill(&mut db, posted, &form, found, Dialog::import("")).await?;
    Ok(filled.answer(pages::add(&form, &filled.state, &filled.dialog)))
}

/// The form of a stored event, filled in from a website (EVT-06).
pub(crate) async fn fill_stored(site: &Site, viewer: &Viewer, slug: &str, posted: &Posted, import: Import) -> Answer {
    let found = import.look(site).await;
    let mut db = site.db().await?;
    let open = Open::read(&mut db, slug, false).await?;
    let filled = import.fill(&mut db, posted, &open.form, found, open.website()).await?;
    Ok(filled.answer(open.page(site, &mut db, viewer, &filled.state, &filled.dialog).await?))
}

/// IMP-02
pub(crate) async fn validate(site: Site, Path(slug): Path<String>) -> Answer {
    let stored = event::stored(&mut *site.db().await?, &slug, false).await?.or_404()?;
    let url = stored.input.url;
    if url.is_empty() {
        return Ok(pages::validation(&slug, None).into());
    }
    let outcome = website::examine(site.egress(), &url).await;
    Ok(pages::validation(&slug, Some((&url, &outcome))).into())
}
