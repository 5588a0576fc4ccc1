//! Who is asking, and from where.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::access::Arrival;
use shared::flag::{Flags, StoredCondition};
use shared::session::Session;

use crate::answer::Failure;
use crate::site::Site;

/// Whoever sent the request: their session and, if signed in, the person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) session: Option<Arc<Session>>,
    viewer: Option<Viewer>,
    /// A required term is unanswered (GLB-05).
    pub(crate) must_answer: bool,
    conditions: Option<Arc<[StoredCondition]>>,
}

impl Visitor {
    /// Somebody whom nobody knows, with messages waiting perhaps.
    pub(crate) fn unknown(session: Option<Session>) -> Self {
        Self { session: session.map(Arc::new), ..Self::default() }
    }

    /// A person whom the session stands for.
    pub(crate) fn arrived(session: Session, arrival: Arrival) -> Self {
        Self {
            session: Some(Arc::new(session)),
            viewer: Some(Viewer(Arc::new(arrival.viewer))),
            must_answer: arrival.must_answer,
            conditions: Some(arrival.conditions.into()),
        }
    }

    #[cfg(test)]
    pub(crate) fn signed_in(viewer: shared::access::Viewer) -> Self {
        Self { viewer: Some(Viewer(Arc::new(viewer))), ..Self::default() }
    }

    /// The feature flags, which come with a person.
    pub(crate) fn flags(&self, site: &Site) -> Option<Flags> {
        self.conditions.as_ref().map(|conditions| site.config().flags.clone().and(conditions))
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

/// The signed-in person, if there is one.
#[derive(Debug, Clone)]
pub struct OptionalViewer(pub Option<Viewer>);

impl FromRequestParts<Site> for OptionalViewer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<Visitor>().and_then(Visitor::viewer).cloned()))
    }
}

/// The session that the request came with, as an argument of handlers for people who are signed in.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// Its id, which opens nothing.
    pub id: String,
    /// The digest of the person's password hash that it carries.
    pub stamp: String,
}

impl FromRequestParts<Site> for OwnSession {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Failure> {
        let session = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.session.as_ref());
        let session = session.filter(|session| session.person.is_some());
        let session = session.ok_or_else(|| Failure::Forbidden("signing in".to_owned()))?;
        Ok(Self { id: session.id(), stamp: session.stamp.clone() })
    }
}

/// The site's own origin, such as `https://amy.example.org`, for links that are followed from elsewhere. It is configured, or
/// API Gateway's own address; no header that a client sends can change it.
#[derive(Debug, Clone)]
pub struct Home(pub String);

impl FromRequestParts<Site> for Home {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Failure> {
        let known = parts.extensions.get::<Self>().cloned();
        known.ok_or_else(|| Failure::Failed("the site does not know its own address".to_owned()))
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
