//! Pages for what went wrong (GLB-14): each says what happened and what to do next.

use maud::{Markup, html};

use crate::components::{Button, Tone, email_link};
use crate::layout::{Frame, page};

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem<'a> {
    /// 400; what about the request was wrong.
    BadRequest(&'a str),
    /// 403; nobody is signed in where somebody must be.
    NotSignedIn,
    /// 403; this permission or group is missing.
    Forbidden(&'a str),
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 409; somebody else was faster.
    Conflict(&'a str),
    /// 413
    TooLarge,
    /// 500
    Failed,
    /// 503
    Unavailable,
}

impl Problem<'_> {
    /// The HTTP status that goes with the page.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest(_) => 400,
            Self::NotSignedIn | Self::Forbidden(_) => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Failed => 500,
            Self::Unavailable => 503,
        }
    }

    /// The page's title.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::BadRequest(_) => "This request cannot be answered",
            Self::NotSignedIn => "Log in first",
            Self::Forbidden(_) => "You may not do this",
            Self::NotFound => "There is no such page",
            Self::MethodNotAllowed => "This address cannot be opened like that",
            Self::Conflict(_) => "Somebody else was faster",
            Self::TooLarge => "That is too much at once",
            Self::Failed => "Something went wrong on our side",
            Self::Unavailable => "AMY is not available for a moment",
        }
    }
}

/// The page about `problem`. The frame's title should be [`Problem::title`].
#[must_use]
pub fn error(frame: &Frame<'_>, problem: Problem<'_>) -> Markup {
    page(
        frame,
        html! {
            div.problem {
                p.problem-status { (problem.status()) }
                h1 { (problem.title()) }
                (advice(problem))
                div.problem-actions {
                    @match problem {
                        Problem::NotSignedIn => (Button::link("Log in", "/account/login/").tone(Tone::Primary)),
                        _ => (Button::link("Go to the dashboard", "/dashboard/").tone(Tone::Primary)),
                    }
                }
                p.problem-request { "If you report this to " (email_link(Some("team@carpentries.org"))) ", quote the request id " code { (frame.request_id) } "." }
            }
        },
    )
}

fn advice(problem: Problem<'_>) -> Markup {
    html! {
        @match problem {
            Problem::BadRequest(why) => { p { (why) } p { "Go back, reload the page and try again. Nothing was changed." } }
            Problem::NotSignedIn => p { "Your session may have ended. Log in, then open the page again. Nothing was changed." },
            Problem::Forbidden(what) => {
                p { "You are logged in, but this needs something that your account does not have: " strong { (what) } "." }
                p { "An administrator can grant it. Nothing was changed." }
            }
            Problem::NotFound => p { "The record may have been deleted, merged or renamed, or the address is mistyped. Search for it, or start from a list." },
            Problem::MethodNotAllowed => p { "It only takes what a form or button sends. Go back to the page with that button and use it there." },
            Problem::Conflict(what) => { p { (what) } p { "Go back, reload the page to see the newest state, then make your change again." } }
            Problem::TooLarge => p { "What you sent is larger than AMY takes. Make the file smaller or split it, then send it again. Nothing was changed." },
            Problem::Failed => p { "We have been told. Try again in a minute; if it happens again, write to us. What you were saving was not saved." },
            Problem::Unavailable => p { "This is usually over within a minute. Wait a little, then reload this page. Nothing was changed." },
        }
    }
}
