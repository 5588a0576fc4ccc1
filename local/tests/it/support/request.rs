//! A request in the making: `app.post("/x/", &[("name", "Ada")]).as_user(&ada).await`.

use std::future::{Future, IntoFuture};
use std::net::IpAddr;
use std::pin::Pin;

use axum::body::Bytes;
use axum::http;
use axum::http::Method;

use super::answer::Answer;
use super::app::{BASE_URL, TestApp};
use super::people::Person;

/// A request, sent when awaited.
#[must_use = "a request is sent by awaiting it"]
pub(crate) struct Request<'a> {
    app: &'a TestApp,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Bytes,
    person: Option<&'a Person>,
}

impl<'a> Request<'a> {
    pub(super) fn new(app: &'a TestApp, method: Method, path: &str) -> Self {
        let mut headers = vec![("host".to_owned(), BASE_URL.trim_start_matches("http://").to_owned())];
        if method == Method::POST {
            headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
        }
        if !method.is_safe() {
            headers.push(("origin".to_owned(), BASE_URL.to_owned()));
            headers.push(("sec-fetch-site".to_owned(), "same-origin".to_owned()));
        }
        Self { app, method, path: path.to_owned(), headers, body: Bytes::new(), person: None }
    }

    /// Fills in the form; a name may come more than once.
    pub(super) fn with_fields(mut self, fields: &[(&str, &str)]) -> Self {
        self.body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into();
        self
    }

    /// Sends these very bytes, of this kind.
    pub(crate) fn with_body(mut self, kind: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.with_header("content-type", kind)
    }

    /// Sends it from the browser of a person who is signed in.
    #[expect(clippy::wrong_self_convention, reason = "a builder that reads as prose")]
    pub(crate) fn as_user(mut self, person: &'a Person) -> Self {
        self.person = Some(person);
        self
    }

    /// Sets a header, instead of the one that a browser would send.
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        self = self.without_header(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves out a header that a browser would send.
    pub(crate) fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    async fn send(self) -> Answer {
        if let Some(person) = self.person {
            self.app.sign_in(person).await;
        }
        let who = self.person.map(|person| person.id);
        let mut request = http::Request::builder().method(self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        // Whoever brings cookies is another browser than the one that a test uses otherwise.
        let is_elsewhere = self.headers.iter().any(|(name, _)| name == "cookie");
        let cookies = self.app.cookies(who);
        if !cookies.is_empty() && !is_elsewhere {
            request = request.header("cookie", cookies);
        }
        let request = request.body(self.body).unwrap();
        let response = self.app.amy.gateway.answer(request, IpAddr::from([127, 0, 0, 1])).await;
        self.app.count(&response);
        if !is_elsewhere {
            self.app.remember(who, &response);
        }
        Answer::new(&self.path, response)
    }
}

impl<'a> IntoFuture for Request<'a> {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
