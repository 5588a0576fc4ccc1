//! Pages around posting a comment (CMT-01, CMT-02).

use maud::{Render as _, html};

use crate::components::{Button, CommentTarget, comments, page_head};
use crate::view::View;

/// The comment as it was written, with what is wrong with it.
#[must_use]
pub fn again(content_type: &str, object_pk: &str, next: &str, text: &str, error: &str) -> View {
    let object_pk = object_pk.parse().unwrap_or_default();
    let target = CommentTarget { content_type, object_pk, next, draft: Some((text, error)) };
    View::new(
        "Comment",
        html! { (page_head("Your comment is not posted yet", Some(Button::link("Go back", next).render()))) (comments(&[], Some(target))) },
    )
}

/// Shown where nobody said where to go next.
#[must_use]
pub fn thanks() -> View {
    View::new(
        "Comment posted",
        html! { (page_head("Thank you for your comment", None)) (Button::link("Dashboard", "/dashboard/")) },
    )
}
