//! The email worker: what is due goes once, in order, at the provider's pace, whatever happens meanwhile (EML-NEW-01 … EML-NEW-15).

mod alarm;
mod away;
mod crash;
mod files;
mod log;
mod message;
mod notes;
mod once;
mod outage;
mod outbox;
mod poison;
mod provider;
mod soak;
mod stand_in;
mod time;

use std::process::{Command, Stdio};

use chrono::{DateTime, Duration, Utc};
use email_worker::{EmailWorker, Event, Own};
use local::project::Project;
use local::ses::Quota;
use shared::db::{Database, Db, Settings};
use shared::email_sending::{Draft, Prepare, Report};
use shared::mail::{Mail, MailError};
use shared::scheduled_email::Claimed;
use uuid::Uuid;

use crate::support::TestApp;

/// AMY with a provider that is in no hurry to throttle.
async fn start() -> TestApp {
    let app = TestApp::start().await;
    app.mails.allow(Quota { rate: 10_000.0, ..Quota::default() });
    app
}

/// So many direct mails that are due, the first the longest, a minute apart.
async fn due(app: &TestApp, count: i32) -> Vec<Uuid> {
    let insert = "INSERT INTO scheduled_email (state, scheduled_at, is_direct, to_header, from_header, subject, body)
        SELECT 'scheduled', $2::timestamptz - make_interval(mins => $1 - n), true, ARRAY['to' || n || '@example.org'], '', 'Mail ' || n, 'Text'
        FROM generate_series(1, $1) n RETURNING id";
    sqlx::query_scalar(insert).bind(count).bind(app.clock.now()).fetch_all(app.pool()).await.unwrap()
}

/// The worker as the function has it.
fn worker(app: &TestApp) -> EmailWorker {
    EmailWorker::of(&app.amy.site, Own::default())
}

/// The same with connections of its own.
fn worker_apart(app: &TestApp) -> EmailWorker {
    worker_over(app, app.database_url())
}

/// The same over another way to the database.
fn worker_over(app: &TestApp, url: &str) -> EmailWorker {
    let mut worker = worker(app);
    worker.worker.database = Database::prepare(&Settings::Url(url.to_owned()), 1, &app.clock).unwrap();
    worker
}

/// The same in a process of its own.
fn send_due(app: &TestApp) -> Command {
    let (dynamo, ses) = app.endpoints();
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.args(["send-due", "--dynamodb-endpoint", dynamo, "--ses-endpoint", ses]);
    command.env("DATABASE_URL", app.database_url()).current_dir(Project::find().unwrap().root()).stdin(Stdio::null());
    command
}

fn deadline(app: &TestApp) -> DateTime<Utc> {
    app.clock.now() + Duration::minutes(2)
}

/// One run of a worker.
async fn run_of<P: Prepare>(app: &TestApp, worker: &EmailWorker<P>) -> Report {
    worker.run(&Event::default(), "test", deadline(app)).await.unwrap()
}

/// One run.
async fn run(app: &TestApp) -> Report {
    run_of(app, &worker(app)).await
}

/// The states of some emails in their order, each with the class of its last failure.
async fn states(app: &TestApp, emails: &[Uuid]) -> Vec<String> {
    let query = "SELECT concat_ws(' ', state, last_error_class) FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)
        JOIN scheduled_email e ON e.id = u.id ORDER BY n";
    sqlx::query_scalar(query).bind(emails).fetch_all(app.pool()).await.unwrap()
}

/// The subjects of what SES has taken, in order.
fn subjects(app: &TestApp) -> Vec<String> {
    app.mails.all().into_iter().map(|sent| sent.subject).collect()
}

/// Makes plain messages of direct mail, and does what its subject says.
#[derive(Debug, Clone, Copy, Default)]
struct Obedient;

impl Prepare for Obedient {
    async fn drafts(&self, _db: &mut Db, emails: &[Claimed]) -> shared::Result<Vec<Result<Draft, MailError>>> {
        Ok(emails.iter().map(|_| Ok(Draft::default())).collect())
    }

    async fn unmet(&self, _db: &mut Db, _email: &Claimed, _now: DateTime<Utc>) -> shared::Result<Option<String>> {
        Ok(None)
    }

    fn mail(&self, email: &Claimed, _draft: Draft) -> Result<Mail, MailError> {
        if email.subject == "panic" {
            panic!("as it was told to");
        }
        Ok(Mail { to: email.to_header.clone(), ..Mail::plain("", &email.subject, &email.body) })
    }
}
