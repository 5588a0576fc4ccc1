//! S3 in this process: an HTTP server that takes `PutObject` and `GetObject` from the real SDK, and keeps objects as files: a folder
//! for each bucket.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
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
        let objects: MethodRouter<Arc<Path>> = get(read).put(write);
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

/// `GetObject`
async fn read(State(folder): State<Arc<Path>>, uri: Uri) -> Response {
    match file(&folder, &uri).and_then(|file| std::fs::read(file).ok()) {
        Some(content) => content.into_response(),
        None => refused(StatusCode::NOT_FOUND, "NoSuchKey"),
    }
}
