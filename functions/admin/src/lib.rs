//! `/admin`: maintenance of the reference tables, for superusers (DM-PERM-05).

mod records;
mod removal;
mod tables;

use web::Access::Superuser;
use web::Routes;

/// The route table; `{table}` is the name of one of `shared::reference::tables`.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/admin/", Superuser, tables::index)
        .get("/admin/{table}/", Superuser, tables::list)
        .form("/admin/{table}/add/", Superuser, records::new, records::create)
        .form("/admin/{table}/{id}/edit/", Superuser, records::edit, records::update)
        .post("/admin/{table}/{id}/delete/", Superuser, removal::delete)
        .post("/admin/{table}/{id}/archive/", Superuser, removal::archive)
        .post("/admin/{table}/{id}/hide/", Superuser, removal::hide)
        .post("/admin/{table}/{id}/show/", Superuser, removal::show)
}
