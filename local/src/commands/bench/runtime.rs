//! Lambda's runtime API, as far as one invocation needs it: starts a function's binary and times its first answer.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::sync::{Mutex, mpsc};

/// How long a function may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// What happened when a function was started cold.
#[derive(Debug)]
pub(super) struct ColdStart {
    /// From starting the process to its asking for an event: what Lambda calls init.
    pub(super) ready: Duration,
    /// From starting the process to its answer.
    pub(super) answered: Duration,
    /// The most memory that the process held, in kilobytes; zero where the system does not tell.
    pub(super) memory: u64,
    /// The answer's status.
    pub(super) status: u64,
}

/// What the function has done.
#[derive(Debug)]
enum Step {
    Ready(Instant),
    Answered(Instant, Bytes),
    Failed(Bytes),
}

/// The one event, until it is taken, and where steps are told.
#[derive(Debug)]
struct Api {
    event: Mutex<Option<String>>,
    steps: mpsc::UnboundedSender<Step>,
}

/// Starts `binary`, gives it `event`, and waits for the answer.
pub(super) async fn cold_start(binary: &Path, event: String, environment: &[(String, String)]) -> Result<ColdStart> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let (steps, mut told) = mpsc::unbounded_channel();
    let api = Arc::new(Api { event: Mutex::new(Some(event)), steps });
    let service = Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
        .route("/2018-06-01/runtime/invocation/{id}/error", post(failure))
        .route("/2018-06-01/runtime/init/error", post(failure))
        .with_state(api);
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });

    let begun = Instant::now();
    let mut command = Command::new(binary);
    command.env_clear().envs(environment.iter().cloned()).kill_on_drop(true).stdout(Stdio::null()).stderr(Stdio::null());
    command.envs([
        ("AWS_LAMBDA_RUNTIME_API", &*address),
        ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
    ]);
    let mut function = command.spawn().with_context(|| format!("{} cannot be started", binary.display()))?;
    let mut ready = None;
    let waiting = async {
        loop {
            match told.recv().await {
                Some(Step::Ready(at)) => ready = ready.or(Some(at)),
                Some(Step::Answered(at, said)) => return Ok((at, said)),
                Some(Step::Failed(said)) => bail!("{} failed: {}", binary.display(), String::from_utf8_lossy(&said)),
                None => bail!("the runtime API ended"),
            }
        }
    };
    let (answered, said) = tokio::select! {
        told = tokio::time::timeout(PATIENCE, waiting) => told.with_context(|| format!("{} does not answer", binary.display()))??,
        ended = function.wait() => bail!("{} ended by itself: {}", binary.display(), ended?),
    };
    let memory = function.id().map(peak_memory).unwrap_or_default();
    function.kill().await?;
    serving.abort();
    let status = serde_json::from_slice::<serde_json::Value>(&said)?["statusCode"].as_u64().unwrap_or_default();
    Ok(ColdStart { ready: ready.unwrap_or(answered) - begun, answered: answered - begun, memory, status })
}

/// The function asks for an event: the first time it gets one, afterwards it waits, as an idle function does.
async fn next(State(api): State<Arc<Api>>) -> Response {
    let _ = api.steps.send(Step::Ready(Instant::now()));
    let Some(event) = api.event.lock().await.take() else { return std::future::pending().await };
    let headers = [
        ("content-type", "application/json"),
        ("lambda-runtime-aws-request-id", "00000000-0000-0000-0000-000000000001"),
        ("lambda-runtime-deadline-ms", "4102444800000"),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:us-east-1:000000000000:function:bench"),
        ("lambda-runtime-trace-id", "Root=1-00000000-000000000000000000000001"),
    ];
    (headers, event).into_response()
}

/// The function answers.
async fn response(State(api): State<Arc<Api>>, said: Bytes) -> StatusCode {
    let _ = api.steps.send(Step::Answered(Instant::now(), said));
    StatusCode::ACCEPTED
}

/// The function reports a failure.
async fn failure(State(api): State<Arc<Api>>, said: Bytes) -> StatusCode {
    let _ = api.steps.send(Step::Failed(said));
    StatusCode::ACCEPTED
}

/// The most memory that a process has held so far, in kilobytes (Linux only).
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
