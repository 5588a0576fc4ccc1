//! A function hosted in this process: events in, answers out, through the adapter that AWS runs too.

use std::fmt;
use std::panic::AssertUnwindSafe;

use anyhow::{Result, anyhow};
use axum::Router;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Context, LambdaEvent, Service as _};

/// A router behind `lambda_http`'s adapter.
#[derive(Clone)]
pub struct Function {
    router: Router,
}

impl Function {
    /// Hosts a router.
    pub fn new(router: Router) -> Self {
        Self { router }
    }

    /// Handles one event (JSON) and gives the answer (JSON). A panic is an error, as it is to Lambda.
    pub async fn invoke(&self, event: &str) -> Result<String> {
        let request: LambdaRequest = serde_json::from_str(event)?;
        let router = self.router.clone();
        // The adapter itself cannot cross an await, only the future it makes.
        let making = std::panic::catch_unwind(AssertUnwindSafe(|| {
            Adapter::from(router).call(LambdaEvent::new(request, Context::default()))
        }));
        let answering = making.map_err(|_| anyhow!("it panicked while reading the event"))?;
        // A task of its own: a panic ends the task, not the gateway.
        match tokio::spawn(answering).await {
            Ok(Ok(answer)) => Ok(serde_json::to_string(&answer)?),
            Ok(Err(never)) => match never {},
            Err(fault) => Err(anyhow!("it panicked or was stopped: {fault}")),
        }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Function")
    }
}
