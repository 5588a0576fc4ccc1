//! S3 in this process: an HTTP server that takes `PutObject`, `GetObject` and `HeadObject` from the real SDK, links and forms that were
//! signed for browsers, and keeps objects as files: a folder for each bucket.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server.
#[derive(Debug)]
pub struct S3 {
    folder: PathBuf,
    endpoint: String,
    serving: JoinHandle<()>,
}

impl S3 {
    /// Starts the server on any free port of 127.0.0.1, with its buckets in this folder.
    pub async fn start(folder: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let objects: MethodRouter<Arc<Path>> = get(read).put(write).post(take).delete(untag);
        let router =
            Router::new().fallback_service(objects.layer(DefaultBodyLimit::disable()).with_state(Arc::from(folder.as_path())));
        let serving = tokio::spawn(async move {
            if let Err(reason) = axum::serve(listener, router).await {
                eprintln!("S3 stopped: {reason}");
            }
        });
        Ok(Self { folder, endpoint, serving })
    }

    /// Its address.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The folder of all buckets.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of a bucket.
    pub fn bucket(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The file of an object, for a path of bucket and key; only plain names.
fn file(folder: &Path, uri: &Uri) -> Option<PathBuf> {
    let path = percent_encoding::percent_decode_str(uri.path()).decode_utf8().ok()?;
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let is_plain = parts.iter().all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains('\\'));
    (is_plain && parts.len() > 1).then(|| folder.join(parts.join("/")))
}

/// An error as S3 spells it.
fn refused(status: StatusCode, code: &str) -> Response {
    (status, [(CONTENT_TYPE, "application/xml")], format!("<Error><Code>{code}</Code><Message>{code}</Message></Error>"))
        .into_response()
}

/// `PutObject`
async fn write(State(folder): State<Arc<Path>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let Some(file) = file(&folder, &uri) else { return refused(StatusCode::BAD_REQUEST, "InvalidArgument") };
    // Who serves the files goes by their names; what was said of one must not be lost on the way.
    if !headers.contains_key(CONTENT_TYPE) {
        return refused(StatusCode::BAD_REQUEST, "MissingContentType");
    }
    let written = file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&file, &body));
    match written {
        Ok(()) => (StatusCode::OK, [(ETAG, format!("\"{}\"", crate::project::short_hash(&body)))]).into_response(),
        Err(reason) => {
            eprintln!("S3 cannot write {}: {reason}", file.display());
            refused(StatusCode::INTERNAL_SERVER_ERROR, "InternalError")
        }
    }
}

/// `DeleteObjectTagging`: nothing here has tags.
async fn untag(uri: Uri) -> Response {
    if uri.query().is_some_and(|query| query.contains("tagging")) {
        return StatusCode::NO_CONTENT.into_response();
    }
    refused(StatusCode::NOT_IMPLEMENTED, "NotImplemented")
}

/// `GetObject`
async fn read(State(folder): State<Arc<Path>>, uri: Uri) -> Response {
    match file(&folder, &uri).and_then(|file| std::fs::read(file).ok()) {
        Some(content) => content.into_response(),
        None => refused(StatusCode::NOT_FOUND, "NoSuchKey"),
    }
}

/// The secret of everybody's credentials here (`shared::aws`).
const SECRET: &str = "local";

/// What a browser sends by a form that was signed for it (`PostObject`): taken where the form's policy lets it.
async fn take(State(folder): State<Arc<Path>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mut answer = match form(&headers, body).await {
        Some(form) => form.keep(&folder, uri.path().trim_matches('/')),
        None => refused(StatusCode::BAD_REQUEST, "MalformedPOSTRequest"),
    };
    // Pages of AMY are at another address.
    answer.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, axum::http::HeaderValue::from_static("*"));
    answer
}

/// A form with a file, which is its last field.
struct Form {
    fields: Vec<(String, String)>,
    file: Bytes,
}

async fn form(headers: &HeaderMap, body: Bytes) -> Option<Form> {
    let boundary = multer::parse_boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?).ok()?;
    let mut parts = multer::Multipart::new(Body::from(body).into_data_stream(), boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.ok()? {
        let name = part.name()?.to_owned();
        let content = part.bytes().await.ok()?;
        if name == "file" {
            return Some(Form { fields, file: content });
        }
        fields.push((name, String::from_utf8(content.to_vec()).ok()?));
    }
    None
}

impl Form {
    fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    fn keep(&self, folder: &Path, bucket: &str) -> Response {
        if let Err(code) = self.check(bucket) {
            return refused(StatusCode::FORBIDDEN, code);
        }
        let uri: Option<Uri> =
            format!("/{bucket}/{}", percent_encoding::utf8_percent_encode(self.value("key"), KEY)).parse().ok();
        let Some(file) = uri.and_then(|uri| file(folder, &uri)) else {
            return refused(StatusCode::BAD_REQUEST, "InvalidArgument");
        };
        let written = file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&file, &self.file));
        match written {
            Ok(()) => StatusCode::CREATED.into_response(),
            Err(reason) => {
                eprintln!("S3 cannot write {}: {reason}", file.display());
                refused(StatusCode::INTERNAL_SERVER_ERROR, "InternalError")
            }
        }
    }

    /// Holds the form against its policy, and the policy against its signature.
    fn check(&self, bucket: &str) -> std::result::Result<(), &'static str> {
        let signed_at =
            NaiveDateTime::parse_from_str(self.value("x-amz-date"), "%Y%m%dT%H%M%SZ").map_err(|_| "AccessDenied")?.and_utc();
        let region = self.value("x-amz-credential").split('/').nth(2).unwrap_or_default();
        let policy = self.value("policy");
        if shared::attachment::signature(SECRET, region, signed_at, policy) != self.value("x-amz-signature") {
            return Err("SignatureDoesNotMatch");
        }
        let policy = STANDARD.decode(policy).ok().and_then(|policy| serde_json::from_slice::<Value>(&policy).ok());
        let policy = policy.ok_or("InvalidPolicyDocument")?;
        // The clock of tests is another one: a form is as old as it says itself.
        let expires: Option<DateTime<Utc>> = policy["expiration"].as_str().and_then(|text| text.parse().ok());
        if expires.is_none_or(|expires| expires <= signed_at) {
            return Err("AccessDenied");
        }
        let conditions = policy["conditions"].as_array().ok_or("InvalidPolicyDocument")?;
        let holds = |condition: &Value| match condition {
            Value::Object(pairs) => pairs.iter().all(|(name, value)| {
                let sent = if name == "bucket" { bucket } else { self.value(name) };
                value == sent
            }),
            Value::Array(range) => {
                let size = i64::try_from(self.file.len()).unwrap_or(i64::MAX);
                range.first().is_some_and(|kind| kind == "content-length-range")
                    && (range[1].as_i64().unwrap_or(1)..=range[2].as_i64().unwrap_or(0)).contains(&size)
            }
            _ => false,
        };
        if conditions.iter().all(holds) { Ok(()) } else { Err("AccessDenied") }
    }
}

/// What a key must be encoded with in a path: all but what parts it, and plain letters.
const KEY: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');
