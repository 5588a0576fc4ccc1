//! What handlers read from a request: path, query and form, none of which can make them fail with a 500.

use std::str::FromStr;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use serde::de::DeserializeOwned;

use crate::answer::Failure;
use crate::identity::Visitor;
use crate::site::Site;

/// A body may have so many bytes, as in the original (2.5 MB).
pub(crate) const LARGEST_BODY: usize = 2_621_440;
/// What a script sends may have so many bytes.
const LARGEST_JSON: usize = 65_536;
/// A form may have so many fields, as in the original.
pub(crate) const MOST_FIELDS: usize = 1000;

/// The one parameter of the path. What cannot be one is the 404 page.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: FromStr> FromRequestParts<Site> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Failure::NotFound)?;
        parameter(params.iter().next()).map(Self)
    }
}

/// The two parameters of the path, likewise.
#[derive(Debug, Clone)]
pub struct Paths<A, B>(pub A, pub B);

impl<A: FromStr, B: FromStr> FromRequestParts<Site> for Paths<A, B> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Failure::NotFound)?;
        let mut params = params.iter();
        Ok(Self(parameter(params.next())?, parameter(params.next())?))
    }
}

fn parameter<T: FromStr>(named: Option<(&str, &str)>) -> Result<T, Failure> {
    let (_, text) = named.ok_or(Failure::NotFound)?;
    if text.contains('\0') || text.starts_with('+') {
        return Err(Failure::NotFound);
    }
    text.parse().map_err(|_| Failure::NotFound)
}

/// The query string's pairs, in order. Never fails: what is no text is replaced, what no database takes is left out. It knows
/// besides what was asked and by whom, for lists that keep filters.
#[derive(Debug, Clone, Default)]
pub struct Params(pub Vec<(String, String)>, pub(crate) Asking);

/// Which page was asked for, and by which person of the staff.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asking {
    /// The path, as it was spelled.
    pub(crate) path: String,
    /// Number of the person; `None` for who is no staff.
    pub(crate) staff: Option<i32>,
    /// Whether they are a superuser.
    pub(crate) is_superuser: bool,
}

pub(crate) fn pairs(bytes: &[u8]) -> impl Iterator<Item = (String, String)> + '_ {
    form_urlencoded::parse(bytes).map(|(key, value)| (key.into_owned(), value.into_owned()))
}

impl Params {
    /// Those of an address.
    pub(crate) fn of(uri: &Uri) -> Self {
        let mut params = Self::read(uri.query().unwrap_or(""));
        uri.path().clone_into(&mut params.1.path);
        params
    }

    /// Those of a query string.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let readable = |(key, value): &(String, String)| !key.contains('\0') && !value.contains('\0');
        Self(pairs(query.as_bytes()).filter(readable).take(MOST_FIELDS).collect(), Asking::default())
    }

    /// The last value of `name` that is not blank.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, value)| key == name && !value.trim().is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether `name` stands in the query at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// The value of `name` as a record's number.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<i32> {
        self.get(name)?.trim().parse().ok()
    }
}

impl FromRequestParts<Site> for Params {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        let mut params = Self::of(&parts.uri);
        if let Some(viewer) = parts.extensions.get::<Visitor>().and_then(Visitor::viewer).filter(|viewer| viewer.is_admin) {
            params.1.staff = Some(viewer.id);
            params.1.is_superuser = viewer.is_superuser;
        }
        Ok(params)
    }
}

/// The page that the request was sent from, as the browser tells it; empty where it does not.
#[derive(Debug, Clone, Default)]
pub struct Referer(pub String);

impl FromRequestParts<Site> for Referer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        let told = parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
        Ok(Self(told.unwrap_or_default().to_owned()))
    }
}

/// Whether a page of another site has led here, as the browser tells it; it does not where the person typed the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromElsewhere(pub bool);

impl FromRequestParts<Site> for FromElsewhere {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        let told = parts.headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
        Ok(Self(told.is_some_and(|site| site != "same-origin" && site != "none")))
    }
}

/// What the client holds of this address from before, as it tells it (`If-None-Match`); empty for nothing.
#[derive(Debug, Clone, Default)]
pub struct Held(String);

impl Held {
    /// Whether it holds what has this tag, or whatever there is.
    pub(crate) fn has(&self, tag: &str) -> bool {
        self.0.split(',').map(str::trim).any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
    }
}

impl FromRequestParts<Site> for Held {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        let told = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        Ok(Self(told.unwrap_or_default().to_owned()))
    }
}

/// A posted form's pairs, in order.
#[derive(Debug, Clone, Default)]
pub struct Posted(pub Vec<(String, String)>);

impl Posted {
    /// The last value of `name`, or an empty text.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Puts `value` in the place of whatever was sent for a field that is not to be changed.
    pub fn fix(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.into()));
    }
}

impl FromRequest<Site> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, _site: &Site) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_lowercase();
        let bytes = to_bytes(request.into_body(), LARGEST_BODY).await.map_err(|_| Failure::TooLarge)?;
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::BadRequest("Send this as a form.".to_owned()));
        }
        let fields: Vec<(String, String)> = pairs(&bytes).take(MOST_FIELDS + 1).collect();
        if fields.len() > MOST_FIELDS {
            return Err(Failure::BadRequest(format!("A form may have at most {MOST_FIELDS} fields.")));
        }
        Ok(Self(fields))
    }
}

/// What a script of the site's own sends as JSON. What is none, or not what is wanted, is the 400 page.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _site: &Site) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_lowercase();
        if !kind.starts_with("application/json") {
            return Err(Failure::BadRequest("Send this as JSON.".to_owned()));
        }
        let bytes = to_bytes(request.into_body(), LARGEST_JSON).await.map_err(|_| Failure::TooLarge)?;
        let read = serde_json::from_slice(&bytes);
        read.map(Self).map_err(|_| Failure::BadRequest("This is not what was asked for.".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_known_by_its_tag() {
        let held = |told: &str| Held(told.to_owned()).has("\"a\"");
        assert!(held("\"a\"") && held("W/\"a\"") && held("\"b\", \"a\"") && held("*"));
        assert!(!held("") && !held("\"b\"") && !held("a"));
    }
}
