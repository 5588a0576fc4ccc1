//! The client of the function `egress`: Lambda's Invoke.

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_sdk_lambda::error::DisplayErrorContext;
use aws_sdk_lambda::primitives::Blob;

use super::{Account, Answer, Failed, Reply, Repository, Request};
use crate::aws;

/// An answer may take so long: the function gives up a little earlier, API Gateway later.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks the function `egress`. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    lambda: aws_sdk_lambda::Client,
    function: String,
}

impl Client {
    /// The client of the function called `function`: in AWS, or behind a stand-in at `endpoint`. Connects to nothing yet.
    pub async fn prepare(function: &str, endpoint: Option<&str>) -> Self {
        let timeouts = TimeoutConfig::builder().connect_timeout(Duration::from_secs(2)).operation_timeout(PATIENCE).build();
        let config = aws_sdk_lambda::config::Builder::from(&aws::config(endpoint).await).timeout_config(timeouts).build();
        Self { lambda: aws_sdk_lambda::Client::from_conf(config), function: function.to_owned() }
    }

    /// The first page of a workshop's website.
    ///
    /// # Errors
    /// When there is none, or it cannot be asked for.
    pub async fn website(&self, repository: &Repository) -> Result<String, Failed> {
        match self.ask(&Request::Website(repository.clone())).await? {
            Answer::Page(page) => Ok(page),
            other => Err(unexpected(&other)),
        }
    }

    /// The file that a workshop's website is made of, where its repository has one.
    ///
    /// # Errors
    /// When GitHub cannot be asked.
    pub async fn source(&self, repository: &Repository) -> Result<Option<String>, Failed> {
        match self.ask(&Request::Source(repository.clone())).await? {
            Answer::File(file) => Ok(file),
            other => Err(unexpected(&other)),
        }
    }

    /// The account on GitHub that a sign-in with this authorization code has proven; `None` for a code that GitHub does not accept.
    ///
    /// # Errors
    /// When GitHub cannot be asked.
    pub async fn signed_in(&self, code: &str, verifier: &str) -> Result<Option<Account>, Failed> {
        self.account(&Request::SignIn { code: code.to_owned(), verifier: verifier.to_owned() }).await
    }

    /// The account of this name on GitHub; `None` where there is none.
    ///
    /// # Errors
    /// When GitHub cannot be asked.
    pub async fn github_user(&self, name: &str) -> Result<Option<Account>, Failed> {
        self.account(&Request::User { name: name.to_owned() }).await
    }

    async fn account(&self, request: &Request) -> Result<Option<Account>, Failed> {
        match self.ask(request).await? {
            Answer::Account(account) => Ok(account),
            other => Err(unexpected(&other)),
        }
    }

    async fn ask(&self, request: &Request) -> Reply {
        let payload = serde_json::to_vec(request).map_err(|error| broken(&error))?;
        let sent = self.lambda.invoke().function_name(&self.function).payload(Blob::new(payload)).send().await;
        let output = sent.map_err(|error| broken(&DisplayErrorContext(&error)))?;
        let answered = output.payload().map(Blob::as_ref).unwrap_or_default();
        if let Some(error) = output.function_error() {
            return Err(broken(&format!("{error}: {}", String::from_utf8_lossy(answered))));
        }
        serde_json::from_slice::<Reply>(answered).map_err(|error| broken(&error))?
    }
}

fn broken(reason: &dyn std::fmt::Display) -> Failed {
    tracing::error!(%reason, "the function egress cannot be asked");
    Failed::Broken
}

fn unexpected(answer: &Answer) -> Failed {
    broken(&format!("it answered another question: {answer:?}"))
}
