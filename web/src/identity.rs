//! Who is asking, and from where.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::session::Session;

use crate::answer::Failure;
use crate::site::Site;

/// Whoever sent the request: their session and, if signed in, the person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) session: Option<Arc<Session>>,
    viewer: Option<Viewer>,
}

impl Visitor {
    pub(crate) fn new(session: Option<Session>, viewer: Option<shared::access::Viewer>) -> Self {
        Self { session: session.map(Arc::new), viewer: viewer.map(|viewer| Viewer(Arc::new(viewer))) }
    }

    #[cfg(test)]
    pub(crate) fn signed_in(viewer: shared::access::Viewer) -> Self {
        Self::new(None, Some(viewer))
    }

    pub(crate) fn viewer(&self) -> Option<&Viewer> {
        self.viewer.as_ref()
    }
}

/// The signed-in person; as an argument of a handler it demands one.
#[derive(Debug, Clone)]
pub struct Viewer(Arc<shared::access::Viewer>);

impl Deref for Viewer {
    type Target = shared::access::Viewer;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FromRequestParts<Site> for Viewer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Visitor>();
        visitor.and_then(Visitor::viewer).cloned().ok_or_else(|| Failure::Forbidden("signing in".to_owned()))
    }
}

/// The client: its address as CloudFront and API Gateway tell it.
#[derive(Debug, Clone)]
pub struct Client {
    /// IP address; empty when nobody told.
    pub address: String,
}

impl FromRequestParts<Site> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self { address: String::new() }))
    }
}
