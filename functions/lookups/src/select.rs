//! Look-ups (LKP-01 … LKP-28).

use shared::lookup::{self, Extras, Lookup};
use web::{Answer, OrNotFound as _, Page, Params, Site};

/// A page of 25 records that match `term`. `field_id`, which the original demanded, is accepted and ignored.
pub(crate) async fn search(lookup: Lookup, site: Site, params: Params) -> Answer {
    let page = params.get("page").map_or(Some(1), |page| page.trim().parse::<i64>().ok()).filter(|page| *page >= 1).or_404()?;
    let extras = Extras { exact_subtag: params.has("subtag"), ..Extras::read(|name| params.get(name)) };
    let mut db = site.db().await?;
    let found = lookup::search(&mut db, lookup, params.get("term").unwrap_or(""), &extras, page).await?;
    Ok(Page::json(&found.or_404()?))
}
