//! Merging persons (PER-03).

use templates::pages::merge::PERSONS;
use web::{Answer, Params, Posted, Site, Viewer};

/// PER-03, which two and what differs.
pub(crate) async fn show(site: Site, params: Params) -> Answer {
    web::merge::show(&site, &PERSONS, params).await
}

/// PER-03, what it sends.
pub(crate) async fn submit(site: Site, viewer: Viewer, params: Params, posted: Posted) -> Answer {
    web::merge::submit(&site, &viewer, &PERSONS, params, posted).await
}
