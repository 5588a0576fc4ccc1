//! How names become addresses, and which of them may be asked. A connection goes to an address that was checked in the same look-up:
//! a name that answers differently the next time leads nowhere else.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::address::is_public;

/// Looks names up.
type LookUp = Arc<dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync>;

/// The network that may be asked.
#[derive(Clone)]
pub struct Network {
    /// In place of the system's resolver.
    look_up: Option<LookUp>,
    may_ask: fn(IpAddr) -> bool,
    /// Whether addresses without TLS and with a port will do.
    is_plain: bool,
}

impl Network {
    /// The public internet, over HTTPS.
    #[must_use]
    pub fn internet() -> Self {
        Self { look_up: None, may_ask: is_public, is_plain: false }
    }

    /// Stand-ins on this machine: `look_up` finds names, `may_ask` says which addresses count as public; HTTP on any port will do.
    pub fn stand_ins(
        look_up: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
        may_ask: fn(IpAddr) -> bool,
    ) -> Self {
        Self { look_up: Some(Arc::new(look_up)), may_ask, is_plain: true }
    }

    /// Whether `url` may be asked as far as can be told without looking its name up: no address in place of a name (which no look-up
    /// would check), no credentials, HTTPS at its usual port.
    pub(crate) fn may_use(&self, url: &Url) -> bool {
        let is_named = matches!(url.host(), Some(Host::Domain(_)));
        let is_usual = url.scheme() == "https" && url.port().is_none();
        let is_plain = self.is_plain && url.scheme() == "http";
        is_named && (is_usual || is_plain) && url.username().is_empty() && url.password().is_none()
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network").field("is_plain", &self.is_plain).finish_non_exhaustive()
    }
}

/// A name leads to an address that may not be asked.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not public")]
pub(crate) struct NotPublic(IpAddr);

impl Resolve for Network {
    fn resolve(&self, name: Name) -> Resolving {
        let Self { look_up, may_ask, .. } = self.clone();
        Box::pin(async move {
            let found = match look_up {
                Some(look_up) => look_up(name.as_str())?,
                None => tokio::net::lookup_host((name.as_str(), 0)).await?.map(|address| address.ip()).collect(),
            };
            // One private address among public ones is a trick, too.
            if let Some(private) = found.iter().find(|address| !may_ask(**address)) {
                return Err(Box::new(NotPublic(*private)) as Box<dyn std::error::Error + Send + Sync>);
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_over_https_without_credentials_are_asked() {
        let internet = Network::internet();
        let may_use = |url: &str| internet.may_use(&Url::parse(url).unwrap());
        assert!(may_use("https://user.github.io/x/"));
        assert!(may_use("https://user.github.io:443/x/"));
        for url in [
            "http://user.github.io/x/",
            "https://user.github.io:8443/x/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://user:word@user.github.io/",
            "https://user@user.github.io/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!may_use(url), "{url}");
        }
    }
}
