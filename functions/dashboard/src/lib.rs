//! `/` and `/dashboard`: the way in, the staff's dashboard, and the addresses of older releases.

mod admin;
mod dispatch;
mod feature_flags;
mod legacy;
mod search;

use web::Access::{Admin, Anyone, SignedIn, Tester};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/", Anyone, dispatch::root)
        .get("/dashboard/", SignedIn, dispatch::dashboard)
        .get("/dashboard/admin/", Admin, admin::dashboard)
        .get("/dashboard/admin/feature_flags/", Tester, feature_flags::list)
        .get("/dashboard/admin/search/", Admin, search::results)
        .get("/version/", Anyone, dispatch::version);
    legacy::add(routes)
}
