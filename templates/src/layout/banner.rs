//! The strip that tells a copy from the real site (GLB-01).

use maud::{Markup, html};

use super::menu::FEATURE_FLAGS;
use super::{Environment, Frame};

/// Nothing in production.
pub(super) fn banner(frame: &Frame<'_>) -> Markup {
    let (class, name, what) = match frame.environment {
        Environment::Local => ("banner-local", "Local copy.", "Nothing here reaches the real AMY."),
        Environment::Testing => ("banner-testing", "Testing site.", "Test data only; it is not kept."),
        Environment::Production => return html! {},
    };
    let enabled = frame.flags.map(|flags| flags.enabled());
    html! {
        div.banner.(class) role="region" aria-label="Environment" {
            strong { (name) } " " (what)
            @if let Some(enabled) = enabled {
                " " a href=(FEATURE_FLAGS) { (enabled) @if enabled == 1 { " feature flag enabled" } @else { " feature flags enabled" } } "."
            }
        }
    }
}
