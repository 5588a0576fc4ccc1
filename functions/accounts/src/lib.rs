//! `/account` and `/terms`: signing in and out, and the terms that come before everything else.

mod consents;
mod sign_in;
mod terms;

use web::Access::{Anyone, Can, OwnOr, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .form("/account/login/", Anyone, sign_in::show, sign_in::submit)
        .post("/account/logout/", SignedIn, sign_in::leave)
        .form("/terms/action_required/", SignedIn, terms::show, terms::submit)
        .post("/terms/{id}/consents/add/", OwnOr(&Can(&["change_person"])), consents::update)
}
