//! What handlers answer with.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use templates::layout::{Flash, Level};
use templates::view::View;

use crate::cookies::Errand;
use crate::request::Held;
use crate::throttle;

/// An address in a header holds visible ASCII alone; without its address a redirect would be an empty page.
const NOT_IN_HEADERS: &AsciiSet = &CONTROLS.add(b' ');

/// What a handler gives back.
pub type Answer = Result<Page, Failure>;

/// A good answer; its messages are shown on this page, or on the one that it leads to.
#[derive(Debug)]
pub struct Page {
    status: StatusCode,
    content: Content,
    flashes: Vec<Flash>,
    set_session: Option<NewSession>,
    cookies: Vec<HeaderValue>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

#[derive(Debug)]
enum Content {
    View(Box<View>),
    Redirect(String, bool),
    Plain { body: Vec<u8>, kind: &'static str, file: Option<String> },
}

/// What a handler wants of the session.
#[derive(Debug, Clone)]
pub(crate) enum NewSession {
    /// A new session for this person, whose password hash has this digest.
    Begin { person: i32, stamp: String },
    /// No session any more.
    End,
}

impl Page {
    fn new(content: Content) -> Self {
        Self { status: StatusCode::OK, content, flashes: Vec::new(), set_session: None, cookies: Vec::new(), headers: Vec::new() }
    }

    /// Leads to another page with a GET.
    #[must_use]
    pub fn redirect(to: impl Into<String>) -> Self {
        Self::new(Content::Redirect(to.into(), false))
    }

    /// Leads to another page for good (301).
    #[must_use]
    pub fn moved(to: impl Into<String>) -> Self {
        Self::new(Content::Redirect(to.into(), true))
    }

    /// JSON.
    #[must_use]
    pub fn json(value: &impl Serialize) -> Self {
        let body = serde_json::to_vec(value).unwrap_or_default();
        Self::new(Content::Plain { body, kind: "application/json", file: None })
    }

    /// A piece of HTML for a script.
    #[must_use]
    pub fn fragment(html: Markup) -> Self {
        Self::new(Content::Plain { body: html.into_string().into_bytes(), kind: "text/html; charset=utf-8", file: None })
    }

    /// Plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Content::Plain { body: text.into().into_bytes(), kind: "text/plain; charset=utf-8", file: None })
    }

    /// A CSV file to download.
    #[must_use]
    pub fn csv(body: Vec<u8>, file: impl Into<String>) -> Self {
        Self::new(Content::Plain { body, kind: "text/csv; charset=utf-8", file: Some(file.into()) })
    }

    /// A PDF document to download.
    #[must_use]
    pub fn pdf(body: Vec<u8>, file: impl Into<String>) -> Self {
        Self::new(Content::Plain { body, kind: "application/pdf", file: Some(file.into()) })
    }

    /// A calendar (RFC 5545): to download under a name, or for programs that read it again and again.
    #[must_use]
    pub fn calendar(body: String, file: Option<String>) -> Self {
        Self::new(Content::Plain { body: body.into_bytes(), kind: "text/calendar; charset=utf-8", file })
    }

