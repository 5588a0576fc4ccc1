//! `/offering`: accounts of the service offering, their owners and benefits, and categories of events.

mod benefits;
mod event_categories;
mod owners;

use shared::flag::Flag;
use web::Access::Can;
use web::Routes;

/// The route table; all of it is there while the flag `SERVICE_OFFERING` is on.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/offering/benefits/", Can(&["view_benefit"]), benefits::list)
        .form("/offering/benefits/create/", Can(&["add_benefit"]), benefits::new, benefits::create)
        .get("/offering/benefits/{id}/", Can(&["view_benefit"]), benefits::details)
        .form("/offering/benefits/{id}/edit/", Can(&["view_benefit", "change_benefit"]), benefits::edit, benefits::update)
        .post("/offering/benefits/{id}/delete/", Can(&["delete_benefit"]), benefits::delete)
        .get("/offering/event-categories/", Can(&["view_eventcategory"]), event_categories::list)
        .form("/offering/event-categories/create/", Can(&["add_eventcategory"]), event_categories::new, event_categories::create)
        .get("/offering/event-categories/{id}/", Can(&["view_eventcategory"]), event_categories::details)
        .form(
            "/offering/event-categories/{id}/edit/",
            Can(&["view_eventcategory", "change_eventcategory"]),
            event_categories::edit,
            event_categories::update,
        )
        .post("/offering/event-categories/{id}/delete/", Can(&["delete_eventcategory"]), event_categories::delete)
        // Owners of accounts.
        .form(
            "/offering/accounts/{id}/owners/",
            Can(&["change_account", "add_accountowner", "change_accountowner", "delete_accountowner"]),
            owners::edit,
            owners::update,
        )
        .flagged(Flag::ServiceOffering)
}
