//! The dark bar across the top: GLB-02 for staff, GLB-03 for everybody else. It works without JavaScript.

use maud::{Markup, html};
use shared::access::Viewer;

use super::footer::theme_switch;
use super::menu::{self, Entry, Section};
use super::{Environment, Frame};
use crate::components::{Icon, icon};
use crate::pages::sessions::SESSIONS;

const ADMIN_GUIDE: &str = "https://carpentries.github.io/amy/users_guide/admin_index/";
const COMMUNITY_GUIDE: &str = "https://carpentries.github.io/amy/users_guide/community_index/";

pub(super) fn bar(frame: &Frame<'_>, viewer: &Viewer) -> Markup {
    let path = frame.path.split(['?', '#']).next().unwrap_or_default();
    html! {
        header.bar {
            a.brand href=(if viewer.is_admin { "/dashboard/admin/" } else { "/dashboard/" }) { "AMY" }
            button.bar-toggle type="button" popovertarget="bar-menu" { (icon(Icon::Menu)) span { "Menu" } }
            nav.bar-menu id="bar-menu" popover aria-label="Main" {
                ul.bar-list {
                    @if viewer.is_admin {
                        @for entry in menu::entries(Section::Bar).filter(|entry| entry.is_shown(frame.flags)) { li { (bar_link(entry, viewer, path)) } }
                        @for heading in menu::headings(frame.flags) { li { (drop_down(frame, heading, Section::Menu(heading), viewer, path)) } }
                    } @else {
                        li { a.bar-link href="/dashboard/" { "Dashboard" } }
                    }
                }
                div.bar-end {
                    @if viewer.is_admin {
                        (search(frame.search_term))
                        (drop_down(frame, "New", Section::New, viewer, path))
                    }
                    (own_menu(frame, viewer))
                }
            }
        }
    }
}

fn bar_link(entry: &Entry, viewer: &Viewer, path: &str) -> Markup {
    let here = (entry.path == path).then_some("page");
    html! {
        @if viewer.can_all(entry.needs) {
            a.bar-link href=(entry.path) aria-current=[here] { (entry.label) }
        } @else {
            a.bar-link role="link" aria-disabled="true" title="You do not have the permission for this." { (entry.label) }
        }
    }
}

/// A menu that opens: only one at a time, by the shared name.
fn drop_down(frame: &Frame<'_>, heading: &str, section: Section, viewer: &Viewer, path: &str) -> Markup {
    let entries: Vec<&Entry> = menu::entries(section).filter(|entry| entry.is_shown(frame.flags)).collect();
    let holds_page = entries.iter().any(|entry| entry.path == path && section != Section::New);
    html! {
        details.drop name="bar" data-drop {
            summary.bar-link .holds-page[holds_page] { (heading) (icon(Icon::ChevronDown)) }
            ul.drop-list .drop-end[section == Section::New] {
                @for (index, entry) in entries.iter().enumerate() {
                    @if index > 0 && entries.get(index - 1).is_some_and(|before| before.group != entry.group) { li.drop-line role="separator" {} }
                    li { (bar_link(entry, viewer, path)) }
                }
            }
        }
    }
}

fn search(term: Option<&str>) -> Markup {
    html! {
        search.bar-search {
            form action=(menu::SEARCH) method="get" {
                label.visually-hidden for="bar-search" { "Search" }
                (icon(Icon::Search))
                input id="bar-search" type="search" name="term" placeholder="Search" maxlength="100" autocomplete="off" value=[term] data-search-box
                    data-quick=(menu::QUICK_SEARCH);
                kbd.js-only aria-hidden="true" { "/" }
            }
        }
    }
}

fn own_menu(frame: &Frame<'_>, viewer: &Viewer) -> Markup {
    let guide = if viewer.is_admin { ADMIN_GUIDE } else { COMMUNITY_GUIDE };
    html! {
        details.drop name="bar" data-drop {
            summary.bar-link { "Hello, " (viewer.personal) (icon(Icon::ChevronDown)) }
            div.drop-list.drop-end {
                ul {
                    @if viewer.is_admin { li { a.bar-link href={ "/workshops/person/" (viewer.id) "/" } { "Your profile" } } }
                    li { a.bar-link href={ "/workshops/person/" (viewer.id) "/password/" } { "Change password" } }
                    li { a.bar-link href=(SESSIONS) { "Your sessions" } }
                    li { a.bar-link href="/account/passkeys/" { "Your passkeys" } }
                    li { a.bar-link href=(shared::calendar_feed::FEEDS) { "Calendar feeds" } }
                    li { a.bar-link href=(guide) target="_blank" rel="noopener noreferrer" { @if viewer.is_admin { "Users Guide" } @else { "Help" } (icon(Icon::External)) } }
                    @if viewer.is_admin {
                        @if viewer.is_superuser || frame.environment != Environment::Production {
                            li { a.bar-link href=(menu::FEATURE_FLAGS) { "Feature flags" } }
                        }
                        li.js-only { button.bar-link type="button" data-dialog-open="shortcuts" { "Keyboard shortcuts" kbd aria-hidden="true" { "?" } } }
                    }
                }
                (theme_switch("bar"))
                form.drop-form method="post" action="/account/logout/" { button.bar-link type="submit" { "Log out" } }
            }
        }
    }
}
