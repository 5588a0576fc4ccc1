//! A function's life in Lambda.

use std::process::ExitCode;

use crate::config::Config;
use crate::entry::service;
use crate::routes::Routes;
use crate::site::Site;

/// Serves `routes` until Lambda ends the process. Nothing is connected before the first request needs it.
#[must_use]
pub fn main(routes: Routes) -> ExitCode {
    crate::telemetry::init(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        let config = match Config::from_env() {
            Ok(config) => config,
            Err(error) => return refuse(&error),
        };
        let site = match Site::start(config).await {
            Ok(site) => site,
            Err(error) => return refuse(&error),
        };
        match lambda_http::run(service(routes, site)).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        }
    })
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    tracing::error!(%error, "the function cannot start");
    ExitCode::FAILURE
}
