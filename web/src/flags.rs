//! Feature flags of a request: how they stand, what the session must remember, and the guard before what they gate.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use shared::email_action::Emails;
use shared::flag::{Flag, Remembered, Seen, States};
use tokio::sync::OnceCell;

use crate::Stage;
use crate::answer::Failure;
use crate::identity::Visitor;
use crate::request::Params;
use crate::site::Site;

/// How the flags stand for this request; an argument of handlers.
#[derive(Debug, Clone)]
pub struct Flags(Arc<States>);

impl Flags {
    /// Whether `flag` is on.
    #[must_use]
    pub fn is_on(&self, flag: Flag) -> bool {
        self.0.is_on(flag)
    }

    /// How all of them stand.
    #[must_use]
    pub fn states(&self) -> &States {
        &self.0
    }
}

impl FromRequestParts<Site> for Flags {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Failure> {
        let reading = parts.extensions.get::<Reading>().cloned();
        let reading = reading.ok_or_else(|| Failure::Failed("flags are read before every handler".to_owned()))?;
        Ok(Self(reading.known().await?.states.clone()))
    }
}

/// The flags on their way: those of a person came with them, those of a visitor are read when somebody asks.
#[derive(Debug, Clone)]
pub(crate) struct Reading(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    site: Site,
    query: Vec<(String, String)>,
    is_anonymous: bool,
    session: Remembered,
    known: OnceCell<Known>,
    emails: Emails,
}

/// The flags once they are read.
#[derive(Debug)]
pub(crate) struct Known {
    states: Arc<States>,
    remembered: Remembered,
}

impl Reading {
    /// Those of this request.
    pub(crate) fn new(site: &Site, visitor: &Visitor, params: Params) -> Self {
        let session = visitor.session.as_ref().map(|session| session.remembered.clone()).unwrap_or_default();
        let known = OnceCell::new();
        let inner = Inner {
            site: site.clone(),
            query: params.0,
            is_anonymous: visitor.viewer().is_none(),
            session,
            known,
            emails: Emails::default(),
        };
        if let Some(flags) = visitor.flags(site) {
            let read = inner.stand(&flags);
            drop(inner.known.set(read));
        }
        Self(Arc::new(inner))
    }

    async fn known(&self) -> Result<&Known, Failure> {
        let inner = &*self.0;
        inner
            .known
            .get_or_try_init(|| async {
                let flags = shared::flag::flags(&mut *inner.site.db().await?, &inner.site.config().flags).await?;
                Ok(inner.stand(&flags))
            })
            .await
    }

    /// How they stand, if that is known already.
    pub(crate) fn states(&self) -> Option<&States> {
        self.0.known.get().map(|known| &*known.states)
    }

    /// What the session has to remember from now on (DM-FLAG-01). The flags of a visitor are read only where the query may
    /// switch one: the way back of the login page does not. No page is lost because they cannot be read.
    pub(crate) async fn remembered(&self) -> Remembered {
        let may_switch = self.0.query.iter().any(|(name, _)| name != "next");
        match self.0.known.get() {
            None if !may_switch => self.0.session.clone(),
            _ => self.known().await.map_or_else(|_| self.0.session.clone(), |known| known.remembered.clone()),
        }
    }

    pub(crate) fn is_production(&self) -> bool {
        self.0.is_production()
    }

    /// Whether emails follow from the request's changes, and what is told of them. While nobody has read the flags, which a person's
    /// come with, none do.
    pub(crate) fn emails(&self) -> Emails {
        self.0.emails.switched(self.states().is_some_and(|states| states.is_on(Flag::EmailModule)))
    }
}

impl Inner {
    fn is_production(&self) -> bool {
        self.site.config().stage == Stage::Production
    }

    fn stand(&self, flags: &shared::flag::Flags) -> Known {
        let mut remembered = self.session.clone();
        remembered.extend(flags.remembered(&self.query));
        let seen = Seen {
            is_anonymous: self.is_anonymous,
            query: &self.query,
            session: &remembered,
            is_production: self.is_production(),
        };
        let states = Arc::new(flags.states(&seen));
        // Only what is on need be remembered.
        remembered.retain(|_, on| *on);
        Known { states, remembered }
    }
}

/// The guard before what a flag gates: while it is off, the page is there for nobody (DM-FLAG-02).
pub(crate) async fn guard(State(flag): State<Flag>, request: Request, next: Next) -> Response {
    let Some(reading) = request.extensions().get::<Reading>().cloned() else { return Failure::NotFound.into_response() };
    match reading.known().await {
        Ok(known) if known.states.is_on(flag) => next.run(request).await,
        Ok(_) => Failure::NotFound.into_response(),
        Err(failure) => failure.into_response(),
    }
}
