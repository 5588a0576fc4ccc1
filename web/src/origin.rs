//! The origin check: an unsafe request must come from a page of this site.

use axum::http::{HeaderMap, Method};

/// Whether the request may change something: it is a safe one, or sent by a page of this site. A browser tells by
/// `Sec-Fetch-Site` or `Origin`; a request with neither has no page behind it and is refused. `hosts` are the site's origins.
pub(crate) fn is_own(method: &Method, headers: &HeaderMap, hosts: &[String]) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_own_origin = |origin: &str| hosts.iter().any(|host| host == origin);
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin"), Some(origin)) => is_own_origin(origin),
        (Some("same-origin"), None) => true,
        // The assets' or the API's own host is another origin of the same site, and still not this site's page.
        (Some(_), Some(origin)) => is_own_origin(origin),
        (Some(_), None) => false,
        (None, Some(origin)) => is_own_origin(origin),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(method: &Method, fetch_site: Option<&'static str>, origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in [("sec-fetch-site", fetch_site), ("origin", origin)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        is_own(method, &headers, &["https://amy.example.org".to_owned()])
    }

    #[test]
    fn only_this_sites_pages_may_change_things() {
        const OWN: Option<&str> = Some("https://amy.example.org");
        assert!(check(&Method::GET, Some("cross-site"), None));
        assert!(check(&Method::POST, Some("same-origin"), OWN));
        assert!(check(&Method::POST, Some("same-origin"), None));
        assert!(check(&Method::POST, None, OWN));
        assert!(!check(&Method::POST, Some("cross-site"), Some("https://evil.org")));
        assert!(!check(&Method::POST, Some("same-site"), Some("https://x.example.org")));
        assert!(!check(&Method::POST, Some("none"), None));
        assert!(!check(&Method::POST, None, Some("null")));
        assert!(!check(&Method::POST, None, None));
        assert!(!check(&Method::DELETE, None, Some("https://amy.example.org.evil.org")));
    }
}
