//! The HTTP server in front of the gateway.

use std::future::Future;
use std::net::SocketAddr;

use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use tokio::net::TcpListener;

use super::{Gateway, LARGEST_BODY, answer};

/// Serves until `stop` is ready, then finishes the requests under way.
pub async fn serve(listener: TcpListener, gateway: Gateway, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    let service = Router::new().fallback(answer_one).with_state(gateway);
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    Ok(())
}

/// Reads the whole body, as API Gateway does, and answers.
async fn answer_one(State(gateway): State<Gateway>, ConnectInfo(client): ConnectInfo<SocketAddr>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answered = match axum::body::to_bytes(body, LARGEST_BODY).await {
        Ok(body) => gateway.answer(Request::from_parts(parts, body), client.ip()).await,
        Err(_) => answer::message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large"),
    };
    answered.map(Body::from)
}
