//! API Gateway on the developer's machine.
//!
//! Routes come from template.yaml. A request becomes the JSON event that API Gateway would send, goes through
//! `lambda_http`'s own adapter into the function's router, and the JSON that comes back becomes the response, with
//! API Gateway's limits: what works here works there.

mod answer;
mod assets;
mod event;
mod function;
mod media;
mod routes;
mod serve;
mod status;
mod template;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response, StatusCode};
use shared::clock::Clock;

use crate::eventbridge::{self, Events};
use crate::ses::{self, Mails};

pub use assets::Assets;
pub use function::Function;
pub use media::POLICY as MEDIA_POLICY;
pub use routes::{Found, Route, Routes};
pub use serve::serve;
pub use status::Service;
pub use template::{Declared, read as read_template};

/// The largest request body that API Gateway takes.
pub const LARGEST_BODY: usize = 10 * 1024 * 1024;
/// The largest event or response that Lambda takes.
pub const LARGEST_PAYLOAD: usize = 6 * 1024 * 1024;
/// How long API Gateway waits for a function.
pub const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The gateway with everything behind it. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Gateway {
    inner: Arc<Inner>,
}

/// What the clones share.
#[derive(Debug)]
struct Inner {
    routes: Routes,
    functions: BTreeMap<String, Function>,
    assets: Assets,
    services: Vec<Service>,
    events: Events,
    mails: Mails,
    media: Option<PathBuf>,
    clock: Clock,
    longest_wait: Duration,
}

impl Gateway {
    /// A gateway with the routes of template.yaml and the functions that this process hosts, by name.
    pub fn new(routes: Routes, functions: BTreeMap<String, Function>, assets: PathBuf, clock: Clock) -> Self {
        let (assets, services, events, mails) = (Assets::new(assets), Vec::new(), Events::default(), Mails::default());
        let longest_wait = LONGEST_WAIT;
        Self { inner: Arc::new(Inner { routes, functions, assets, services, events, mails, media: None, clock, longest_wait }) }
    }

    /// Names the services for the status page, and what was published for the page of events.
    #[must_use]
    pub fn showing(mut self, services: Vec<Service>, events: Events) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.services = services;
            inner.events = events;
        }
        self
    }

    /// Shows what was sent by mail.
    #[must_use]
    pub fn showing_mail(mut self, mails: Mails) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.mails = mails;
        }
        self
    }

    /// Serves the pictures in this folder, where S3's stand-in keeps its buckets.
    #[must_use]
    pub fn serving_media(mut self, bucket: PathBuf) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.media = Some(bucket);
        }
        self
    }

    /// Waits less long for a function than API Gateway does, for tests.
    #[must_use]
    pub fn waiting(mut self, longest: Duration) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.longest_wait = longest;
        }
        self
    }

    /// Answers one request as CloudFront and API Gateway together would.
    pub async fn answer(&self, request: Request<Bytes>, client: IpAddr) -> Response<Bytes> {
        let path = request.uri().path();
        if path.starts_with("/static/") {
            return self.inner.assets.answer(path);
        }
        if let (true, Some(bucket)) = (path.starts_with("/media/"), &self.inner.media) {
            return media::answer(bucket, path);
        }
        match path {
            "/_local/" => return status::page(&self.inner),
            "/_local/events/" => return status::answer(eventbridge::page(&self.inner.events)),
            _ => {}
        }
        if path.starts_with("/_local/mail/") {
            return ses::answer(&self.inner.mails, &request).await;
        }
        self.invoke(&request, client).await
    }

    /// Finds the route, makes the event, calls the function and reads its answer.
    async fn invoke(&self, request: &Request<Bytes>, client: IpAddr) -> Response<Bytes> {
        let path = event::decoded_path(request.uri().path());
        let Some(found) = self.inner.routes.find(request.method().as_str(), &path) else {
            return answer::message(StatusCode::NOT_FOUND, "Not Found");
        };
        let Some(function) = self.inner.functions.get(&found.route.function) else {
            eprintln!(
                "{} {path} belongs to the function `{}`, which is not in this binary",
                request.method(),
                found.route.function
            );
            return answer::message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
        };
        let event = event::of(request, &path, &found, client, self.inner.clock.now()).to_string();
        if request.body().len() > LARGEST_BODY || event.len() > LARGEST_PAYLOAD {
            return answer::message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
        }
        match tokio::time::timeout(self.inner.longest_wait, function.invoke(&event)).await {
            Err(_) => answer::message(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
            Ok(Err(fault)) => {
                eprintln!("{} {path}: the function `{}` failed: {fault:#}", request.method(), found.route.function);
                answer::message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
            Ok(Ok(said)) => answer::from_json(&said).unwrap_or_else(|fault| {
                eprintln!("{} {path}: the function `{}` answered badly: {fault:#}", request.method(), found.route.function);
                answer::message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }),
        }
    }
}

#[cfg(test)]
mod tests;
