//! The function `migrate`: brings the database up to date at deploy time, past the proxy (docs/deploy.md).

mod commands;
mod event;

use std::process::ExitCode;

use lambda_runtime::{LambdaEvent, service_fn};

fn main() -> ExitCode {
    web::init_telemetry(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "the function cannot start");
            return ExitCode::FAILURE;
        }
    };
    let handler = service_fn(|event: LambdaEvent<event::Event>| commands::run(event.payload));
    match runtime.block_on(lambda_runtime::run(handler)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function broke off");
            ExitCode::FAILURE
        }
    }
}
