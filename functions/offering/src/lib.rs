//! `/offering`: accounts of the service offering, their owners and benefits, and categories of events.

use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
}
