//! The site as browsers and authenticators know it.

use serde::{Deserialize, Serialize};
use url::Url;

/// The site: the origin of its pages, and the id that passkeys are bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelyingParty {
    /// Such as `https://amy.example.org`.
    pub origin: String,
    /// The origin's domain, such as `amy.example.org`.
    pub id: String,
}

impl RelyingParty {
    /// The site at `origin`; `None` for an address without a domain name, where browsers have no passkeys.
    #[must_use]
    pub fn at(origin: &str) -> Option<Self> {
        let id = Url::parse(origin).ok()?.domain()?.to_owned();
        Some(Self { origin: origin.to_owned(), id })
    }
}

#[cfg(test)]
mod tests {
    use super::RelyingParty;

    #[test]
    fn the_id_is_the_domain() {
        let id = |origin| RelyingParty::at(origin).map(|site| site.id);
        assert_eq!(id("https://amy.example.org").as_deref(), Some("amy.example.org"));
        assert_eq!(id("http://localhost:3000").as_deref(), Some("localhost"));
        assert_eq!(id("http://127.0.0.1:3000"), None);
        assert_eq!(id("amy.example.org"), None);
    }
}
