//! `/fiscal`: organizations, memberships, consortiums and partnerships.

mod membership_extension;
mod membership_members;
mod membership_persons;
mod membership_roll_over;

use web::Access::Can;
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        // What is around a membership.
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
