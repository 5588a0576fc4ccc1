//! `/workshops/person(s)`, `/workshops/badge(s)`, `/workshops/award(s)`, `/communityroles`: people, and what they hold.

mod archive;
mod awards;
mod badges;
mod bulk_upload;
mod github;
mod mail;
mod merge;
mod password;
mod permissions;
mod persons;
mod roles;

use shared::flag::Flag;
use web::Access::{Admin, Can, Holds, OwnOr, Permitted, Superuser};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/workshops/persons/", Admin, persons::list)
        .form("/workshops/persons/add/", Can(&["add_person"]), persons::new, persons::create)
        .form("/workshops/persons/merge/", Can(&["delete_person", "change_person"]), merge::show, merge::submit)
        .and(bulk_upload::routes())
        .get("/workshops/person/{id}/", Admin, persons::details)
        .form("/workshops/person/{id}/edit/", OwnOr(&Holds(&["change_person"])), persons::edit, persons::update)
        .post("/workshops/person/{id}/archive/", OwnOr(&Permitted(&["delete_person"])), archive::archive)
        .form("/workshops/person/{id}/permissions/", Can(&["change_person"]), permissions::show, permissions::submit)
        .form("/workshops/person/{id}/password/", OwnOr(&Superuser), password::show, password::submit)
        .get("/workshops/person/{id}/sync_usersocialauth/", Can(&["change_person"]), github::back)
        .post("/workshops/person/{id}/sync_usersocialauth/", Can(&["change_person"]), github::sync)
        .post("/workshops/person/{id}/mail_suppression/lift/", Can(&["change_person"]), mail::lift)
        .and(
            Routes::new()
                .get("/workshops/person/{id}/emails/", Can(&["view_scheduledemail"]), persons::emails)
                .flagged(Flag::EmailModule),
        )
        .post("/workshops/person/{id}/delete/", Can(&["delete_person"]), persons::delete)
        .form("/workshops/awards/add/", Can(&["add_award"]), awards::new, awards::create)
        .post("/workshops/award/{id}/delete/", Can(&["delete_award"]), awards::delete)
        .get("/workshops/award/{id}/certificate/", Admin, awards::certificate)
        .get("/workshops/badges/", Admin, badges::list)
        .get("/workshops/badge/{name}/", Admin, badges::holders)
        .form("/communityroles/roles/add/", Can(&["add_communityrole"]), roles::new, roles::create)
        .get("/communityroles/role/{id}/", Admin, roles::details)
        .form("/communityroles/role/{id}/edit/", Can(&["change_communityrole"]), roles::edit, roles::update)
        .post("/communityroles/role/{id}/delete/", Can(&["delete_communityrole"]), roles::delete)
}
