//! A run that sends nothing (EML-NEW-14).

use tokio::time::Instant;

use super::prepare::Prepare;
use super::ready::{Message, Ready};
use super::report::{Report, millis};
use super::run::{Failed, RunError, Worker};
use super::send::pack;
use crate::mail::{MailError, Remedy};
use crate::scheduled_email::{due, peek};

/// So many emails a dry run looks at.
const MOST: i64 = 100;

impl<P: Prepare> Worker<P> {
    /// Makes messages of what is due, files and all, and tells what would become of them. Nothing is sent or written.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn dry_run(&self) -> Result<Report, Failed> {
        let begun = Instant::now();
        let mut report = Report { dry_run: true, ..Report::default() };
        let looked = Box::pin(self.look(&mut report)).await;
        report.run_ms = millis(begun.elapsed());
        match looked {
            Ok(()) => Ok(report),
            Err(error) => Err(Failed::new(error, report)),
        }
    }

    async fn look(&self, report: &mut Report) -> Result<(), RunError> {
        let emails = {
            let mut db = self.database.acquire().await?;
            let now = self.clock.now();
            report.tell_due(&due(&mut db, now).await?, now);
            peek(&mut db, now, MOST).await?
        };
        for (job, ready) in Box::pin(self.make_ready(emails, "", report)).await? {
            let outcome = match ready {
                Ready::Go(message) => Box::pin(self.would_go(*message)).await,
                Ready::Unmet(_) => {
                    report.count(&job.action, |counts| counts.called_off += 1);
                    continue;
                }
                Ready::Failed(error) => Err(error),
            };
            match outcome {
                Ok(()) => report.count(&job.action, |counts| counts.sent += 1),
                Err(error) => {
                    report.class(&job.action, error.class().code());
                    let is_dead = error.class().remedy() == Remedy::GiveUp;
                    report.count(&job.action, |counts| if is_dead { counts.dead += 1 } else { counts.failed += 1 });
                }
            }
        }
        Ok(())
    }

    /// Whether a message could be handed to the provider.
    async fn would_go(&self, message: Message) -> Result<(), MailError> {
        let mail = pack(&self.files, message.mail, &message.wanted, message.award.as_ref()).await?;
        self.mailer.check(mail).map(drop)
    }
}
