//! Forms with files: `multipart/form-data`, within what API Gateway hands to a function.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::answer::Failure;
use crate::request::{MOST_FIELDS, Posted, pairs};
use crate::site::Site;

/// A body with files may have so many bytes. API Gateway hands it over in base64, which makes four out of three, within an event
/// of 6 MB that holds the headers too.
pub const LARGEST_UPLOAD: usize = 4_500_000;

/// A posted form whose texts may come with files.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Its texts.
    pub posted: Posted,
    files: Vec<(String, File)>,
}

/// A file as the browser sends it. Nothing about it is to be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name on the sender's machine, without folders.
    pub name: String,
    /// Its media type, in lower case and without parameters; empty where none is declared.
    pub kind: String,
    /// The declared encoding of its text.
    pub charset: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl Upload {
    /// The file sent as `name`, if one was chosen.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|(field, _)| field == name).map(|(_, file)| file)
    }

    /// The text sent as `name`, or an empty one.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.posted.text(name)
    }
}

impl FromRequest<Site> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, _site: &Site) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let bytes = to_bytes(request.into_body(), LARGEST_UPLOAD).await.map_err(|_| Failure::TooLarge)?;
        read(&kind, bytes).await
    }
}

/// Reads a body of this content type; a form without files may come as any other form does.
async fn read(kind: &str, bytes: Bytes) -> Result<Upload, Failure> {
    if bytes.is_empty() {
        return Ok(Upload::default());
    }
    let mut upload = Upload::default();
    if kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        upload.posted.0.extend(pairs(&bytes).take(MOST_FIELDS + 1));
        return if upload.posted.0.len() > MOST_FIELDS { Err(too_many()) } else { Ok(upload) };
    }
    let Ok(boundary) = multer::parse_boundary(kind) else {
        return Err(Failure::BadRequest("Send this as a form.".to_owned()));
    };
    let broken = |_: multer::Error| Failure::BadRequest("This form arrived incomplete. Send it again.".to_owned());
    let mut parts = multer::Multipart::new(Body::from(bytes).into_data_stream(), boundary);
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MOST_FIELDS {
            return Err(too_many());
        }
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(bare_name);
        let kind = part.content_type().map(|kind| kind.essence_str().to_ascii_lowercase()).unwrap_or_default();
        let charset = part.content_type().and_then(|kind| kind.get_param("charset")).map(|charset| charset.as_str().to_owned());
        let bytes = part.bytes().await.map_err(broken)?;
        match file_name {
            // What a browser sends where no file was chosen.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => upload.files.push((field, File { name, kind, charset, bytes })),
            None => upload.posted.0.push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(upload)
}

fn too_many() -> Failure {
    Failure::BadRequest(format!("A form may have at most {MOST_FIELDS} fields."))
}

/// The name of a file: the last part of a path, whichever system wrote it, without control characters; PostgreSQL takes no NUL.
#[must_use]
pub fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=XX";

    fn body(parts: &[&str]) -> Bytes {
        let parts: String = parts.iter().map(|part| format!("--XX\r\n{part}\r\n")).collect();
        format!("{parts}--XX--\r\n").into()
    }

    #[tokio::test]
    async fn texts_and_files_are_told_apart() {
        let upload = read(
            KIND,
            body(&[
                "Content-Disposition: form-data; name=\"pasted\"\r\n\r\nZoë",
                "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\people.csv\"\r\nContent-Type: Text/CSV; charset=iso-8859-1\r\n\r\na,b\r\n1,2",
                "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            ]),
        )
        .await
        .expect("a proper form");
        assert_eq!(upload.text("pasted"), "Zoë");
        assert_eq!(upload.text("file"), "");
        let file = upload.file("file").expect("a file");
        assert_eq!((file.name.as_str(), file.kind.as_str()), ("people.csv", "text/csv"));
        assert_eq!(file.charset.as_deref(), Some("iso-8859-1"));
        assert_eq!(file.bytes, "a,b\r\n1,2");
        assert!(upload.file("none").is_none(), "no file was chosen");
    }

    #[tokio::test]
    async fn a_form_without_files_may_come_as_any_other() {
        let upload = read("application/x-www-form-urlencoded", "pasted=a%2Cb".into()).await.expect("a proper form");
        assert_eq!(upload.text("pasted"), "a,b");
        assert_eq!(read("", Bytes::new()).await.expect("an empty form").posted.0.len(), 0);
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        let half = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbytes";
        let many = (0..=MOST_FIELDS).map(|_| "Content-Disposition: form-data; name=\"a\"\r\n\r\n").collect::<Vec<_>>();
        for (kind, bytes) in [
            ("multipart/form-data", body(&[])),
            ("application/json", "{}".into()),
            (KIND, half.into()),
            (KIND, "nothing of the kind".into()),
            (KIND, body(&many)),
        ] {
            assert!(matches!(read(kind, bytes).await, Err(Failure::BadRequest(_))), "{kind}");
        }
    }
}
