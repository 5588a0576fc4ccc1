//! Addresses of older releases that pages of this release have taken over (LEG-01 … LEG-21): those whose target exists.

use web::Access::Anyone;
use web::{Answer, Page, Routes};

/// Old address and new one.
const MOVED: [(&str, &str); 2] = [("/workshops/", "/dashboard/"), ("/workshops/admin-dashboard/", "/dashboard/admin/")];

/// Adds them to the table, for GET and POST alike.
pub(crate) fn add(routes: Routes) -> Routes {
    MOVED.into_iter().fold(routes, |routes, (from, to)| routes.form(from, Anyone, move || redirect(to), move || redirect(to)))
}

async fn redirect(to: &'static str) -> Answer {
    Ok(Page::redirect(to))
}
