//! The index: every table with what it is for.

use maud::{Render as _, html};
use shared::reference::SECTIONS;

use crate::components::{Button, Icon, Tone, link, page_head, section};
use crate::view::View;

/// The page.
#[must_use]
pub fn index() -> View {
    View::new(
        "Maintenance",
        html! {
            (page_head("Maintenance", None))
            div.halves {
                @for (n, (heading, tables)) in SECTIONS.iter().enumerate() {
                    (section(&format!("section-{n}"), heading, None, html! {
                        ul.plain-list.index-list {
                            @for table in *tables {
                                li {
                                    div { (link(table.path, table.title)) p.form-note { (table.about) } }
                                    @if table.edits() {
                                        (Button::link(&format!("New {}", table.noun.0), &table.add_url()).tone(Tone::Quiet).icon_only(Icon::Plus).small().render())
                                    }
                                }
                            }
                        }
                    }))
                }
            }
        },
    )
}
