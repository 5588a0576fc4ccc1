//! Cookies: the session's, and those that last for one errand, such as a sign-in at another site.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::Duration;
use cookie::{Cookie, SameSite};

use crate::site::Site;

/// What the name of a cookie begins with. `__Host-`: the browser takes it from this very host only, over HTTPS only, for all paths.
const PREFIX: &str = "__Host-amy-";

/// The value of the cookie `name`. What is empty, or longer than any that AMY sets, is none.
pub(crate) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| Cookie::split_parse(value.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name && (1..=100).contains(&cookie.value().len()))
        .map(|cookie| cookie.value().to_owned())
}

/// The header that sets a cookie; an empty value takes it away. It is out of reach for scripts, and is sent along where a link of
/// another site leads here, though not with what such a site sends.
pub(crate) fn set(name: &str, value: &str, lasts: Duration) -> Option<HeaderValue> {
    let age = if value.is_empty() { 0 } else { lasts.num_seconds() };
    let cookie = Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::seconds(age))
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// A cookie that lasts for one errand. It holds a secret that something is kept under (`shared::session::Store::keep`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errand {
    /// What it is about, in small letters.
    pub name: &'static str,
    /// How long the browser keeps it at most.
    pub lasts: Duration,
}

impl Errand {
    fn cookie(self) -> String {
        format!("{PREFIX}{}", self.name)
    }

    /// The header that sets it; an empty value takes it away.
    pub(crate) fn header(self, value: &str) -> Option<HeaderValue> {
        set(&self.cookie(), value, self.lasts)
    }
}

/// The cookies of errands that the request came with.
#[derive(Debug, Clone, Default)]
pub struct Errands(HeaderMap);

impl Errands {
    /// The secret of an errand, if this browser is on it.
    #[must_use]
    pub fn secret(&self, errand: Errand) -> Option<String> {
        value(&self.0, &errand.cookie())
    }
}

impl FromRequestParts<Site> for Errands {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Infallible> {
        let mut cookies = HeaderMap::new();
        for value in parts.headers.get_all(header::COOKIE) {
            cookies.append(header::COOKIE, value.clone());
        }
        Ok(Self(cookies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_has_a_cookie_of_its_own() {
        let errand = Errand { name: "reset", lasts: Duration::minutes(10) };
        let set = errand.header("secret").unwrap();
        assert_eq!(set, "__Host-amy-reset=secret; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600");
        assert_eq!(errand.header("").unwrap(), "__Host-amy-reset=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-amy=session; __Host-amy-reset=secret"));
        assert_eq!(Errands(headers.clone()).secret(errand).as_deref(), Some("secret"));
        assert_eq!(Errands(headers).secret(Errand { name: "github", ..errand }), None);
    }
}
