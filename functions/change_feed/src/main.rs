//! The function `change_feed` in Lambda, called by EventBridge Scheduler.

use std::process::ExitCode;

use change_feed::ChangeFeed;
use chrono::{DateTime, Duration};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};
use shared::clock::Clock;
use shared::db::Database;
use shared::history::feed::Bus;
use web::Config;

fn main() -> ExitCode {
    web::init_telemetry(false);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        let feed = match start().await {
            Ok(feed) => feed,
            Err(error) => return refuse(&error),
        };
        let feed = &feed;
        match lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| run(feed, event))).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error),
        }
    })
}

/// What the schedule sends says nothing that matters here.
async fn run(feed: &ChangeFeed, event: LambdaEvent<Value>) -> Result<Value, Error> {
    let deadline = i64::try_from(event.context.deadline).ok().and_then(DateTime::from_timestamp_millis);
    let deadline = deadline.unwrap_or_else(|| feed.clock.now() + Duration::minutes(1));
    let published = feed.run(deadline).await?;
    Ok(json!({"events": published.events, "interrupted": published.is_interrupted}))
}

#[expect(clippy::disallowed_methods, reason = "the one setting that only this function has")]
async fn start() -> Result<ChangeFeed, Error> {
    let config = Config::from_env()?;
    let clock = Clock::System;
    let database = Database::prepare(&config.database, config.pool_size, &clock)?;
    let name = std::env::var("AMY_BUS").map_err(|_| "AMY_BUS is not set")?;
    Ok(ChangeFeed { database, bus: Bus::connect(&name, None).await, clock })
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    tracing::error!(%error, "the function cannot go on");
    ExitCode::FAILURE
}
