//! `/workshops/person(s)`: people.

mod persons;

use web::Access::{Admin, Can, Holds};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/workshops/persons/", Admin, persons::list)
        .form("/workshops/persons/add/", Can(&["add_person"]), persons::new, persons::create)
        .get("/workshops/person/{id}/", Admin, persons::details)
        .form("/workshops/person/{id}/edit/", Holds(&["change_person"]), persons::edit, persons::update)
        .post("/workshops/person/{id}/delete/", Can(&["delete_person"]), persons::delete)
}
