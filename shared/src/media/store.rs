//! Where pictures are kept: a bucket of S3, which CloudFront serves under `/media/`.

use std::sync::Arc;
use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::RequestChecksumCalculation;
use aws_sdk_s3::error::DisplayErrorContext;
use aws_sdk_s3::primitives::ByteStream;
use tokio::sync::OnceCell;

use super::Picture;
use crate::{aws, secret};

/// The folder of the pictures, in the bucket and on the site.
pub const FOLDER: &str = "media/markdownx";
/// A connection to S3 may take so long.
const CONNECT: Duration = Duration::from_secs(2);
/// A picture may take so long; API Gateway waits longer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where this installation keeps pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The bucket; without one no pictures are taken.
    pub bucket: Option<String>,
    /// Another S3 than AWS's.
    pub endpoint: Option<String>,
}

/// Why a picture was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// This installation has no place for pictures.
    #[error("there is no bucket for pictures")]
    Nowhere,
    /// S3 refused or could not be reached.
    #[error("S3: {0}")]
    Away(String),
}

/// Keeps pictures. Cheap to clone; connects to nothing before the first one.
#[derive(Debug, Clone)]
pub struct Store {
    settings: Settings,
    client: Arc<OnceCell<Client>>,
}

impl Store {
    /// The store of this installation.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, client: Arc::default() }
    }

    /// Keeps the picture under a name that nobody can guess, for good, and gives its address on the site.
    ///
    /// # Errors
    /// When there is no place for it, or it cannot be reached.
    pub async fn keep(&self, picture: &Picture) -> Result<String, Failed> {
        let bucket = self.settings.bucket.as_deref().ok_or(Failed::Nowhere)?;
        let key = format!("{FOLDER}/{}.{}", secret::token(), picture.format.extension());
        let client = self.client.get_or_init(|| client(self.settings.endpoint.as_deref())).await;
        let put = client
            .put_object()
            .bucket(bucket)
            .key(&key)
            .content_type(picture.format.media_type())
            // The name is of this one picture for ever.
            .cache_control("public, max-age=31536000, immutable")
            .body(ByteStream::from(picture.bytes.clone()));
        Box::pin(put.send()).await.map_err(|error| Failed::Away(DisplayErrorContext(&error).to_string()))?;
        Ok(format!("/{key}"))
    }
}

async fn client(endpoint: Option<&str>) -> Client {
    let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(PATIENCE).build();
    let config = aws_sdk_s3::config::Builder::from(&aws::config(endpoint).await)
        .timeout_config(timeouts)
        // A stand-in has one address for all buckets, and TLS guards the way to the real one.
        .force_path_style(endpoint.is_some())
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .build();
    Client::from_conf(config)
}
