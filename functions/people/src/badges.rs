//! Badges, and who holds them (BDG-01, BDG-02).

use shared::listing::Value;
use shared::{award, badge};
use templates::pages::badge as pages;
use web::{Answer, OrNotFound as _, Params, Path, Site, Viewer};

/// BDG-01
pub(crate) async fn list(site: Site) -> Answer {
    Ok(pages::list(&badge::all(&mut *site.db().await?).await?).into())
}

/// BDG-02
pub(crate) async fn holders(site: Site, viewer: Viewer, Path(name): Path<String>, params: Params) -> Answer {
    let mut db = site.db().await?;
    let badge = badge::by_name(&mut db, &name).await?.or_404()?;
    let list = pages::holders(&viewer);
    let fixed = [("badge", Value::Ints(vec![badge.id]))];
    web::list::within(&site, &mut db, &list, &award::LISTING, params, &fixed, |state, rows| {
        pages::page(&viewer, &badge, &list, state, rows)
    })
    .await
}
