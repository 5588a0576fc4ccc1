//! Search over everything (UTL-04).

use shared::search;
use templates::pages::search::{Asked, search as page};
use web::{Answer, Page, Params, Site};

/// No term may be longer.
const LONGEST: usize = 100;

/// UTL-04: a single hit is opened at once, unless `no_redirect` is ticked.
pub(crate) async fn results(site: Site, params: Params) -> Answer {
    if !params.has("term") {
        return Ok(page(Asked::default(), &[]).into());
    }
    let term = params.get("term").unwrap_or("").trim();
    let no_redirect = params.has("no_redirect");
    let error = match term.chars().count() {
        0 => Some("Enter something to search for."),
        length if length > LONGEST => Some("Shorten this to 100 characters."),
        _ => None,
    };
    if error.is_some() {
        return Ok(Page::from(page(Asked { term, no_redirect, error }, &[])).invalid());
    }
    let tabs = search::search(&mut *site.db().await?, term).await?;
    let mut hits = tabs.iter().flat_map(|tab| &tab.hits);
    if let (Some(hit), None, false) = (hits.next(), hits.next(), no_redirect)
        && let Some(url) = &hit.url
    {
        return Ok(Page::redirect(url.clone()).success(format!("The only result for “{term}”.")));
    }
    Ok(page(Asked { term, no_redirect, error }, &tabs).into())
}
