//! Who is asking, and from where.

use std::net::{IpAddr, Ipv6Addr};
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
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// IP address; empty when nobody told.
    pub address: String,
}

impl Client {
    /// What throttles count by: the address or, of IPv6, the network of 64 bits that whoever has one address in it has as a whole. IPv4
    /// in the guise of IPv6 is IPv4; what is no address stays what it is.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address.parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V4(address)) => address.to_string(),
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            Err(_) => self.address.clone(),
        }
    }
}

impl FromRequestParts<Site> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> String {
        Client { address: address.to_owned() }.network()
    }

    #[test]
    fn an_address_of_ipv4_counts_by_itself_however_it_is_written() {
        for address in ["192.0.2.7", "::ffff:192.0.2.7", "::ffff:c000:207"] {
            assert_eq!(network(address), "192.0.2.7", "{address}");
        }
        assert_ne!(network("192.0.2.8"), network("192.0.2.7"));
    }

    #[test]
    fn addresses_of_ipv6_count_by_their_network() {
        for address in
            ["2001:db8:1:2::", "2001:db8:1:2::1", "2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:0001:0002:0:0:192.0.2.7"]
        {
            assert_eq!(network(address), "2001:db8:1:2::/64", "{address}");
        }
        assert_eq!(network("2001:db8:1:3::1"), "2001:db8:1:3::/64");
        assert_eq!(network("::1"), "::/64");
    }

    #[test]
    fn what_is_no_address_is_itself() {
        for address in ["", "unknown", "192.0.2.7:80", "2001:db8::1%eth0"] {
            assert_eq!(network(address), address);
        }
    }
}
