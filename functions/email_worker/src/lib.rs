//! Sends the emails that are due, every minute (docs/emails.md, emails.md 6.7).

mod certificates;
mod event;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::email_sending::{Failed, Files, Intents, Prepare, Report, Settings, Templates, Worker, metrics, suppressions_beside};
use web::Site;

pub use certificates::Certificates;
pub use event::Event;

/// What the function has beside what every function has.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Metrics are told under this name; without one they are not told.
    pub namespace: Option<String>,
    /// How it works.
    pub settings: Settings,
    /// No run takes longer, so that it has ended when the schedule asks for the next one; without one a run ends with its time.
    pub longest: Option<Duration>,
}

/// The function: a worker, and where it tells what it did.
#[derive(Debug, Clone)]
pub struct EmailWorker<P = Templates> {
    /// The worker.
    pub worker: Worker<P>,
    namespace: Option<String>,
    longest: Option<Duration>,
}

impl EmailWorker {
    /// The worker of a site.
    #[must_use]
    pub fn of(site: &Site, own: Own) -> Self {
        Self::preparing(site, own, Templates::default())
    }
}

impl<P: Prepare> EmailWorker<P> {
    /// The worker of a site with another way of making messages.
    #[must_use]
    pub fn preparing(site: &Site, own: Own, prepare: P) -> Self {
        let attachments = site.config().attachments.clone();
        let certificates = Certificates { signature: site.config().certificate_signature.clone() };
        let worker = Worker {
            database: site.database().clone(),
            mailer: site.mailer().clone(),
            intents: Intents::beside(site.sessions()),
            suppressions: suppressions_beside(site.sessions()),
            files: Arc::new(Files::new(
                attachments.bucket,
                attachments.endpoint,
                site.config().mail.largest,
                Arc::new(certificates),
            )),
            prepare: Arc::new(prepare),
            clock: site.clock().clone(),
            settings: own.settings,
        };
        Self { worker, namespace: own.namespace, longest: own.longest }
    }

    /// One run, called `name`, which ends before `deadline`, and takes no longer than it may; or a dry one, where the event asks for that.
    ///
    /// # Errors
    /// When the database fails, or the provider does not say what it takes; the next run goes on.
    pub async fn run(&self, event: &Event, name: &str, deadline: DateTime<Utc>) -> Result<Report, Failed> {
        if event.dry_run {
            return Box::pin(self.worker.dry_run()).await;
        }
        let left = (deadline - self.worker.clock.now()).to_std().unwrap_or(Duration::ZERO);
        let budget = self.longest.map_or(left, |longest| left.min(longest));
        Box::pin(self.worker.run(name, budget)).await
    }

    /// The lines of the log that CloudWatch makes metrics of; of a run that failed, too.
    #[must_use]
    pub fn metrics(&self, report: &Report) -> Vec<Value> {
        let namespace = self.namespace.as_deref().filter(|_| !report.dry_run);
        namespace.map_or_else(Vec::new, |namespace| metrics(report, namespace, self.worker.clock.now()))
    }
}
