//! Tests of the gateway with a small function behind it.

use axum::Router;
use axum::extract::Request as Incoming;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::{get, post};

use super::*;

/// A gateway in front of a router that knows a few paths.
fn gateway() -> Gateway {
    let router = Router::new()
        .route("/t/echo", post(|body: Bytes| async move { body }))
        .route("/t/cookies", get(|| async { AppendHeaders([(SET_COOKIE, "a=1"), (SET_COOKIE, "b=2")]) }))
        .route("/t/slow", get(|| async { tokio::time::sleep(Duration::from_secs(5)).await }))
        .route("/t/panic", get(async || -> StatusCode { panic!("on purpose") }))
        .route("/t/large", get(|| async { "x".repeat(LARGEST_PAYLOAD) }))
        .route("/t/picture", get(|| async { ([("content-type", "image/png")], &b"\x89PNG"[..]) }))
        .fallback(|request: Incoming| async move { request.uri().path().to_owned().into_response() });
    let routes = Routes::new(vec![Route::new("t", "ANY", "/t/{proxy+}").unwrap(), Route::new("gone", "ANY", "/gone").unwrap()]);
    let functions = BTreeMap::from([("t".to_owned(), Function::new(router))]);
    Gateway::new(routes, functions, PathBuf::from("/nowhere"), Clock::System).waiting(Duration::from_millis(300))
}

async fn answer(request: Request<Bytes>) -> Response<Bytes> {
    gateway().answer(request, IpAddr::from([127, 0, 0, 1])).await
}

async fn get_path(path: &str) -> Response<Bytes> {
    answer(Request::get(path).body(Bytes::new()).unwrap()).await
}

fn text(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

#[tokio::test]
async fn bodies_and_cookies_survive_the_way_through() {
    let bytes = Bytes::from_static(b"\x00\xff binary");
    let request = Request::post("/t/echo").header("content-type", "application/octet-stream").body(bytes.clone()).unwrap();
    assert_eq!(answer(request).await.body(), &bytes);
    assert_eq!(get_path("/t/cookies").await.headers().get_all(SET_COOKIE).iter().count(), 2);
    assert_eq!(get_path("/t/picture").await.body().as_ref(), b"\x89PNG");
}

#[tokio::test]
async fn api_gateways_own_answers() {
    let unknown = get_path("/unknown").await;
    assert_eq!((unknown.status(), text(&unknown)), (StatusCode::NOT_FOUND, r#"{"message":"Not Found"}"#));
    let slow = get_path("/t/slow").await;
    assert_eq!((slow.status(), text(&slow)), (StatusCode::SERVICE_UNAVAILABLE, r#"{"message":"Service Unavailable"}"#));
    for failing in ["/t/panic", "/t/large", "/gone"] {
        let failed = get_path(failing).await;
        assert_eq!(failed.status(), StatusCode::INTERNAL_SERVER_ERROR, "{failing}");
        assert_eq!(text(&failed), r#"{"message":"Internal Server Error"}"#);
    }
}

#[tokio::test]
async fn requests_that_are_too_large_are_refused() {
    let post = |size: usize| Request::post("/t/echo").body(Bytes::from(vec![b'x'; size])).unwrap();
    assert_eq!(answer(post(LARGEST_BODY + 1)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer(post(LARGEST_PAYLOAD)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_status_page_says_what_runs() {
    let shown = vec![Service { name: "PostgreSQL".into(), place: "/somewhere".into() }];
    let request = Request::get("/_local/").body(Bytes::new()).unwrap();
    let page =
        gateway().showing(shown, crate::eventbridge::Events::default()).answer(request, IpAddr::from([127, 0, 0, 1])).await;
    assert!(text(&page).contains("/somewhere") && text(&page).contains("ANY /t/{proxy+}"));
}

#[tokio::test]
async fn it_serves_over_http() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(serve(listener, gateway(), async {
        let _ = stopped.await;
    }));
    let answer = tokio::task::spawn_blocking(move || {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /t/here HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("/t/here"), "{answer}");
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}
