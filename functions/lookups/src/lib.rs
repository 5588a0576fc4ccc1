//! `/select_lookups`, `/comments` and `/markdownx`: what forms ask while one types, comments, and pictures in texts.

mod comments;
mod markdown;
mod select;
mod whole;

use shared::lookup::Lookup;
use web::Access::{AdminScript, Anyone, Script, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    let routes = Routes::new()
        .post("/comments/post/", SignedIn, comments::post)
        .get("/comments/posted/", SignedIn, comments::posted)
        .get("/comments/cr/{content_type}/{object}/", SignedIn, comments::record)
        .post("/markdownx/markdownify/", SignedIn, markdown::preview)
        .post("/markdownx/upload/", SignedIn, markdown::upload)
        .get("/select_lookups/generic/", Script, whole::generic)
        .get("/select_lookups/offering-account-relation/", Script, whole::account_owners);
    Lookup::ALL.into_iter().fold(routes, |routes, lookup| {
        let access = if lookup.is_public() { Anyone } else { AdminScript };
        routes.get(lookup.path(), access, move |site, params| select::search(lookup, site, params))
    })
}
