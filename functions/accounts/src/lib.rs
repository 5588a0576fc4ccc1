//! `/account`, `/login`, `/complete`, `/disconnect` and `/terms`: signing in and out, forgotten passwords, sessions, and the terms
//! that come before everything else.

mod consents;
mod github;
mod passkey_sign_in;
mod passkeys;
mod reset;
mod sessions;
mod sign_in;
mod terms;

use web::Access::{Anyone, Can, OwnOr, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .form("/account/login/", Anyone, sign_in::show, sign_in::submit)
        .post("/account/login/passkey/", Anyone, passkey_sign_in::submit)
        .post("/account/logout/", SignedIn, sign_in::leave)
        .form("/account/password_reset/", Anyone, reset::show, reset::ask)
        .get("/account/password_reset/done/", Anyone, reset::sent)
        .form("/account/reset/{uid}/{token}/", Anyone, reset::open, reset::submit)
        .get("/account/reset/done/", Anyone, reset::done)
        .get("/account/sessions/", SignedIn, sessions::list)
        .post("/account/sessions/end/", SignedIn, sessions::end)
        .post("/account/sessions/end_others/", SignedIn, sessions::end_others)
        .form("/login/github/", Anyone, github::begin, github::begin)
        // The original takes the POST from anywhere. GitHub comes back with a GET, so here a POST keeps the check of its origin.
        .form("/complete/github/", Anyone, github::complete, github::complete)
        .post("/disconnect/github/", SignedIn, github::forget)
        .post("/disconnect/github/{association}/", SignedIn, github::forget_one)
        .form("/account/passkeys/", SignedIn, passkeys::show, passkeys::submit)
        .post("/account/passkeys/registration/", SignedIn, passkeys::register)
        .form("/terms/action_required/", SignedIn, terms::show, terms::submit)
        .post("/terms/{id}/consents/add/", OwnOr(&Can(&["change_person"])), consents::update)
}
