//! Around every request: request id, origin check, session, frame, error pages, headers, one log line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::{IntoResponse as _, Response};
use lambda_http::request::RequestContext;

use crate::answer::{Failure, Page};
use crate::flags::Reading;
use crate::identity::{Client, Home};
use crate::request::Params;
use crate::routes::{Routes, matches};
use crate::site::Site;
use crate::{address, frame, gate, headers, origin, session, telemetry};

/// Header with the secret that CloudFront adds.
const ORIGIN_HEADER: &str = "x-amy-origin";

/// The function's whole service: `routes` with everything around them.
pub fn service(routes: Routes, site: Site) -> Router {
    let paths = routes.paths();
    let patterns: Patterns = paths.as_slice().into();
    let routed = routes
        .router()
        .fallback(move |request: Request| async move { lost(&paths, &request) })
        .layer(from_fn_with_state(site.clone(), framed))
        .layer(from_fn_with_state((site.clone(), patterns), observed))
        .with_state(site);
    // The layers above see a request when its route is chosen; this one before.
    Router::new().fallback_service(routed).layer(map_request(address::encoded))
}

/// The parameters of a path that open what it leads to, whoever has them.
const SECRETS: [&str; 2] = ["{secret}", "{token}"];

/// The patterns of a function's paths.
type Patterns = Arc<[&'static str]>;

/// The path as logs may tell it: of one with a secret in it, only its pattern.
#[derive(Debug, Clone)]
struct LoggedPath(String);

impl LoggedPath {
    fn of(path: &str, patterns: &[&'static str]) -> Self {
        let is_secret = |pattern: &str| SECRETS.iter().any(|secret| pattern.contains(secret));
        let is_open =
            |pattern: &&str| !is_secret(pattern) && (matches(pattern, path) || matches(pattern.trim_end_matches('/'), path));
        // What begins like a path with a secret may hold it, however badly it was copied.
        let begins_alike = |pattern: &&str| {
            let (before, _) = pattern.split_once('{').unwrap_or((pattern, ""));
            is_secret(pattern) && path.len() > before.len() && path.starts_with(before)
        };
        let told = match patterns.iter().copied().find(begins_alike) {
            Some(pattern) if !patterns.iter().any(is_open) => pattern,
            _ => path,
        };
        Self(told.to_owned())
    }
}

/// No route fits: perhaps only the final slash lacks, for a GET, or slashes within a domain are not encoded as they must be.
fn lost(paths: &[&'static str], request: &Request) -> Response {
    let path = request.uri().path();
    let slashed = format!("{path}/");
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read && !path.ends_with('/') && paths.iter().any(|pattern| matches(pattern, &slashed)) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Page::moved(format!("{slashed}{query}")).into_response();
    }
    if is_read && let Some(answer) = address::rejoined(paths, request.uri()) {
        return answer;
    }
    Failure::NotFound.into_response()
}

/// The request's id: API Gateway's, which stands in its log too.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Gives the request its id and client, counts, logs, and sets the headers of the answer.
async fn observed(State((site, patterns)): State<(Site, Patterns)>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (id, client) = origin_of(&site, &request);
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(client.clone());
    let method = request.method().clone();
    let logged = LoggedPath::of(request.uri().path(), &patterns);
    let path = logged.0.clone();
    request.extensions_mut().insert(logged);
    let statements = Arc::new(AtomicU32::new(0));
    let mut response = telemetry::counting(statements.clone(), next.run(request)).await;
    let statements = statements.load(Ordering::Relaxed);
    let millis = began.elapsed().as_secs_f64() * 1000.0;
    headers::secure(response.headers_mut(), site.config());
    if site.config().stage == crate::Stage::Local
        && let Ok(timing) = HeaderValue::from_str(&format!("total;dur={millis:.1}, db;desc=\"{statements}\""))
    {
        response.headers_mut().insert("server-timing", timing);
    }
    let status = response.status().as_u16();
    match response.extensions().get::<Failure>().filter(|_| status >= 500) {
        Some(failure) => {
            tracing::error!(request.id = id, %method, path, status, duration.ms = millis, db.statements = statements, error = %failure, "the request failed")
        }
        None => {
            tracing::info!(request.id = id, %method, path, status, duration.ms = millis, db.statements = statements, client = client.address, "answered")
        }
    }
    response
}

/// The request's id and the client's address, from API Gateway's context.
fn origin_of(site: &Site, request: &Request) -> (String, Client) {
    let (id, mut address) = match request.extensions().get::<RequestContext>() {
        Some(RequestContext::ApiGatewayV2(context)) => {
            (context.request_id.clone().unwrap_or_default(), context.http.source_ip.clone().unwrap_or_default())
        }
        _ => (String::new(), String::new()),
    };
    // Behind CloudFront, which is proven by its secret, the last but one hop is the viewer's own.
    if site.config().origin_secret.is_some()
        && let Some(hops) = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok())
        && let Some(viewer) = hops.rsplit(',').nth(1)
    {
        viewer.trim().clone_into(&mut address);
    }
    (id, Client { address })
}

/// The site's origins: the configured ones or, in a stage without a domain, the address that API Gateway says it was called
/// at. A client cannot choose that one: it is in the gateway's context, not in a header.
fn own_hosts(site: &Site, request: &Request) -> Vec<String> {
    match request.extensions().get::<RequestContext>() {
        Some(RequestContext::ApiGatewayV2(context)) if site.config().hosts.is_empty() => {
            context.domain_name.iter().map(|name| format!("https://{name}")).collect()
        }
        _ => site.config().hosts.clone(),
    }
}

/// Checks where the request comes from, finds out who sends it, and frames what comes back.
async fn framed(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let mut context = frame::Context::of(&request);
    if let Some(secret) = &site.config().origin_secret {
        let given = request.headers().get(ORIGIN_HEADER).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !shared::secret::equal(given, secret) {
            return frame::finish(&site, context, None, Failure::Forbidden("the site's own address".to_owned()).into_response())
                .await;
        }
    }
    let hosts = own_hosts(&site, &request);
    if !origin::is_own(request.method(), request.headers(), &hosts) {
        let path = request.extensions().get::<LoggedPath>().map_or("", |path| path.0.as_str());
        tracing::warn!(path, "refused a request from another site");
        let failure = Failure::Forbidden("a page of this site behind the request".to_owned());
        return frame::finish(&site, context, None, failure.into_response()).await;
    }
    let visitor = match session::visitor(&site, request.headers()).await {
        Ok(visitor) => visitor,
        Err(failure) => return frame::finish(&site, context, None, failure.into_response()).await,
    };
    let reading = Reading::new(&site, &visitor, Params::of(request.uri()));
    context.flags = Some(reading.clone());
    if let Some(to) = gate::way(&visitor, request.uri()) {
        return frame::finish(&site, context, Some(&visitor), Page::redirect(to).into_response()).await;
    }
    request.extensions_mut().insert(visitor.clone());
    if let Some(home) = hosts.into_iter().next() {
        request.extensions_mut().insert(Home(home));
    }
    request.extensions_mut().insert(reading);
    let is_head = request.method() == Method::HEAD;
    let response = next.run(request).await;
    let mut response = frame::finish(&site, context, Some(&visitor), response).await;
    if is_head {
        if let Some(length) = response.body().size_hint().exact() {
            response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        *response.body_mut() = Body::empty();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_path_is_not_logged() {
        let patterns = ["/feeds/", "/feeds/add/", "/feeds/{secret}/amy.ics", "/other/{id}/"];
        let logged = |path: &str| LoggedPath::of(path, &patterns).0;
        for secret in ["/feeds/abc/amy.ics", "/feeds/abc/amy.ics/", "/feeds/abc/", "/feeds/abc", "/feeds/abc/amy.ics/x"] {
            assert_eq!(logged(secret), "/feeds/{secret}/amy.ics", "{secret}");
        }
        let reset = ["/account/reset/done/", "/account/reset/{uid}/{token}/"];
        assert_eq!(LoggedPath::of("/account/reset/MQ/secret/", &reset).0, "/account/reset/{uid}/{token}/");
        assert_eq!(LoggedPath::of("/account/reset/MQ", &reset).0, "/account/reset/{uid}/{token}/");
        assert_eq!(LoggedPath::of("/account/reset/done/", &reset).0, "/account/reset/done/");
        for open in ["/feeds/", "/feeds", "/feeds/add/", "/feeds/add", "/other/1/", "/nowhere/"] {
            assert_eq!(logged(open), open);
        }
    }
}
