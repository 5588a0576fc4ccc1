//! What a function answers, as an HTTP response; and API Gateway's own answers.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, SET_COOKIE};
use axum::http::{Response, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::LARGEST_PAYLOAD;

/// A function's answer, payload format 2.0.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    status_code: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    cookies: Vec<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

/// Reads a function's answer. Lambda refuses one that is too large, which API Gateway reports as its own failure.
pub(super) fn from_json(said: &str) -> Result<Response<Bytes>> {
    ensure!(said.len() <= LARGEST_PAYLOAD, "the response is larger than 6 MB");
    let answer: Answer = serde_json::from_str(said)?;
    let body = answer.body.unwrap_or_default();
    let body = if answer.is_base64_encoded { STANDARD.decode(body).context("the body is no base64")? } else { body.into_bytes() };
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status_code)?;
    for (name, value) in answer.headers {
        response.headers_mut().insert(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    for cookie in answer.cookies {
        response.headers_mut().append(SET_COOKIE, HeaderValue::try_from(cookie)?);
    }
    Ok(response)
}

/// An answer by API Gateway itself.
pub(super) fn message(status: StatusCode, message: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(serde_json::json!({ "message": message }).to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_become_several_headers_and_base64_becomes_bytes() {
        let said = r#"{"statusCode":200,"headers":{"content-type":"image/png"},"multiValueHeaders":{},
            "cookies":["a=1; Path=/","b=2"],"body":"iVBO","isBase64Encoded":true}"#;
        let response = from_json(said).unwrap();
        assert_eq!(response.headers().get_all(SET_COOKIE).iter().count(), 2);
        assert_eq!(response.body().as_ref(), b"\x89PN");
        assert_eq!(response.headers()[CONTENT_TYPE], "image/png");
    }

    #[test]
    fn an_answer_that_is_none_or_too_large_is_a_fault() {
        assert!(from_json("null").is_err());
        let large = format!(r#"{{"statusCode":200,"cookies":[],"body":"{}"}}"#, "x".repeat(LARGEST_PAYLOAD));
        assert!(from_json(&large).unwrap_err().to_string().contains("6 MB"));
    }
}
