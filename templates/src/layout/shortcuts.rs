//! The dialog about keyboard shortcuts, which can also be switched off there (WCAG 2.1.4).

use maud::{Markup, html};

use crate::components::dialog;

const SHORTCUTS: [(&[&str], &str); 7] = [
    (&["/"], "Go to the search box"),
    (&["Ctrl", "K"], "Go to the search box, also while typing"),
    (&["g", "d"], "Dashboard"),
    (&["g", "e"], "Events"),
    (&["g", "p"], "Persons"),
    (&["g", "t"], "Tasks"),
    (&["?"], "This help"),
];

pub(super) fn help() -> Markup {
    dialog(
        "shortcuts",
        "Keyboard shortcuts",
        html! {
            table.shortcuts {
                tbody {
                    @for (keys, meaning) in SHORTCUTS {
                        tr { th scope="row" { @for key in keys { kbd { (key) } " " } } td { (meaning) } }
                    }
                }
            }
            label.choice {
                input.form-check-input type="checkbox" data-shortcuts-switch checked;
                span { "Use single-key shortcuts in this browser" }
            }
        },
    )
}
