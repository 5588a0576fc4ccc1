//! How AMY's clients of AWS are configured.

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;

/// The configuration of a client: AWS's own, or that of a stand-in at `endpoint`, which takes any credentials.
pub async fn config(endpoint: Option<&str>) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    if let Some(endpoint) = endpoint {
        // The client insists on some.
        let credentials = Credentials::new("local", "local", None, None, "local");
        loader = loader.endpoint_url(endpoint).region("us-east-1").credentials_provider(credentials);
    }
    loader.load().await
}
