//! The notes beside the database, where they cannot be written or read (EML-NEW-04).

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use shared::email_sending::Intents;
use shared::session::Store;

use crate::support::TestApp;

/// Lets some operations of DynamoDB fail before they are sent.
#[derive(Debug)]
struct CutOff(Vec<&'static str>);

impl Intercept for CutOff {
    fn name(&self) -> &'static str {
        "CutOff"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context.request().headers().get("x-amz-target").unwrap_or_default();
        if self.0.iter().any(|operation| target.ends_with(operation)) { Err("cut off".into()) } else { Ok(()) }
    }
}

/// The notes of the app, where these operations of DynamoDB fail.
pub(super) async fn notes(app: &TestApp, failing: &[&'static str]) -> Intents {
    let config = shared::aws::config(Some(app.endpoints().0)).await;
    let config = Builder::from(&config).interceptor(CutOff(failing.to_vec())).build();
    Intents::beside(&Store::new(Client::from_conf(config), app.amy.site.config().table.clone()))
}
