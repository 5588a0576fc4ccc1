//! `send-due`: one run of the email worker.

use anyhow::{Context, Result};
use chrono::{DateTime, Duration, Utc};
use email_worker::{EmailWorker, Event, Own};
use local::dynamodb::{Dynamo, Store};
use local::postgres::{Database, Search};
use local::project::Project;
use local::ses::{Ses, Trouble};
use web::{Config, Site};

use super::{database, parked, say};
use crate::cli::SendDue;

/// Sends what is due, and tells what became of it and what went out.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &SendDue) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    if let (Some(dynamo), Some(ses)) = (&arguments.dynamodb_endpoint, &arguments.ses_endpoint) {
        web::init_telemetry(true);
        return match arguments.park_at {
            Some(point) => parked::send(database.url(), dynamo, ses, point).await,
            None => send(database.url(), dynamo, ses, arguments.dry_run).await,
        };
    }
    database::up_to_date(&database).await?;
    // What `run` knows of emails that were sent before is known here too.
    let store = match database.cluster() {
        Some(_) => Store::File(project.data()?.join("dynamodb.sqlite")),
        None => Store::Memory,
    };
    let dynamo = Dynamo::start(&store, 0).await.context("is `run` running? It sends emails by itself")?;
    let ses = Ses::start().await?;
    if let Some(name) = &arguments.trouble {
        ses.mails.always(Some(Trouble::named(name).with_context(|| format!("SES has no trouble called {name}"))?));
    }
    web::init_telemetry(true);
    send(database.url(), dynamo.endpoint(), ses.endpoint(), arguments.dry_run).await?;
    for sent in ses.mails.all() {
        say(format!("{}: {}", sent.to.join(", "), sent.subject));
    }
    Ok(())
}

/// One run with these, and its report.
async fn send(database: &str, dynamo: &str, ses: &str, dry_run: bool) -> Result<()> {
    let worker = worker(database, dynamo, ses).await?;
    let report = worker.run(&Event { dry_run }, "send-due", deadline(&worker)).await?;
    say(serde_json::to_string_pretty(&report)?);
    Ok(())
}

/// The worker of a site with these.
pub(super) async fn worker(database: &str, dynamo: &str, ses: &str) -> Result<EmailWorker> {
    let config = Config::local("http://localhost", database, dynamo).with_mail_at(ses);
    Ok(EmailWorker::of(&Site::start(config).await?, Own::default()))
}

/// Time enough for whatever is due on one machine.
pub(super) fn deadline(worker: &EmailWorker) -> DateTime<Utc> {
    worker.worker.clock.now() + Duration::minutes(10)
}
