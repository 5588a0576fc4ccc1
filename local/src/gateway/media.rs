//! `/media/*`: what CloudFront serves from the bucket of pictures in a stage of AWS, here from the folder of S3's stand-in.

use std::path::Path;

use axum::body::Bytes;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Response, StatusCode};

use super::{answer, assets};

/// What a picture that is opened by itself may do: be seen. A test compares it with template.yaml.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// The picture behind a path that begins with `/media/`; the bucket has it under the same path.
pub(super) fn answer(bucket: &Path, path: &str) -> Response<Bytes> {
    let Some((file, content)) = assets::read(bucket, path.trim_start_matches('/')) else {
        return answer::message(StatusCode::NOT_FOUND, "Not Found");
    };
    let mut response = Response::new(Bytes::from(content));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, assets::content_type(&file)),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
