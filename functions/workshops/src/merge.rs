//! Merging events (EVT-03).

use templates::pages::merge::EVENTS;
use web::{Answer, Params, Posted, Site, Viewer};

/// EVT-03, which two and what differs.
pub(crate) async fn show(site: Site, params: Params) -> Answer {
    web::merge::show(&site, &EVENTS, params).await
}

/// EVT-03, what it sends.
pub(crate) async fn submit(site: Site, viewer: Viewer, params: Params, posted: Posted) -> Answer {
    web::merge::submit(&site, &viewer, &EVENTS, params, posted).await
}
