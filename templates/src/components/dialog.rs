//! Dialogs: the native element, opened by buttons without script where the browser knows `command`, with script elsewhere.

use maud::{Markup, Render as _, html};

use super::button::{Button, Tone};
use super::icon::Icon;

/// A modal dialog with a heading and a close button; `body` usually holds a form.
#[must_use]
pub fn dialog(id: &str, title: &str, body: Markup) -> Markup {
    open_dialog(id, title, body, false)
}

/// The same, open from the beginning where `is_open`: it stands on the page then, and a script puts it above.
#[must_use]
pub fn open_dialog(id: &str, title: &str, body: Markup, is_open: bool) -> Markup {
    html! {
        dialog.dialog open[is_open] id=(id) aria-labelledby={ (id) "-title" } closedby="any" {
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
