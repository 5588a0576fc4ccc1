//! The function `mail_feedback` in Lambda, called by a rule of EventBridge.

use std::process::ExitCode;

use lambda_runtime::{Error, LambdaEvent, service_fn};
use mail_feedback::{MailFeedback, Outcome};
use serde_json::{Value, json};
use web::{Config, Site};

fn main() -> ExitCode {
    web::init_telemetry(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        let feedback = match start().await {
            Ok(feedback) => feedback,
            Err(error) => return refuse(&error),
        };
        let feedback = &feedback;
        match lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| run(feedback, event))).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        }
    })
}

/// What fails is tried again by Lambda, and then kept in a queue.
async fn run(feedback: &MailFeedback, event: LambdaEvent<Value>) -> Result<Value, Error> {
    Ok(match feedback.handle(&event.payload).await? {
        Outcome::Noted(noted) => json!({"noted": noted.recipients, "suppressed": noted.suppressed}),
        Outcome::NoNews | Outcome::NotOurs => json!({"ignored": 1}),
    })
}

async fn start() -> Result<MailFeedback, Error> {
    Ok(MailFeedback::new(&Site::start(Config::from_env()?).await?))
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    tracing::error!(%error, "the function cannot go on");
    ExitCode::FAILURE
}
