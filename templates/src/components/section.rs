//! Sections of a page.

use maud::{Markup, html};

/// A framed section with a heading that can be linked to by `id`, and actions at its right.
#[must_use]
pub fn section(id: &str, title: &str, actions: Option<Markup>, body: Markup) -> Markup {
    html! {
        section.panel id=(id) aria-labelledby={ (id) "-heading" } {
            div.panel-head {
                h2 id={ (id) "-heading" } { (title) }
                @if let Some(actions) = actions { div.panel-actions { (actions) } }
            }
            div.panel-body { (body) }
        }
    }
}

/// A wide main column and a narrow one beside it; below it on small screens.
#[must_use]
pub fn columns(main: Markup, beside: Markup) -> Markup {
    html! { div.columns { div.columns-main { (main) } div.columns-beside { (beside) } } }
}
