//! The bucket.

use std::sync::Arc;
use std::time::Duration as Time;

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::RequestChecksumCalculation;
use aws_sdk_s3::error::DisplayErrorContext;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use chrono::{DateTime, Duration, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::sync::OnceCell;

use super::post::{self, Asked};
use super::{Kinds, PostForm};
use crate::aws;
use crate::scheduled_email::Attachment;

/// A connection to S3 may take so long.
const CONNECT: Time = Time::from_secs(2);
/// A file may take so long; API Gateway waits longer.
const PATIENCE: Time = Time::from_secs(15);
/// What a file without a name is called (emails.md 1.6).
const UNNAMED: &str = "attachment";

/// Where this installation keeps the files of emails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The bucket; without one no files are taken.
    pub bucket: Option<String>,
    /// Where browsers reach the bucket, such as `https://bucket.s3.eu-west-1.amazonaws.com`.
    pub origin: Option<String>,
    /// Another S3 than AWS's.
    pub endpoint: Option<String>,
    /// Which files are taken.
    pub kinds: Kinds,
}

impl Settings {
    /// The address to which browsers send files: the bucket's own, or its path at a stand-in.
    #[must_use]
    pub fn post_address(&self) -> Option<String> {
        let bucket = self.bucket.as_deref()?;
        match (&self.endpoint, &self.origin) {
            (Some(endpoint), _) => Some(format!("{endpoint}/{bucket}")),
            (None, Some(origin)) => Some(format!("{origin}/")),
            (None, None) => None,
        }
    }

    /// The origin to which pages must be allowed to send.
    #[must_use]
    pub fn post_origin(&self) -> Option<&str> {
        self.bucket.as_ref().and(self.endpoint.as_deref().or(self.origin.as_deref()))
    }
}

/// Why nothing came of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// This installation has no place for files.
    #[error("there is no bucket for files of emails")]
    Nowhere,
    /// S3 refused or could not be reached.
    #[error("S3: {0}")]
    Away(String),
}

fn away<E: std::error::Error>(error: E) -> Failed {
    Failed::Away(DisplayErrorContext(error).to_string())
}

/// Keeps the files of emails. Cheap to clone; connects to nothing before the first one.
#[derive(Debug, Clone)]
pub struct Store {
    settings: Settings,
    connected: Arc<OnceCell<(Client, SdkConfig)>>,
}

impl Store {
    /// The store of this installation.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, connected: Arc::default() }
    }

    /// The bucket that new files go to; none where no files are taken.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        self.settings.bucket.as_deref()
    }

    async fn connected(&self) -> &(Client, SdkConfig) {
        self.connected.get_or_init(|| connect(self.settings.endpoint.as_deref())).await
    }

    fn own_bucket(&self) -> Result<&str, Failed> {
        self.bucket().ok_or(Failed::Nowhere)
    }

    /// Keeps a file under `key`, for a day unless it is settled.
    ///
    /// # Errors
    /// When there is no place for it, or it cannot be reached.
    pub async fn keep(&self, key: &str, kind: &str, bytes: Vec<u8>) -> Result<(), Failed> {
        let bucket = self.own_bucket()?;
        let (client, _) = self.connected().await;
        let put =
            client.put_object().bucket(bucket).key(key).content_type(kind).tagging("state=pending").body(ByteStream::from(bytes));
        Box::pin(put.send()).await.map(drop).map_err(away)
    }

    /// Keeps what is under `key` for good (EML-CTL-08): its email has it now.
    ///
    /// # Errors
    /// When there is no place for files, or it cannot be reached.
    pub async fn settle(&self, key: &str) -> Result<(), Failed> {
        let bucket = self.own_bucket()?;
        let (client, _) = self.connected().await;
        Box::pin(client.delete_object_tagging().bucket(bucket).key(key).send()).await.map(drop).map_err(away)
    }

    /// The size of what is under `key`, in bytes; `None` where nothing is.
    ///
    /// # Errors
    /// When there is no place for files, or it cannot be reached.
    pub async fn size(&self, key: &str) -> Result<Option<i64>, Failed> {
        let bucket = self.own_bucket()?;
        let (client, _) = self.connected().await;
        match Box::pin(client.head_object().bucket(bucket).key(key).send()).await {
            Ok(found) => Ok(Some(found.content_length.unwrap_or_default())),
            Err(error) if error.raw_response().is_some_and(|response| response.status().as_u16() == 404) => Ok(None),
            Err(error) => Err(away(error)),
        }
    }

    /// A link under which whoever has it can download a file for `life` from `now` (EML-CTL-09).
    ///
    /// # Errors
    /// When there is no place for files, or nothing can be signed.
    pub async fn link(&self, file: &Attachment, life: Duration, now: DateTime<Utc>) -> Result<String, Failed> {
        let bucket = if file.s3_bucket.is_empty() { self.own_bucket()? } else { &file.s3_bucket };
        let (client, _) = self.connected().await;
        let config = PresigningConfig::builder().start_time(now.into()).expires_in(life.to_std().unwrap_or_default()).build();
        let name = if file.filename.trim().is_empty() { UNNAMED } else { file.filename.trim() };
        let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
        let get = client.get_object().bucket(bucket).key(&file.s3_path).response_content_disposition(disposition);
        let signed = Box::pin(get.presigned(config.map_err(away)?)).await.map_err(away)?;
        Ok(signed.uri().to_owned())
    }

    /// A form with which a browser may send one file of `size` bytes for [`super::FORM_LIFE`] from `now`, to be kept under `key`.
    ///
    /// # Errors
    /// When there is no place for files that browsers reach, or nothing can be signed.
    pub async fn form(&self, key: &str, kind: &str, size: i64, now: DateTime<Utc>) -> Result<PostForm, Failed> {
        let bucket = self.own_bucket()?;
        let url = self.settings.post_address().ok_or(Failed::Nowhere)?;
        let (_, config) = self.connected().await;
        let provider = config.credentials_provider().ok_or_else(|| Failed::Away("there are no credentials".to_owned()))?;
        let credentials = provider.provide_credentials().await.map_err(away)?;
        let region = config.region().map_or("us-east-1", |region| region.as_ref());
        Ok(PostForm { url, fields: post::fields(&Asked { bucket, key, kind, size }, &credentials, region, now) })
    }
}

async fn connect(endpoint: Option<&str>) -> (Client, SdkConfig) {
    let config = aws::config(endpoint).await;
    let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(PATIENCE).build();
    let client = aws_sdk_s3::config::Builder::from(&config)
        .timeout_config(timeouts)
        // A stand-in has one address for all buckets, and TLS guards the way to the real one.
        .force_path_style(endpoint.is_some())
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .build();
    (Client::from_conf(client), config)
}
