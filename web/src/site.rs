//! What handlers work with.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::access::Viewer;
use shared::attachment;
use shared::clock::Clock;
use shared::db::{Change, Connection, Database};
use shared::egress;
use shared::email_action::Emails;
use shared::mail::Mailer;
use shared::mail_delivery;
use shared::media;
use shared::session::Store;

use crate::answer::Failure;
use crate::config::Config;
use crate::flags::Reading;

/// The site: configuration, database, sessions and clock. Cheap to clone. A handler's also knows whether emails follow from its changes.
#[derive(Debug, Clone)]
pub struct Site(Arc<Inner>, Emails);

#[derive(Debug)]
struct Inner {
    config: Config,
    database: Database,
    sessions: Store,
    mailer: Mailer,
    attachments: attachment::Store,
    media: media::Store,
    deliveries: mail_delivery::Store,
    egress: egress::Client,
    clock: Clock,
}

/// Why the site cannot start.
#[derive(Debug, thiserror::Error)]
#[error("cannot start: {0}")]
pub struct StartError(#[from] shared::Error);

impl Site {
    /// Prepares everything; connects to nothing yet.
    ///
    /// # Errors
    /// When the database's address makes no sense.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        Self::start_with_clock(config, Clock::System).await
    }

    /// [`Site::start`] with a clock of the caller's.
    ///
    /// # Errors
    /// As [`Site::start`].
    pub async fn start_with_clock(config: Config, clock: Clock) -> Result<Self, StartError> {
        // Clients of AWS in the making are too large to stand in every future that starts a site.
        Box::pin(Self::prepare(config, clock)).await
    }

    async fn prepare(config: Config, clock: Clock) -> Result<Self, StartError> {
        let aws = shared::aws::config(config.dynamodb_endpoint.as_deref()).await;
        let dynamodb = aws_sdk_dynamodb::config::Builder::from(&aws)
            .timeout_config(
                aws_config::timeout::TimeoutConfig::builder()
                    .connect_timeout(std::time::Duration::from_secs(2))
                    .operation_timeout(std::time::Duration::from_secs(5))
                    .build(),
            )
            .build();
        let dynamodb = aws_sdk_dynamodb::Client::from_conf(dynamodb);
        let deliveries = mail_delivery::Store::new(dynamodb.clone(), config.table.clone());
        let sessions = Store::new(dynamodb, config.table.clone());
        let egress = egress::Client::prepare(&config.egress, config.lambda_endpoint.as_deref()).await;
        let database = Database::prepare(&config.database, config.pool_size, &clock)?;
        let mailer = Mailer::connect(config.mail.clone()).await;
        let media = media::Store::new(config.media.clone());
        let attachments = attachment::Store::new(config.attachments.clone());
        let inner = Inner { config, database, sessions, mailer, attachments, media, deliveries, egress, clock };
        Ok(Self(Arc::new(inner), Emails::default()))
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Sessions and throttles.
    #[must_use]
    pub fn sessions(&self) -> &Store {
        &self.0.sessions
    }

    /// Sends mail.
    #[must_use]
    pub fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    /// Keeps the files of emails.
    #[must_use]
    pub fn attachments(&self) -> &attachment::Store {
        &self.0.attachments
    }

    /// Keeps pictures.
    #[must_use]
    pub fn media(&self) -> &media::Store {
        &self.0.media
    }

    /// What becomes of mail, and who gets none any more.
    #[must_use]
    pub fn deliveries(&self) -> &mail_delivery::Store {
        &self.0.deliveries
    }

    /// The way to sites elsewhere.
    #[must_use]
    pub fn egress(&self) -> &egress::Client {
        &self.0.egress
    }

    /// The database behind [`Site::db`] and [`Site::change`].
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// The 503 page when the database cannot be reached.
    pub async fn db(&self) -> Result<Connection, Failure> {
        Ok(self.0.database.acquire().await?)
    }

    /// The transaction of a change, with a revision in the viewer's name, and the emails that follow from it.
    ///
    /// # Errors
    /// The 503 page when the database cannot be reached.
    pub async fn change(&self, viewer: &Viewer, comment: &str) -> Result<Change, Failure> {
        Ok(self.0.database.change(Some(viewer.id), comment, &self.0.clock).await?.with_emails(self.1.clone()))
    }
}

impl FromRequestParts<Site> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let emails = parts.extensions.get::<Reading>().map(Reading::emails).unwrap_or_default();
        Ok(Self(Arc::clone(&site.0), emails))
    }
}
