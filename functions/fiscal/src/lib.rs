//! `/fiscal`: organizations, memberships, consortiums and partnerships.

mod consortiums;
mod membership_extension;
mod membership_members;
mod membership_persons;
mod membership_roll_over;
mod memberships;
mod organizations;
mod partnerships;

use shared::flag::Flag;
use web::Access::{Admin, Can};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new().and(organizations()).and(consortiums()).and(memberships()).and(partnerships())
}

fn organizations() -> Routes {
    Routes::new()
        .get("/fiscal/organizations/", Admin, organizations::list)
        .form("/fiscal/organizations/add/", Can(&["add_organization"]), organizations::new, organizations::create)
        .get("/fiscal/organization/{domain}/", Admin, organizations::details)
        .form("/fiscal/organization/{domain}/edit/", Can(&["change_organization"]), organizations::edit, organizations::update)
        .post("/fiscal/organization/{domain}/delete/", Can(&["delete_organization"]), organizations::delete)
}

fn consortiums() -> Routes {
    Routes::new()
        .get("/fiscal/consortiums/", Can(&["view_consortium"]), consortiums::list)
        .form("/fiscal/consortiums/create/", Can(&["add_consortium"]), consortiums::new, consortiums::create)
        .get("/fiscal/consortiums/{id}/", Can(&["view_consortium"]), consortiums::details)
        .form(
            "/fiscal/consortiums/{id}/edit/",
            Can(&["view_consortium", "change_consortium"]),
            consortiums::edit,
            consortiums::update,
        )
        .post("/fiscal/consortiums/{id}/delete/", Can(&["delete_consortium"]), consortiums::delete)
        .flagged(Flag::ServiceOffering)
}

fn memberships() -> Routes {
    Routes::new()
        .get("/fiscal/memberships/", Admin, memberships::list)
        .form("/fiscal/memberships/add/", Can(&["add_membership", "change_organization"]), memberships::new, memberships::create)
        .get("/fiscal/membership/{id}/", Admin, memberships::details)
        .form("/fiscal/membership/{id}/edit/", Can(&["change_membership"]), memberships::edit, memberships::update)
        .post("/fiscal/membership/{id}/delete/", Can(&["delete_membership"]), memberships::delete)
        .and(
            Routes::new()
                .get("/fiscal/membership/{id}/emails/", Can(&["view_scheduledemail"]), memberships::emails)
                .flagged(Flag::EmailModule),
        )
        .form(
            "/fiscal/membership/{id}/members/",
            Can(&["change_membership", "add_member", "change_member", "delete_member"]),
            membership_members::edit,
            membership_members::update,
        )
        .form("/fiscal/membership/{id}/tasks/", Can(&["change_membership"]), membership_persons::edit, membership_persons::update)
        .form(
            "/fiscal/membership/{id}/extend/",
            Can(&["change_membership"]),
            membership_extension::edit,
            membership_extension::update,
        )
        .form(
            "/fiscal/membership/{id}/roll-over/",
            Can(&["add_membership", "change_membership"]),
            membership_roll_over::new,
            membership_roll_over::create,
        )
}

fn partnerships() -> Routes {
    let emails = Routes::new()
        .get("/fiscal/partnerships/{id}/emails/", Can(&["view_scheduledemail"]), partnerships::emails)
        .flagged(Flag::EmailModule);
    Routes::new()
        .get("/fiscal/partnerships/", Can(&["view_partnership"]), partnerships::list)
        .form("/fiscal/partnerships/create/", Can(&["add_partnership"]), partnerships::new, partnerships::create)
        .get("/fiscal/partnerships/{id}/", Can(&["view_partnership"]), partnerships::details)
        .form(
            "/fiscal/partnerships/{id}/edit/",
            Can(&["view_partnership", "change_partnership"]),
            partnerships::edit,
            partnerships::update,
        )
        .form("/fiscal/partnerships/{id}/extend/", Can(&["change_partnership"]), partnerships::show_extend, partnerships::extend)
        .form(
            "/fiscal/partnerships/{id}/extend-credits/",
            Can(&["change_partnership"]),
            partnerships::show_extend_credits,
            partnerships::extend_credits,
        )
        .form(
            "/fiscal/partnerships/{id}/roll-over/",
            Can(&["add_partnership", "change_partnership"]),
            partnerships::show_roll_over,
            partnerships::roll_over,
        )
        .post("/fiscal/partnerships/{id}/delete/", Can(&["delete_partnership"]), partnerships::delete)
        .and(emails)
        .flagged(Flag::ServiceOffering)
}
