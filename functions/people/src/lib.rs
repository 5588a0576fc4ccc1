//! `/workshops/person(s)`: people.

mod merge;
mod persons;

use web::Access::{Admin, Can, Holds};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/workshops/persons/", Admin, persons::list)
        .form("/workshops/persons/add/", Can(&["add_person"]), persons::new, persons::create)
        .form("/workshops/persons/merge/", Can(&["delete_person", "change_person"]), merge::show, merge::submit)
        .get("/workshops/person/{id}/", Admin, persons::details)
        .form("/workshops/person/{id}/edit/", Holds(&["change_person"]), persons::edit, persons::update)
        .post("/workshops/person/{id}/delete/", Can(&["delete_person"]), persons::delete)
}