    /// Lets the client keep what it gets, and answers 304 without a body where it holds the very same already. For answers that
    /// are no page; each time the client must ask whether it still is the same.
    #[must_use]
    pub fn unless_held(mut self, held: &Held) -> Self {
        if let Content::Plain { body, .. } = &mut self.content {
            let tag = format!("\"{}\"", shared::secret::digest_of(body));
            if held.has(&tag) {
                self.status = StatusCode::NOT_MODIFIED;
                body.clear();
            }
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                self.headers.push((header::ETAG, tag));
            }
            self.headers.push((header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")));
        }
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The request makes no sense, which the content explains (400).
    #[must_use]
    pub fn bad_request(self) -> Self {
        self.status(StatusCode::BAD_REQUEST)
    }

    /// The body is too large, which the content explains (413).
    #[must_use]
    pub fn too_large(self) -> Self {
        self.status(StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// It was done too often, which the content explains; another try makes sense in a quarter of an hour (429).
    #[must_use]
    pub fn too_many(mut self) -> Self {
        self.headers.push((header::RETRY_AFTER, HeaderValue::from_static(throttle::RETRY_AFTER)));
        self.status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The person's input needs mending (422).
    #[must_use]
    pub fn invalid(self) -> Self {
        self.status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// There is nothing at this address, as the page says (404).
    #[must_use]
    pub fn missing(self) -> Self {
        self.status(StatusCode::NOT_FOUND)
    }

    /// Somebody was faster (409).
    #[must_use]
    pub fn conflict(self) -> Self {
        self.status(StatusCode::CONFLICT)
    }

    /// Adds a message.
    #[must_use]
    pub fn flash(mut self, flash: Flash) -> Self {
        self.flashes.push(flash);
        self
    }

    /// Adds a message that it worked.
    #[must_use]
    pub fn success(self, text: impl Into<String>) -> Self {
        self.flash(Flash::new(Level::Success, text))
    }

    /// Adds a message that it did not work.
    #[must_use]
    pub fn error(self, text: impl Into<String>) -> Self {
        self.flash(Flash::new(Level::Error, text))
    }

    /// Adds a message to look at.
    #[must_use]
    pub fn warning(self, text: impl Into<String>) -> Self {
        self.flash(Flash::new(Level::Warning, text))
    }

    /// Signs a person in, with a new session id; `stamp` is the digest of their password hash.
    #[must_use]
    pub fn sign_in(self, person: i32, stamp: String) -> Self {
        Self { set_session: Some(NewSession::Begin { person, stamp }), ..self }
    }

    /// Sends the browser on an errand, with the secret under which something is kept for it.
    #[must_use]
    pub fn begin_errand(mut self, errand: Errand, secret: &str) -> Self {
        self.cookies.extend(errand.header(secret));
        self
    }

    /// Takes the cookie of an errand away.
    #[must_use]
    pub fn end_errand(self, errand: Errand) -> Self {
        self.begin_errand(errand, "")
    }

    /// Ends the session.
    #[must_use]
    pub fn sign_out(self) -> Self {
        Self { set_session: Some(NewSession::End), ..self }
    }
}

impl From<View> for Page {
    fn from(view: View) -> Self {
        Self::new(Content::View(Box::new(view)))
    }
}

/// A view on its way to the frame that [`crate::entry`] puts around it.
#[derive(Debug, Clone)]
pub(crate) struct Unframed(pub(crate) Box<View>);

/// Messages on their way to this page or the next.
#[derive(Debug, Clone)]
pub(crate) struct Flashes(pub(crate) Vec<Flash>);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        match self.content {
            Content::View(view) => {
                response.extensions_mut().insert(Unframed(view));
            }
            Content::Redirect(to, for_good) => {
                *response.status_mut() = if for_good { StatusCode::MOVED_PERMANENTLY } else { StatusCode::FOUND };
                if let Ok(to) = HeaderValue::from_str(&utf8_percent_encode(&to, NOT_IN_HEADERS).to_string()) {
                    response.headers_mut().insert(header::LOCATION, to);
                }
            }
            Content::Plain { body, kind, file } => {
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                if let Some(disposition) =
                    file.and_then(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok())
                {
                    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
                }
                *response.body_mut() = Body::from(body);
            }
        }
        response.headers_mut().extend(self.headers);
        if !self.flashes.is_empty() {
            response.extensions_mut().insert(Flashes(self.flashes));
        }
        if let Some(session) = self.set_session {
            response.extensions_mut().insert(session);
        }
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Why there is no good answer. Becomes an error page that says what to do next.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The request makes no sense (400).
    #[error("bad request: {0}")]
    BadRequest(String),
    /// The viewer lacks something, named (403).
    #[error("forbidden without {0}")]
    Forbidden(String),
    /// There is no such record or page (404).
    #[error("not found")]
    NotFound,
    /// Somebody else changed what this request relied on (409).
    #[error("conflict: {0}")]
    Conflict(String),
    /// The body is too large (413).
    #[error("too large")]
    TooLarge,
    /// Too many tries (429).
    #[error("too many requests")]
    TooMany,
    /// A store cannot be reached (503).
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A defect (500).
    #[error("failed: {0}")]
    Failed(String),
}

impl From<shared::Error> for Failure {
    fn from(error: shared::Error) -> Self {
        if error.is_unavailable() {
            return Self::Unavailable(error.to_string());
        }
        match error.broken_constraint() {
            Some(constraint) => Self::Conflict(constraint.to_owned()),
            None => Self::Failed(error.to_string()),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = match &self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        response.extensions_mut().insert(self);
        response
    }
}

/// `None` is the 404 page.
pub trait OrNotFound<T> {
    /// The value, or the 404 page.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for `None`.
    fn or_404(self) -> Result<T, Failure>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_404(self) -> Result<T, Failure> {
        self.ok_or(Failure::NotFound)
    }
}
