//! Lambda's Invoke for the function `egress`.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use egress::Egress;

/// What the SDK asks for.
const INVOKE: &str = "/2015-03-31/functions/egress/invocations";
/// Questions are short.
const LARGEST: usize = 64 * 1024;

pub(super) fn router(egress: Egress) -> Router {
    Router::new().fallback(invoke).with_state(egress)
}

async fn invoke(State(egress): State<Egress>, request: Request) -> Response {
    if request.method() != Method::POST || request.uri().path() != INVOKE {
        return StatusCode::NOT_FOUND.into_response();
    }
    let body: Bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.unwrap_or_default();
    match serde_json::from_slice(&body) {
        Ok(question) => serde_json::to_vec(&egress.answer(question).await).unwrap_or_default().into_response(),
        // As Lambda tells of a function that failed.
        Err(error) => ([("x-amz-function-error", "Unhandled")], format!("{{\"errorMessage\": \"{error}\"}}")).into_response(),
    }
}
