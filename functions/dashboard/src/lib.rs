//! `/` and `/dashboard`: the way in, the staff's dashboard, saved filters of lists, and the addresses of older releases.

mod admin;
mod dispatch;
mod feature_flags;
mod legacy;
mod saved_filters;
mod search;

use web::Access::{Admin, AdminScript, Anyone, SignedIn, Tester};
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
        .post("/dashboard/saved_filters/", Admin, saved_filters::create)
        .form("/dashboard/saved_filters/{id}/", Admin, saved_filters::edit, saved_filters::update)
        .post("/dashboard/saved_filters/{id}/delete/", Admin, saved_filters::delete)
        .get("/dashboard/admin/search/quick/", AdminScript, search::quick)
        .get("/version/", Anyone, dispatch::version);
    legacy::add(routes)
}
