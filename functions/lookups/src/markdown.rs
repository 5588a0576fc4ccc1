//! The preview of a Markdown field (MD-01).

use web::{Answer, Page, Posted};

/// MD-01: the HTML of `content`, sanitised.
pub(crate) async fn preview(posted: Posted) -> Answer {
    Ok(Page::fragment(templates::markdown::render(posted.text("content"))))
}
