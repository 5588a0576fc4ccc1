//! Passwords that are signed requests: RDS's IAM authentication. A token lives 15 minutes; a new one is signed after ten,
//! without the network.

use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials as _;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SignatureLocation, SigningParams, SigningSettings, sign};
use aws_sigv4::sign::v4;
use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use tokio::sync::Mutex;

use super::Iam;
use crate::clock::Clock;
use crate::{Error, Result};

const LIFE: Duration = Duration::from_secs(900);
const RENEW_AFTER: chrono::Duration = chrono::Duration::minutes(10);

/// Signs tokens for one database user.
#[derive(Debug)]
pub(super) struct Tokens {
    iam: Iam,
    options: PgConnectOptions,
    clock: Clock,
    signed_at: Mutex<Option<DateTime<Utc>>>,
}

impl Tokens {
    pub(super) fn new(iam: Iam, options: PgConnectOptions, clock: Clock) -> Self {
        Self { iam, options, clock, signed_at: Mutex::new(None) }
    }

    /// New connection options when the last token is older than ten minutes.
    pub(super) async fn renewed(&self) -> Result<Option<PgConnectOptions>> {
        let mut signed_at = self.signed_at.lock().await;
        let now = self.clock.now();
        if signed_at.is_some_and(|at| now - at < RENEW_AFTER) {
            return Ok(None);
        }
        let token = self.sign(now).await?;
        *signed_at = Some(now);
        Ok(Some(self.options.clone().password(&token)))
    }

    async fn sign(&self, now: DateTime<Utc>) -> Result<String> {
        let failed = |error: &dyn std::fmt::Display| Error::Crypto(format!("no database token: {error}"));
        let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
        let provider = config.credentials_provider().ok_or_else(|| failed(&"no credentials"))?;
        let identity = provider.provide_credentials().await.map_err(|error| failed(&error))?.into();
        let region = config.region().ok_or_else(|| failed(&"no region"))?.to_string();
        let mut settings = SigningSettings::default();
        settings.expires_in = Some(LIFE);
        settings.signature_location = SignatureLocation::QueryParams;
        let params: SigningParams<'_> = v4::SigningParams::builder()
            .identity(&identity)
            .region(&region)
            .name("rds-db")
            .time(now.into())
            .settings(settings)
            .build()
            .map_err(|error| failed(&error))?
            .into();
        let Iam { host, port, user, .. } = &self.iam;
        let mut url =
            url::Url::parse(&format!("https://{host}:{port}/?Action=connect&DBUser={user}")).map_err(|error| failed(&error))?;
        let request = SignableRequest::new("GET", url.as_str(), std::iter::empty(), SignableBody::Bytes(&[]))
            .map_err(|error| failed(&error))?;
        let (instructions, _) = sign(request, &params).map_err(|error| failed(&error))?.into_parts();
        for (name, value) in instructions.params() {
            url.query_pairs_mut().append_pair(name, value);
        }
        Ok(url.as_str().trim_start_matches("https://").to_owned())
    }
}
