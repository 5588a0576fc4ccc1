//! `/account`: signing in and out.

mod sign_in;

use web::Access::{Anyone, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new().form("/account/login/", Anyone, sign_in::show, sign_in::submit).post(
        "/account/logout/",
        SignedIn,
        sign_in::leave,
    )
}
