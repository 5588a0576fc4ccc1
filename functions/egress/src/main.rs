//! The function `egress` in Lambda, invoked by the other functions.

use std::process::ExitCode;

use egress::{Egress, Network, Settings};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::egress::{Reply, Request};

fn main() -> ExitCode {
    web::init_telemetry(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        let egress = match Egress::start(settings(), Network::internet()) {
            Ok(egress) => egress,
            Err(error) => return refuse(&error),
        };
        let egress = &egress;
        match lambda_runtime::run(service_fn(|event: LambdaEvent<Request>| answer(egress, event))).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        }
    })
}

/// A failure is an answer, too: whoever asked tells it to a person.
async fn answer(egress: &Egress, event: LambdaEvent<Request>) -> Result<Reply, Error> {
    Ok(egress.answer(event.payload).await)
}

#[expect(clippy::disallowed_methods, reason = "the settings that only this function has")]
fn settings() -> Settings {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    Settings::new(variable("AMY_GITHUB_CLIENT_ID"), variable("AMY_GITHUB_CLIENT_SECRET"))
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    tracing::error!(%error, "the function cannot go on");
    ExitCode::FAILURE
}
