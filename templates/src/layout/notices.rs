//! What is said above the content: lasting warnings and flashes (GLB-06).

use maud::{Markup, html};
use shared::access::Viewer;

use super::{Flash, Frame, Level};
use crate::components::{Button, Icon, SafeUrl, Tone, icon};

pub(super) fn notices(frame: &Frame<'_>) -> Markup {
    let admin = frame.viewer.is_some_and(|viewer| viewer.is_admin);
    let flashes: Vec<&Flash> = frame.flashes.iter().filter(|flash| admin || !flash.only_for_admins).collect();
    let airport = frame.viewer.filter(|viewer| !viewer.has_airport);
    html! {
        @if airport.is_some() || !flashes.is_empty() {
            div.notices {
                @if let Some(viewer) = airport { (no_airport(viewer)) }
                @for flash in flashes { (notice(flash)) }
            }
        }
    }
}

fn no_airport(viewer: &Viewer) -> Markup {
    html! {
        div.notice.notice-warning {
            (icon(Icon::Warning))
            p {
                strong { "Warning: " }
                "Your profile is missing airport information."
                @if viewer.can("change_person") { " " a href={ "/workshops/person/" (viewer.id) "/edit/" } { "Complete your profile" } "." }
            }
        }
    }
}

fn notice(flash: &Flash) -> Markup {
    let (class, prefix, picture) = match flash.level {
        Level::Debug => ("notice-debug", None, Icon::Info),
        Level::Info => ("notice-info", None, Icon::Info),
        Level::Success => ("notice-success", Some("Success:"), Icon::Check),
        Level::Warning => ("notice-warning", Some("Warning:"), Icon::Warning),
        Level::Error => ("notice-error", Some("Error:"), Icon::Failed),
    };
    let role = if flash.level == Level::Error { "alert" } else { "status" };
    html! {
        div.notice.(class) role=(role) data-notice {
            (icon(picture))
            p {
                @if let Some(prefix) = prefix { strong { (prefix) " " } }
                (flash.text)
                @if let Some((label, href)) = &flash.link {
                    " "
                    @match SafeUrl::new(href) { Some(url) => a href=(url) { (label) }, None => (label) }
                }
            }
            span.js-only data-dismiss { (Button::script("Dismiss").tone(Tone::Quiet).icon_only(Icon::Close).small()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Environment, Layout};
    use super::*;

    #[test]
    fn dm_perm_13_messages_about_emails_are_shown_to_admins_only() {
        let flashes = [
            Flash { only_for_admins: true, ..Flash::new(Level::Info, "An email was scheduled.") },
            Flash::new(Level::Success, "It was saved."),
        ];
        let viewer = |is_admin| Viewer {
            id: 1,
            username: "ada".into(),
            personal: "Ada".into(),
            full_name: "Ada".into(),
            email: None,
            is_superuser: false,
            is_admin,
            has_airport: true,
            permissions: std::collections::BTreeSet::new(),
        };
        for (viewer, sees_both) in [(Some(viewer(true)), true), (Some(viewer(false)), false), (None, false)] {
            let frame = Frame {
                title: None,
                path: "/",
                viewer: viewer.as_ref(),
                flags: None,
                flashes: &flashes,
                environment: Environment::Local,
                assets: "/static",
                request_id: "",
                version: "",
                layout: Layout::Wide,
                search_term: None,
            };
            let notices = notices(&frame).into_string();
            assert!(notices.contains("It was saved."));
            assert_eq!(notices.contains("An email was scheduled."), sees_both);
        }
    }
}
