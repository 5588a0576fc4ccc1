//! `/` and `/dashboard`: the way in, the staff's dashboard, and the addresses of older releases.

mod admin;
mod dispatch;
mod legacy;
mod search;

use web::Access::{Admin, Anyone, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/", Anyone, dispatch::root)
        .get("/dashboard/", SignedIn, dispatch::dashboard)
        .get("/dashboard/admin/", Admin, admin::dashboard)
        .get("/dashboard/admin/search/", Admin, search::results)
        .get("/version/", Anyone, dispatch::version);
    legacy::add(routes)
}
