//! An HTTP request as the event that API Gateway sends: payload format 2.0.

use std::net::IpAddr;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, Request, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::routes::Found;

/// Headers between one hop and the next, which API Gateway does not pass on.
const HOP: [&str; 6] = ["connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// The event for a request. `path` is its decoded path.
pub(super) fn of(request: &Request<Bytes>, path: &str, found: &Found<'_>, client: IpAddr, now: DateTime<Utc>) -> Value {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let domain = host_name(&text(HOST));
    let id = uuid::Uuid::new_v4().simple().to_string();
    let mut event = json!({
        "version": "2.0",
        "routeKey": found.route.key,
        "rawPath": path,
        "rawQueryString": request.uri().query().unwrap_or_default(),
        "headers": joined(headers, client, &id),
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": domain,
            "domainPrefix": domain.split('.').next(),
            "http": {
                "method": request.method().as_str(),
                "path": path,
                "protocol": if request.version() == Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" },
                "sourceIp": client.to_string(),
                "userAgent": text(USER_AGENT),
            },
            "requestId": id,
            "routeKey": found.route.key,
            "stage": "$default",
            "time": now.format("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.timestamp_millis(),
        },
        "isBase64Encoded": false,
    });
    let cookies = cookies(headers);
    if !cookies.is_empty() {
        event["cookies"] = json!(cookies);
    }
    if let Some(query) = request.uri().query().filter(|query| !query.is_empty()) {
        event["queryStringParameters"] = Value::Object(parameters(query));
    }
    if !found.variables.is_empty() {
        event["pathParameters"] = found.variables.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    }
    if !request.body().is_empty() {
        let (body, encoded) = body(&text(CONTENT_TYPE), request.body());
        event["body"] = json!(body);
        event["isBase64Encoded"] = json!(encoded);
    }
    event
}

/// The path as API Gateway's HTTP APIs hand it on: decoded (so `%2F` is a slash), and cut at a decoded `?`.
pub(super) fn decoded_path(path: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    decoded.split('?').next().unwrap_or_default().to_owned()
}

/// The `Host` header without its port; HTTP/1.0 may come without the header.
fn host_name(host: &str) -> String {
    if host.is_empty() {
        return "localhost".into();
    }
    let end = host.rfind(':').filter(|at| !host[*at..].contains(']')).unwrap_or(host.len());
    host[..end].to_owned()
}

/// Headers by lower-case name, repeated ones joined by commas, with what API Gateway adds. Cookies are apart.
fn joined(headers: &HeaderMap, client: IpAddr, id: &str) -> Map<String, Value> {
    let mut joined = Map::new();
    for name in headers.keys().filter(|name| **name != COOKIE && !HOP.contains(&name.as_str())) {
        let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        joined.insert(name.to_string(), json!(values.join(",")));
    }
    let before = joined.get("x-forwarded-for").and_then(Value::as_str).map(|before| format!("{before}, ")).unwrap_or_default();
    joined.insert("x-forwarded-for".into(), json!(format!("{before}{client}")));
    joined.insert("x-forwarded-proto".into(), json!("http"));
    joined.insert("x-amzn-trace-id".into(), json!(format!("Root=1-{}-{}", &id[..8], &id[8..])));
    joined
}

/// One entry per cookie.
fn cookies(headers: &HeaderMap) -> Vec<String> {
    let sent = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    sent.flat_map(|line| line.split(';')).map(str::trim).filter(|cookie| !cookie.is_empty()).map(str::to_owned).collect()
}

/// Decoded parameters; the values of a repeated name are joined by commas.
fn parameters(query: &str) -> Map<String, Value> {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let joined = match parameters.get(name.as_ref()).and_then(Value::as_str) {
            Some(before) => format!("{before},{value}"),
            None => value.into_owned(),
        };
        parameters.insert(name.into_owned(), json!(joined));
    }
    parameters
}

/// The body and whether it is in base64: text and JSON, XML and JavaScript go as they are, forms and all else do not.
fn body(content_type: &str, body: &Bytes) -> (String, bool) {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let plain =
        kind.starts_with("text/") || ["", "application/json", "application/xml", "application/javascript"].contains(&&*kind);
    match std::str::from_utf8(body) {
        Ok(text) if plain => (text.to_owned(), false),
        _ => (STANDARD.encode(body), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::routes::{Route, Routes};

    fn event(request: Request<Bytes>) -> Value {
        let routes = Routes::new(vec![Route::new("f", "ANY", "/a/{proxy+}").unwrap()]);
        let path = decoded_path(request.uri().path());
        let found = routes.find(request.method().as_str(), &path).unwrap();
        of(&request, &path, &found, IpAddr::from([127, 0, 0, 1]), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_form_post_looks_as_api_gateway_sends_it() {
        let request = Request::post("http://x/a/b/?q=1&q=2&n=%C3%A9")
            .header("Host", "localhost:3000")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", "one=1; two=2")
            .header("Cookie", "three=3")
            .header("Accept", "text/html")
            .header("Accept", "*/*")
            .header("Connection", "keep-alive")
            .body(Bytes::from_static(b"name=Ada"))
            .unwrap();
        let event = event(request);
        assert_eq!(event["routeKey"], "ANY /a/{proxy+}");
        assert_eq!(event["rawPath"], "/a/b/");
        assert_eq!(event["rawQueryString"], "q=1&q=2&n=%C3%A9");
        assert_eq!(event["queryStringParameters"], json!({"q": "1,2", "n": "é"}));
        assert_eq!(event["pathParameters"], json!({"proxy": "b/"}));
        assert_eq!(event["cookies"], json!(["one=1", "two=2", "three=3"]));
        assert_eq!(event["headers"]["accept"], "text/html,*/*");
        assert!(event["headers"].get("cookie").is_none() && event["headers"].get("connection").is_none());
        assert_eq!(event["requestContext"]["domainName"], "localhost");
        assert_eq!(event["requestContext"]["stage"], "$default");
        assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!("bmFtZT1BZGE="), &json!(true)));
    }

    #[test]
    fn text_goes_as_it_is_unless_it_is_not_text() {
        assert_eq!(body("application/json; charset=utf-8", &Bytes::from_static(b"{}")), ("{}".into(), false));
        assert_eq!(body("text/csv", &Bytes::from_static(b"a,b")), ("a,b".into(), false));
        assert_eq!(body("text/csv", &Bytes::from_static(b"\xff")), ("/w==".into(), true));
        assert_eq!(body("multipart/form-data; boundary=x", &Bytes::from_static(b"--x")), ("LS14".into(), true));
    }

    #[test]
    fn the_path_arrives_decoded() {
        assert_eq!(decoded_path("/a%20b/%C3%A9%2Fc/"), "/a b/é/c/");
        assert_eq!(decoded_path("/a%3Fb"), "/a");
    }

    #[test]
    fn a_request_without_body_has_none() {
        let event = event(Request::get("/a/b").body(Bytes::new()).unwrap());
        assert!(event.get("body").is_none() && event.get("cookies").is_none());
    }

    #[test]
    fn hosts_lose_their_port() {
        assert_eq!(host_name("[::1]:3000"), "[::1]");
        assert_eq!(host_name("[::1]"), "[::1]");
        assert_eq!(host_name("amy.test"), "amy.test");
    }
}
