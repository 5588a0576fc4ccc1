//! `/offering`: accounts of the service offering, their owners and benefits, and categories of events.

mod account_benefits;
mod accounts;
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
        .get("/offering/accounts/", Can(&["view_account"]), accounts::list)
        .form("/offering/accounts/create/", Can(&["add_account"]), accounts::new, accounts::create)
        .get("/offering/accounts/{id}/", Can(&["view_account"]), accounts::details)
        .form("/offering/accounts/{id}/edit/", Can(&["view_account", "change_account"]), accounts::edit, accounts::update)
        .post("/offering/accounts/{id}/delete/", Can(&["delete_account"]), accounts::delete)
        .form(
            "/offering/accounts/{id}/owners/",
            Can(&["change_account", "add_accountowner", "change_accountowner", "delete_accountowner"]),
            owners::edit,
            owners::update,
        )
        .get("/offering/account-benefits/", Can(&["view_accountbenefit"]), account_benefits::list)
        .form("/offering/account-benefits/create/", Can(&["add_accountbenefit"]), account_benefits::new, account_benefits::create)
        .get("/offering/account-benefits/{id}/", Can(&["view_accountbenefit"]), account_benefits::details)
        .form(
            "/offering/account-benefits/{id}/edit/",
            Can(&["view_accountbenefit", "change_accountbenefit"]),
            account_benefits::edit,
            account_benefits::update,
        )
        .post("/offering/account-benefits/{id}/delete/", Can(&["delete_accountbenefit"]), account_benefits::delete)
        .flagged(Flag::ServiceOffering)
}
