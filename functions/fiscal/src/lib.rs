//! `/fiscal`: organizations, memberships, consortiums and partnerships.

use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
}
