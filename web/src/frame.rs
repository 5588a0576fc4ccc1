//! From what a handler gave to what the browser gets: views and errors in their frame, messages shown or kept.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use shared::email_action::Notice;
use templates::layout::{self, Flash, Frame, Layout};
use templates::pages::error::{Problem, error};
use templates::view::View;

use crate::answer::{Failure, Flashes, NewSession, Unframed};
use crate::entry::RequestId;
use crate::flags::Reading;
use crate::identity::{Client, Visitor};
use crate::session;
use crate::site::Site;
use crate::throttle;

/// What the frame needs to know of the request.
pub(crate) struct Context {
    path: String,
    request_id: String,
    /// What the browser says of itself.
    agent: String,
    /// Where it is.
    client: Client,
    /// The feature flags, as soon as it is known who asks.
    pub(crate) flags: Option<Reading>,
}

impl Context {
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            path: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
            agent: text(request, header::USER_AGENT),
            client: request.extensions().get::<Client>().cloned().unwrap_or_default(),
            request_id: request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone()),
            flags: None,
        }
    }
}

fn text(request: &Request, name: HeaderName) -> String {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Finishes a response: puts the frame around a view or an error, shows or keeps messages, sets the cookie.
pub(crate) async fn finish(site: &Site, context: Context, visitor: Option<&Visitor>, mut response: Response) -> Response {
    let session = visitor.and_then(|visitor| visitor.session.clone());
    let mut flashes = session::waiting(session.as_deref());
    flashes.extend(response.extensions_mut().remove::<Flashes>().map(|flashes| flashes.0).unwrap_or_default());
    flashes.extend(context.flags.iter().flat_map(|reading| reading.emails().take()).map(told));
    let flashes = session::newest(flashes);
    let view = response.extensions_mut().remove::<Unframed>();
    let failure = failure_of(&response);
    let shows_messages = view.is_some() || failure.is_some();
    let wish = response.extensions_mut().remove::<NewSession>();
    let kept: &[Flash] = if shows_messages { &[] } else { &flashes };
    let remembered = match &context.flags {
        Some(reading) => reading.remembered().await,
        None => session.as_ref().map(|session| session.remembered.clone()).unwrap_or_default(),
    };
    match session::settle(site, session.as_deref(), wish, kept, &remembered, (&context.client, &context.agent)).await {
        Ok(Some(cookie)) => {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(None) => {}
        Err(lost) => {
            // Signing in or out has not happened, or messages would be lost: say so.
            let mut response = lost.into_response();
            let failure = failure_of(&response);
            put(site, &context, visitor, &[], None, failure.as_ref(), &mut response);
            return response;
        }
    }
    if shows_messages {
        put(site, &context, visitor, &flashes, view.map(|view| *view.0), failure.as_ref(), &mut response);
    }
    response
}

/// What admins are told of emails that follow from what they did (EML-ACT-04).
fn told(notice: Notice) -> Flash {
    let level = match notice.level {
        shared::email_action::Level::Info => templates::layout::Level::Info,
        shared::email_action::Level::Warning => templates::layout::Level::Warning,
    };
    let flash = Flash::new(level, notice.text).for_admins();
    match notice.link {
        Some((label, address)) => flash.with_link(label, address),
        None => flash,
    }
}

/// The failure behind an error response; axum's own answers are given one.
fn failure_of(response: &Response) -> Option<Failure> {
    response.extensions().get::<Failure>().cloned().or_else(|| match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(Failure::BadRequest(String::new())),
        _ => None,
    })
}

fn put(
    site: &Site,
    context: &Context,
    visitor: Option<&Visitor>,
    flashes: &[Flash],
    view: Option<View>,
    failure: Option<&Failure>,
    response: &mut Response,
) {
    let viewer = visitor.and_then(Visitor::viewer).map(|viewer| &**viewer);
    let mut frame = Frame {
        title: None,
        path: &context.path,
        viewer,
        flags: context.flags.as_ref().and_then(Reading::states),
        flashes,
        environment: site.config().stage.environment(),
        assets: &site.config().assets_url,
        request_id: &context.request_id,
        version: crate::VERSION,
        layout: if viewer.is_some() { Layout::Wide } else { Layout::Account },
        search_term: None,
    };
    let html = match view {
        Some(view) => layout::page(
            &Frame { title: view.title.as_deref(), layout: view.layout, search_term: view.search_term.as_deref(), ..frame },
            view.body.clone(),
        ),
        None => {
            let problem = problem(response.status(), failure, viewer.is_some());
            frame.title = Some(problem.title());
            error(&frame, problem)
        }
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let wait = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => Some("5"),
        StatusCode::TOO_MANY_REQUESTS => Some(throttle::RETRY_AFTER),
        _ => None,
    };
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    *response.body_mut() = Body::from(html.into_string());
    response.headers_mut().remove(header::CONTENT_LENGTH);
}

fn problem<'a>(status: StatusCode, failure: Option<&'a Failure>, is_signed_in: bool) -> Problem<'a> {
    match failure {
        _ if status == StatusCode::METHOD_NOT_ALLOWED => Problem::MethodNotAllowed,
        Some(Failure::BadRequest(why)) => Problem::BadRequest(why),
        Some(Failure::Forbidden(_)) if !is_signed_in => Problem::NotSignedIn,
        Some(Failure::Forbidden(missing)) => Problem::Forbidden(missing),
        Some(Failure::NotFound) => Problem::NotFound,
        Some(Failure::Conflict(_)) => {
            Problem::Conflict("Somebody else saved something that this depended on. Go back, reload, and try again.")
        }
        Some(Failure::TooLarge) => Problem::TooLarge,
        Some(Failure::TooMany) => Problem::BadRequest("There were too many tries. Wait a quarter of an hour, then try again."),
        Some(Failure::Unavailable(_)) => Problem::Unavailable,
        Some(Failure::Failed(_)) | None => Problem::Failed,
    }
}
