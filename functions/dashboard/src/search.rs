//! Search over everything (UTL-04).

use shared::flag::Flag;
use shared::search::{self, LONGEST, Quick};
use templates::layout::{Flash, Level};
use templates::pages::search::{Asked, Asking, quick as list, search as page};
use web::{Answer, Flags, Page, Params, Site, Viewer};

/// UTL-04: a single hit is opened at once, unless `no_redirect` is ticked.
pub(crate) async fn results(site: Site, flags: Flags, params: Params) -> Answer {
    if !params.has("term") {
        return Ok(page(Asked::default(), &[]).into());
    }
    // A sign that nobody sees is no term: without it, everything there is would be found.
    let term = params.get("term").unwrap_or("").trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let no_redirect = params.has("no_redirect");
    let error = match term.chars().count() {
        0 => Some("Enter something to search for."),
        length if length > LONGEST => Some("Shorten this to 100 characters."),
        _ => None,
    };
    if let Some(text) = error {
        let again = Page::from(page(Asked { term, no_redirect, error }, &[])).invalid();
        return Ok(again.flash(Flash::new(Level::Error, format!("Nothing was searched. {text}"))));
    }
    let today = site.clock().today();
    let tabs = search::search(&mut *site.db().await?, term, flags.is_on(Flag::ServiceOffering), today).await?;
    let mut hits = tabs.iter().flat_map(|tab| &tab.hits);
    if let (Some(hit), None, false) = (hits.next(), hits.next(), no_redirect)
        && let Some(url) = &hit.url
    {
        return Ok(Page::redirect(url.clone()).success(format!("The only result for “{term}”.")));
    }
    Ok(page(Asked { term, no_redirect, error }, &tabs).into())
}

/// What the box in the bar shows while one types: a piece of HTML. What is no term finds nothing.
pub(crate) async fn quick(site: Site, viewer: Viewer, flags: Flags, params: Params) -> Answer {
    let term = params.get("term").unwrap_or("").trim();
    let found = if term.chars().count() > LONGEST {
        Quick::default()
    } else {
        search::quick(&mut *site.db().await?, term, flags.is_on(Flag::ServiceOffering), site.clock().today()).await?
    };
    Ok(Page::fragment(list(Asking { term, viewer: &viewer, flags: flags.states() }, &found)))
}
