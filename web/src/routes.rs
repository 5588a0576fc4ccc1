//! The route table of a function: what it answers, and who may ask.

use std::collections::BTreeMap;

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use shared::flag::Flag;

use crate::access::{Access, guard};
use crate::flags;
use crate::site::Site;

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Route {
    /// GET (which answers HEAD too) or POST.
    pub method: Method,
    /// Path with parameters in braces.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// The feature flag without which nothing is there (DM-FLAG-02).
    pub flag: Option<Flag>,
    handler: MethodRouter<Site>,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Routes(Vec<Route>);

impl Routes {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn add<H, T>(mut self, method: Method, filter: MethodFilter, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let guarded = handler.layer(from_fn_with_state(access, guard));
        self.0.push(Route { method, path, access, flag: None, handler: on(filter, guarded) });
        self
    }

    /// A page to look at.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, access, handler)
    }

    /// Something to do.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, access, handler)
    }

    /// A form: the empty page, and what it sends.
    #[must_use]
    pub fn form<G, P, T, U>(self, path: &'static str, access: Access, show: G, submit: P) -> Self
    where
        G: Handler<T, Site>,
        P: Handler<U, Site>,
        T: 'static,
        U: 'static,
    {
        self.get(path, access, show).post(path, access, submit)
    }

    /// Puts all lines so far behind a feature flag: while it is off, they are there for nobody, signed in or not (DM-FLAG-02).
    #[must_use]
    pub fn flagged(self, flag: Flag) -> Self {
        let gate = |route: Route| Route {
            flag: Some(flag),
            handler: route.handler.route_layer(from_fn_with_state(flag, flags::guard)),
            ..route
        };
        Self(self.0.into_iter().map(gate).collect())
    }

    /// Adds the lines of another table.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// All lines.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }

    /// All paths, once each.
    #[must_use]
    pub fn paths(&self) -> Vec<&'static str> {
        let mut paths: Vec<&'static str> = self.0.iter().map(|route| route.path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    pub(crate) fn router(&self) -> Router<Site> {
        let mut by_path: BTreeMap<&'static str, MethodRouter<Site>> = BTreeMap::new();
        for route in &self.0 {
            let known = by_path.remove(route.path).unwrap_or_default();
            by_path.insert(route.path, known.merge(route.handler.clone()));
        }
        by_path.into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods))
    }
}

/// Whether `path` fits `pattern`, whose parameters in braces stand for one segment each.
#[must_use]
pub fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(pattern, segment)| if pattern.starts_with('{') { !segment.is_empty() } else { pattern == segment })
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_parameter_is_one_segment() {
        assert!(matches("/a/{x}/b/", "/a/1/b/"));
        assert!(!matches("/a/{x}/b/", "/a//b/"));
        assert!(!matches("/a/{x}/b/", "/a/1/2/b/"));
        assert!(!matches("/a/", "/a"));
    }
}
