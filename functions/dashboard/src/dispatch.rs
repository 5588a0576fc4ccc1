//! The way in (UTL-01, UTL-02, UTL-06).

use web::{Answer, Page, Viewer};

/// UTL-01
pub(crate) async fn root() -> Answer {
    Ok(Page::redirect("/dashboard/"))
}

/// UTL-02
pub(crate) async fn dashboard(viewer: Viewer) -> Answer {
    if viewer.is_admin {
        return Ok(Page::redirect("/dashboard/admin/"));
    }
    Ok(templates::pages::dashboard::welcome(&viewer).into())
}

/// UTL-06
pub(crate) async fn version() -> Answer {
    Ok(Page::text(web::VERSION))
}
