//! API Gateway's choice of a route: an exact path, then path variables, then the longest greedy one, then `$default`.
//!
//! A slash at the end of a request's path matters: `/x` does not get `/x/`, but `/x/{proxy+}` does.

use anyhow::{Result, bail, ensure};

/// One route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// As API Gateway names it in events: `GET /a/{proxy+}` or `$default`.
    pub key: String,
    /// The function behind it.
    pub function: String,
    /// The method; none for `ANY`.
    method: Option<String>,
    segments: Vec<Segment>,
    fallback: bool,
}

/// A part of a route's path between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Greedy(String),
    Variable(String),
    Plain(String),
}

/// A route that fits a request.
#[derive(Debug)]
pub struct Found<'r> {
    /// The route.
    pub route: &'r Route,
    /// The values of its path variables.
    pub variables: Vec<(String, String)>,
}

impl Route {
    /// A route for one method, or for all with `ANY`.
    pub fn new(function: &str, method: &str, path: &str) -> Result<Self> {
        let method = method.to_ascii_uppercase();
        let method = if method == "*" { "ANY".to_owned() } else { method };
        ensure!(path == "/" || !path.ends_with('/'), "{path}: HTTP APIs refuse a path that ends in a slash");
        let segments: Vec<Segment> = path.split('/').skip(1).map(segment).collect::<Result<_>>()?;
        let greedy = segments.iter().position(|segment| matches!(segment, Segment::Greedy(_)));
        ensure!(greedy.is_none_or(|place| place + 1 == segments.len()), "{path}: a greedy variable must come last");
        Ok(Self {
            key: format!("{method} {path}"),
            function: function.to_owned(),
            method: (method != "ANY").then_some(method),
            segments,
            fallback: false,
        })
    }

    /// The `$default` route.
    pub fn fallback(function: &str) -> Self {
        Self { key: "$default".into(), function: function.to_owned(), method: None, segments: Vec::new(), fallback: true }
    }

    /// How specific the route is: compared part by part, plain text before a variable before a greedy one, and the
    /// method last. A longer greedy path has more parts before its variable, so it comes first too.
    fn rank(&self) -> (bool, Vec<u8>, bool) {
        let parts = self.segments.iter().map(|segment| match segment {
            Segment::Plain(_) => 0,
            Segment::Variable(_) => 1,
            Segment::Greedy(_) => 2,
        });
        (self.fallback, parts.collect(), self.method.is_none())
    }

    /// The values of the route's variables if it fits.
    fn fits(&self, method: &str, path: &str) -> Option<Vec<(String, String)>> {
        if self.fallback {
            return Some(Vec::new());
        }
        if self.method.as_deref().is_some_and(|mine| mine != method) {
            return None;
        }
        let (mut variables, mut rest) = (Vec::new(), path.strip_prefix('/'));
        for segment in &self.segments {
            let left = rest?;
            let (part, after) = left.split_once('/').map_or((left, None), |(part, after)| (part, Some(after)));
            match segment {
                Segment::Plain(text) if text == part => rest = after,
                Segment::Variable(name) if !part.is_empty() => {
                    variables.push((name.clone(), part.to_owned()));
                    rest = after;
                }
                Segment::Greedy(name) => {
                    variables.push((name.clone(), left.to_owned()));
                    rest = None;
                }
                _ => return None,
            }
        }
        rest.is_none().then_some(variables)
    }
}

/// Every route, the most specific first.
#[derive(Debug, Clone)]
pub struct Routes {
    ordered: Vec<Route>,
}

impl Routes {
    /// Puts routes in the order in which they are tried.
    pub fn new(mut routes: Vec<Route>) -> Self {
        routes.sort_by_cached_key(Route::rank);
        Self { ordered: routes }
    }

    /// The route for a method and a decoded path.
    pub fn find(&self, method: &str, path: &str) -> Option<Found<'_>> {
        self.ordered.iter().find_map(|route| Some(Found { route, variables: route.fits(method, path)? }))
    }

    /// All of them, the most specific first.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.ordered.iter()
    }
}

/// Reads one part of a path.
fn segment(part: &str) -> Result<Segment> {
    let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        if part.contains(['{', '}']) {
            bail!("{part}: a path variable must fill its part of the path");
        }
        return Ok(Segment::Plain(part.to_owned()));
    };
    Ok(match name.strip_suffix('+') {
        Some(name) => Segment::Greedy(name.to_owned()),
        None => Segment::Variable(name.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(list: &[(&str, &str)]) -> Routes {
        Routes::new(list.iter().map(|(method, path)| Route::new("f", method, path).unwrap()).collect())
    }

    fn key(routes: &Routes, method: &str, path: &str) -> Option<String> {
        routes.find(method, path).map(|found| found.route.key.clone())
    }

    #[test]
    fn the_examples_of_the_api_gateway_manual_hold() {
        let routes =
            routes(&[("ANY", "/{proxy+}"), ("GET", "/pets/{proxy+}"), ("GET", "/pets/dog/{id}"), ("GET", "/pets/dog/1")]);
        assert_eq!(key(&routes, "GET", "/pets/dog/1").unwrap(), "GET /pets/dog/1");
        assert_eq!(key(&routes, "GET", "/pets/dog/2").unwrap(), "GET /pets/dog/{id}");
        assert_eq!(key(&routes, "GET", "/pets/cat/1").unwrap(), "GET /pets/{proxy+}");
        assert_eq!(key(&routes, "POST", "/test/5").unwrap(), "ANY /{proxy+}");
        assert_eq!(key(&routes, "POST", "/pets/dog/1").unwrap(), "ANY /{proxy+}");
    }

    #[test]
    fn a_method_of_its_own_comes_before_any() {
        let routes = routes(&[("ANY", "/a"), ("POST", "/a")]);
        assert_eq!(key(&routes, "POST", "/a").unwrap(), "POST /a");
        assert_eq!(key(&routes, "GET", "/a").unwrap(), "ANY /a");
    }

    #[test]
    fn the_longest_greedy_path_wins() {
        let routes = routes(&[("ANY", "/workshops/{proxy+}"), ("ANY", "/workshops/person/{proxy+}"), ("ANY", "/")]);
        assert_eq!(key(&routes, "GET", "/workshops/person/5/").unwrap(), "ANY /workshops/person/{proxy+}");
        assert_eq!(key(&routes, "GET", "/workshops/persons/").unwrap(), "ANY /workshops/{proxy+}");
        assert_eq!(key(&routes, "GET", "/").unwrap(), "ANY /");
        assert_eq!(routes.find("GET", "/workshops/a/b/").unwrap().variables, [("proxy".into(), "a/b/".into())]);
    }

    #[test]
    fn a_slash_at_the_end_matters() {
        let routes = routes(&[("ANY", "/terms"), ("ANY", "/x/{proxy+}")]);
        assert!(key(&routes, "GET", "/terms").is_some());
        assert!(key(&routes, "GET", "/terms/").is_none());
        assert!(key(&routes, "GET", "/x").is_none());
        assert!(key(&routes, "GET", "/x/").is_some());
        assert!(Route::new("f", "GET", "/terms/").is_err());
    }

    #[test]
    fn a_greedy_variable_comes_last_and_a_variable_fills_its_part() {
        assert!(Route::new("f", "GET", "/{proxy+}/a").is_err());
        assert!(Route::new("f", "GET", "/a{id}").is_err());
    }
}
