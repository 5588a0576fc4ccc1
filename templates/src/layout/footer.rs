//! The foot of every page, and the choice of colours.

use maud::{Markup, html};

use super::{Frame, Layout};
use crate::components::{Icon, icon};

const REPOSITORY: &str = "https://github.com/carpentries/amy";
const PRIVACY: &str = "https://docs.carpentries.org/policies/privacy.html";
const COOKIES: &str = "https://docs.carpentries.org/policies/cookie-policy.html";

pub(super) fn footer(frame: &Frame<'_>) -> Markup {
    html! {
        footer.foot {
            p {
                "Powered by " a href=(REPOSITORY) { "AMY" } " version " (frame.version) ". "
                "View " a href=(PRIVACY) { "our data privacy policy" } ". "
                "We use strictly necessary cookies only: " a href=(COOKIES) { "our cookie policy" } "."
            }
            p.foot-request { "Request " code { (frame.request_id) } }
            @if frame.layout != Layout::Wide || frame.viewer.is_none() { (theme_switch("foot")) }
        }
    }
}

/// System, light or dark; kept in the browser. `place` keeps ids apart.
pub(super) fn theme_switch(place: &str) -> Markup {
    let choices = [("system", "System", Icon::SystemTheme), ("light", "Light", Icon::Sun), ("dark", "Dark", Icon::Moon)];
    html! {
        fieldset.theme-switch.js-only {
            legend { "Colours" }
            @for (value, label, picture) in choices {
                label { input type="radio" name={ "theme-" (place) } value=(value) data-theme-choice; span { (icon(picture)) (label) } }
            }
        }
    }
}
