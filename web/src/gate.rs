//! The gate before everything: who has not answered the required terms does that first (GLB-05).

use axum::http::Uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::identity::Visitor;
use crate::request::Params;

/// Where the terms are answered (CON-01).
const TERMS: &str = "/terms/action_required/";
/// What is open to everybody who is signed in.
const OPEN: [&str; 2] = ["/account/logout/", TERMS];
/// Answered whoever asks (UTL-06).
const VERSION: &str = "/version/";

/// Where the visitor has to go before anything else; `None` lets them through.
pub(crate) fn way(visitor: &Visitor, uri: &Uri) -> Option<String> {
    let path = uri.path();
    if !visitor.must_answer || OPEN.contains(&path) || path == VERSION {
        return None;
    }
    let params = Params::of(uri);
    let next = params.get("next").unwrap_or(path);
    Some(match OPEN.contains(&next) {
        true => TERMS.to_owned(),
        false => format!("{TERMS}?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)),
    })
}
