//! The function `email_worker` in Lambda, called by EventBridge Scheduler.

use std::process::ExitCode;

use chrono::{DateTime, Duration};
use email_worker::{EmailWorker, Event, Own};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use shared::email_sending::Settings;
use web::{Config, Site};

fn main() -> ExitCode {
    web::init_telemetry(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        let worker = match start().await {
            Ok(worker) => worker,
            Err(error) => return refuse(&error),
        };
        let worker = &worker;
        match lambda_runtime::run(service_fn(|event: LambdaEvent<Event>| run(worker, event))).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        }
    })
}

/// One run; answers with counts only.
async fn run(worker: &EmailWorker, event: LambdaEvent<Event>) -> Result<Value, Error> {
    let deadline = i64::try_from(event.context.deadline).ok().and_then(DateTime::from_timestamp_millis);
    let deadline = deadline.unwrap_or_else(|| worker.worker.clock.now() + Duration::minutes(1));
    let outcome = worker.run(&event.payload, &event.context.request_id, deadline).await;
    // What a run gave up before it failed is told here or never.
    let report = outcome.as_ref().unwrap_or_else(|failed| &*failed.report);
    for line in worker.metrics(report) {
        web::tell_metrics(&line);
    }
    Ok(serde_json::to_value(outcome?)?)
}

async fn start() -> Result<EmailWorker, Error> {
    let site = Site::start(Config::from_env()?).await?;
    let default = Settings::default();
    let settings = Settings {
        batch: number("EMAIL_BATCH_SIZE")?.unwrap_or(default.batch),
        concurrency: number("EMAIL_WORKER_CONCURRENCY")?.map_or(Ok(default.concurrency), usize::try_from)?.max(1),
        lease: number("EMAIL_LEASE_SECONDS")?.map_or(default.lease, Duration::seconds),
        recheck: variable("EMAIL_RECHECK_AT_SEND").is_none_or(|value| value != "false"),
        most_attempts: number("EMAIL_MAX_FAILED_ATTEMPTS")?.map_or(Ok(default.most_attempts), i32::try_from)?,
    };
    let longest = number("EMAIL_RUN_SECONDS")?.map(u64::try_from).transpose()?.map(std::time::Duration::from_secs);
    Ok(EmailWorker::of(&site, Own { namespace: variable("AMY_METRICS"), settings, longest }))
}

fn number(name: &str) -> Result<Option<i64>, Error> {
    let Some(text) = variable(name) else { return Ok(None) };
    let number = text.parse().ok().filter(|number| *number > 0);
    number.map(Some).ok_or_else(|| format!("{name} is “{text}”, not a positive number").into())
}

#[expect(clippy::disallowed_methods, reason = "the settings that only this function has")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    tracing::error!(%error, "the function cannot go on");
    ExitCode::FAILURE
}
