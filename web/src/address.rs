//! The path of a request as the browser spelled it. API Gateway's HTTP APIs hand paths on decoded, and the adapter spells them anew as well
//! as it can: what was encoded twice, such as the slashes in an organization's domain, comes through encoded once. Here the path gets its
//! encoding back before a route is chosen, so that routes decode it once, and whoever is sent elsewhere finds the way back.

use axum::extract::Request;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use lambda_http::RequestExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use shared::record::domain_segment;

use crate::answer::Page;

/// Everything but what a path may hold as it is (RFC 3986, 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// The parameter of a path that may hold slashes.
const DOMAIN: &str = "{domain}";

/// Gives the path of a request its encoding back. One that did not come through API Gateway stays as it is.
pub(crate) async fn encoded(mut request: Request) -> Request {
    if let Some(uri) = encode(request.uri(), request.raw_http_path()) {
        *request.uri_mut() = uri;
    }
    request
}

/// The address with the path that is `decoded` here.
fn encode(uri: &Uri, decoded: &str) -> Option<Uri> {
    let path = (!decoded.is_empty()).then(|| utf8_percent_encode(decoded, PATH))?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(format!("{path}{query}").parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// Leads from an address in which the slashes of an organization's domain were encoded but once, so that they arrive as slashes, to
/// the one that works (pages-business.md 0.9).
pub(crate) fn rejoined(patterns: &[&str], uri: &Uri) -> Option<Response> {
    let path = percent_decode_str(uri.path()).decode_utf8().ok()?;
    let fits = |pattern: &&str| {
        let (before, after) = pattern.split_once(DOMAIN)?;
        let domain = path.strip_prefix(before)?.strip_suffix(after)?;
        let came_apart = domain.contains('/') && !domain.starts_with('/');
        came_apart.then(|| (after.len(), format!("{before}{}{after}", domain_segment(domain))))
    };
    // The edit page's address ends as that of the organization's own page does.
    let (_, address) = patterns.iter().filter_map(fits).max()?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(Page::moved(format!("{address}{query}")).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    #[test]
    fn a_path_gets_the_encoding_back_that_it_had() {
        for (decoded, expected) in [
            ("/a/b/", "/a/b/"),
            ("/a/lu.se%2Fmath/", "/a/lu.se%252Fmath/"),
            ("/a/é b?/", "/a/%C3%A9%20b%3F/"),
            ("/a/x:y@z/%/\\0/", "/a/x:y@z/%25/%5C0/"),
            ("//a/../", "//a/../"),
        ] {
            let uri = encode(&Uri::from_static("https://amy.example.org/elsewhere/?q=%2F"), decoded).unwrap();
            assert_eq!(uri.to_string(), format!("https://amy.example.org{expected}?q=%2F"));
        }
        assert_eq!(encode(&Uri::from_static("/a%20b/"), ""), None);
    }

    #[test]
    fn a_domain_that_came_apart_at_its_slashes_is_put_together() {
        let patterns = ["/o/{domain}/", "/o/{domain}/edit/", "/x/{id}/"];
        let to = |path: &'static str| {
            let answer = rejoined(&patterns, &Uri::from_static(path))?;
            Some(answer.headers()[header::LOCATION].to_str().unwrap().to_owned())
        };
        assert_eq!(to("/o/lu.se/math//").as_deref(), Some("/o/lu.se%252Fmath%252F/"));
        assert_eq!(to("/o/lu.se/math/?c=1").as_deref(), Some("/o/lu.se%252Fmath/?c=1"));
        assert_eq!(to("/o/lu.se/math//edit/").as_deref(), Some("/o/lu.se%252Fmath%252F/edit/"));
        for path in ["/o/lu.se/", "/o///", "/o//lu.se/", "/o/lu.se/math", "/x/1/2/", "/o/"] {
            assert_eq!(to(path), None, "{path}");
        }
    }
}
