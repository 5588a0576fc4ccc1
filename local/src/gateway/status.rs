//! `/_local/`: a page that says what runs where on this machine.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response};
use maud::{DOCTYPE, Markup, html};

use super::Inner;

/// A line of the status page.
#[derive(Debug, Clone)]
pub struct Service {
    /// What it is, such as `PostgreSQL 16`.
    pub name: String,
    /// Where it is: an address or a path.
    pub place: String,
}

/// The page.
pub(super) fn page(gateway: &Inner) -> Response<Bytes> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "AMY on this machine" }
            }
            body {
                main {
                    h1 { "AMY on this machine" }
                    p { a href="/" { "Open AMY" } " · " a href="/_local/events/" { "Published events" } " · " a href="/_local/mail/" { "Mail" } }
                    h2 { "What runs where" }
                    dl {
                        @for service in &gateway.services {
                            dt { (service.name) }
                            dd { code { (service.place) } }
                        }
                    }
                    h2 { "Routes of template.yaml, in the order they are tried" }
                    table {
                        thead { tr { th scope="col" { "Route" } th scope="col" { "Function" } th scope="col" { "Hosted here" } } }
                        tbody {
                            @for route in gateway.routes.iter() {
                                tr {
                                    td { code { (route.key) } }
                                    td { (route.function) }
                                    td { @if gateway.functions.contains_key(&route.function) { "yes" } @else { "no" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    answer(page)
}

/// A page as an answer.
pub(super) fn answer(page: Markup) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(page.into_string()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
