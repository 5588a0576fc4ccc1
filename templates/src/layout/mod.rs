//! The frame around every page (GLB-01): environment banner, menu, notices, the page itself, footer.

mod banner;
mod bar;
mod flash;
mod footer;
pub mod menu;
mod notices;
mod shortcuts;

use maud::{DOCTYPE, Markup, html};
use shared::access::Viewer;
use shared::flag::States;

pub use flash::{Flash, Level};

use crate::assets;

/// Which site this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine: yellow banner.
    Local,
    /// The testing site: red banner.
    Testing,
    /// The real one: no banner.
    Production,
}

/// How the page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Menu and the whole width.
    Wide,
    /// Logo and a narrow column, no menu: login, passwords.
    Account,
    /// Logo and a wider column, no menu: public forms.
    External,
}

/// Everything about a page but its content.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The page's title for the browser's tab; the heading is the content's own ([`crate::components::PageHead`]).
    pub title: Option<&'a str>,
    /// Path and query of this page.
    pub path: &'a str,
    /// Who is signed in.
    pub viewer: Option<&'a Viewer>,
    /// How the feature flags stand; `None` where nobody asked.
    pub flags: Option<&'a States>,
    /// Messages that wait to be shown, oldest first.
    pub flashes: &'a [Flash],
    /// Which site this is.
    pub environment: Environment,
    /// Where assets lie: `/static` or CloudFront's absolute address.
    pub assets: &'a str,
    /// The request's id, for support.
    pub request_id: &'a str,
    /// AMY's version.
    pub version: &'a str,
    /// How the page is laid out.
    pub layout: Layout,
    /// What was searched for, to stand in the search box.
    pub search_term: Option<&'a str>,
}

/// The whole HTML document.
#[must_use]
pub fn page(frame: &Frame<'_>, content: Markup) -> Markup {
    let class = match frame.layout {
        Layout::Wide => "layout-wide",
        Layout::Account => "layout-account",
        Layout::External => "layout-external",
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(frame))
            body.(class) {
                a.skip-link href="#content" { "Skip to the content" }
                (banner::banner(frame))
                @match (frame.layout, frame.viewer) {
                    (Layout::Wide, Some(viewer)) => (bar::bar(frame, viewer)),
                    (Layout::Wide, None) => {},
                    (Layout::Account | Layout::External, _) => (logo(frame)),
                }
                main #content tabindex="-1" {
                    (notices::notices(frame))
                    (content)
                }
                (footer::footer(frame))
                @if frame.layout == Layout::Wide && frame.viewer.is_some_and(|viewer| viewer.is_admin) { (shortcuts::help()) }
            }
        }
    }
}

fn head(frame: &Frame<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { @match frame.title { Some(title) => { "AMY: " (title) }, None => "AMY" } }
            // Blocks for a moment, so that a chosen theme is there with the first paint.
            script src=(assets::url(frame.assets, "theme.js")) {}
            link rel="stylesheet" href=(assets::url(frame.assets, "app.css"));
            link rel="icon" type="image/svg+xml" href=(assets::url(frame.assets, "favicon.svg"));
            script defer src=(assets::url(frame.assets, "app.js")) {}
        }
    }
}

fn logo(frame: &Frame<'_>) -> Markup {
    html! {
        header.logo {
            a href="https://github.com/carpentries/amy" { img src=(assets::url(frame.assets, "logo.svg")) alt="AMY" width="132" height="44"; }
        }
    }
}
