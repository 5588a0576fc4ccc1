//! The sites that the function `egress` asks, told apart by the host that a request names.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::{Odd, World, github};

/// Forms of OAuth are short.
const LARGEST: usize = 64 * 1024;

pub(super) fn router(world: World) -> Router {
    Router::new().fallback(answer).with_state(world)
}

async fn answer(State(world): State<World>, request: Request) -> Response {
    if world.state().is_down {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let (host, bearer) = (text(request.headers(), header::HOST), text(request.headers(), header::AUTHORIZATION));
    let host = host.split(':').next().unwrap_or_default().to_owned();
    let uri = request.uri().clone();
    let path: Vec<&str> = uri.path().trim_matches('/').split('/').collect();
    if let Some(owner) = host.strip_suffix(".github.io") {
        return match path[..] {
            [name] => match odd(&world, owner, name) {
                Some(odd) => strange(odd).await,
                None => website(&world, owner, name),
            },
            _ => StatusCode::NOT_FOUND.into_response(),
        };
    }
    let body: Bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.unwrap_or_default();
    let query = uri.query().unwrap_or_default();
    match (host.as_str(), &path[..]) {
        ("raw.githubusercontent.com", [owner, name, branch, "index.html"]) => source(&world, owner, name, branch),
        ("api.github.com", ["users", name]) => github::user(&world, name),
        ("api.github.com", ["user"]) => github::own(&world, &bearer),
        (_, ["login", "oauth", "authorize"]) => github::authorize(&world, query),
        (_, ["login", "oauth", "approve"]) => github::approve(&world, query),
        ("github.com", ["login", "oauth", "access_token"]) => github::exchange(&world, &body),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn odd(world: &World, owner: &str, name: &str) -> Option<Odd> {
    world.state().odd.get(&(owner.to_owned(), name.to_owned())).cloned()
}

async fn strange(odd: Odd) -> Response {
    match odd {
        Odd::Huge => Html(" ".repeat(3 * 1024 * 1024)).into_response(),
        Odd::Slow => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            StatusCode::OK.into_response()
        }
        Odd::LeadsTo(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
        Odd::Bytes(bytes) => Html(bytes).into_response(),
    }
}

fn website(world: &World, owner: &str, name: &str) -> Response {
    let key = (owner.to_owned(), name.to_owned(), None);
    let kept = world.state().files.get(&key).cloned();
    kept.or_else(|| invented(name)).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |html| Html(html).into_response())
}

fn source(world: &World, owner: &str, name: &str, branch: &str) -> Response {
    let key = (owner.to_owned(), name.to_owned(), Some(branch.to_owned()));
    let kept = world.state().files.get(&key).cloned();
    kept.map_or_else(|| StatusCode::NOT_FOUND.into_response(), IntoResponse::into_response)
}

/// A website for every repository that is called as events are, such as `2026-08-20-lund`.
fn invented(name: &str) -> Option<String> {
    let (start, place) = (name.get(..10)?, name.get(11..)?);
    let start = chrono::NaiveDate::parse_from_str(start, "%Y-%m-%d").ok()?;
    let end = start.succ_opt()?;
    let metas = [
        ("slug", name.to_owned()),
        ("startdate", start.to_string()),
        ("enddate", end.to_string()),
        ("country", "se".to_owned()),
        ("language", "en".to_owned()),
        ("venue", format!("Library of {place}")),
        ("address", "Helgonavägen 2".to_owned()),
        ("latlng", "55.7089, 13.1988".to_owned()),
        ("instructor", "Ada Lovelace|Grace Hopper".to_owned()),
        ("helper", "Alan Turing".to_owned()),
        ("contact", "workshop@example.org".to_owned()),
        ("eventbrite", "1234567890".to_owned()),
    ];
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" { head { title { (name) } @for (key, value) in &metas { meta name=(key) content=(value); } } body { h1 { (name) } } }
    };
    Some(page.into_string())
}
