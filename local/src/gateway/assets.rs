//! `/static/*`: what CloudFront serves from S3 in a stage of AWS, here from the folder that npm builds.

use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};

use super::answer;

/// The folder of built assets.
#[derive(Debug)]
pub struct Assets {
    folder: PathBuf,
}

impl Assets {
    /// Serves this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The file behind a path that begins with `/static/`.
    pub(super) fn answer(&self, path: &str) -> Response<Bytes> {
        let Some((file, content)) = read(&self.folder, path.trim_start_matches("/static/")) else {
            return answer::message(StatusCode::NOT_FOUND, "Not Found");
        };
        let mut response = Response::new(Bytes::from(content));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(&file)));
        headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
        let lasting = if is_hashed(&file) { "public, max-age=31536000, immutable" } else { "no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(lasting));
        response
    }
}

/// The file of a folder that a path names, and what is in it.
pub(super) fn read(folder: &Path, path: &str) -> Option<(PathBuf, Vec<u8>)> {
    let name = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    // Only plain names below the folder: no `..`, no hidden files, nothing absolute.
    let plain = name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains('\\'));
    let file = folder.join(name.as_ref());
    let content = plain.then(|| std::fs::read(&file).ok()).flatten()?;
    Some((file, content))
}

/// The content type by the file's extension.
pub(super) fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name carries a hash of its content (`site-3F9A01BC.css`, `site.3f9a01bc.css`): such a file never changes.
fn is_hashed(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let hash = stem.rsplit(['-', '.']).next().unwrap_or_default();
    let digits_or = |letters: fn(&u8) -> bool| hash.bytes().all(|byte| byte.is_ascii_digit() || letters(&byte));
    stem != hash && hash.len() >= 8 && (digits_or(|byte| byte.is_ascii_hexdigit()) || digits_or(u8::is_ascii_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_served() {
        let assets = Assets::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let served = assets.answer("/static/gateway/mod.rs");
        assert_eq!(served.status(), StatusCode::OK);
        assert_eq!(served.headers()[CACHE_CONTROL], "no-cache");
        for outside in
            ["/static/../Cargo.toml", "/static/%2e%2e/Cargo.toml", "/static//etc/passwd", "/static/gateway", "/static/"]
        {
            assert_eq!(assets.answer(outside).status(), StatusCode::NOT_FOUND, "{outside}");
        }
    }

    #[test]
    fn names_with_a_hash_last_for_ever() {
        assert!(is_hashed(Path::new("site-3f9a01bc.css")));
        assert!(is_hashed(Path::new("site.ABCD2345.js")));
        assert!(!is_hashed(Path::new("tom-select-complete.js")));
        assert!(!is_hashed(Path::new("favicon.ico")));
        assert!(!is_hashed(Path::new("deadbeef.css")));
    }
}
