//! Dialogs: the native element, opened by buttons without script where the browser knows `command`, with script elsewhere.

use maud::{Markup, Render as _, html};

use super::button::{Button, Tone};
use super::icon::Icon;

/// A modal dialog with a heading and a close button; `body` usually holds a form.
#[must_use]
pub fn dialog(id: &str, title: &str, body: Markup) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-title" } closedby="any" {
            div.dialog-head {
                h2.dialog-title id={ (id) "-title" } { (title) }
                form method="dialog" { (Button::submit("Close").tone(Tone::Quiet).icon_only(Icon::Close).small()) }
            }
            div.dialog-body { (body) }
        }
    }
}

/// A plain button that opens the dialog `id`.
#[must_use]
pub fn dialog_button(id: &str, label: &str) -> Markup {
    Button::opens(label, id).render()
}
