//! What is made of claimed emails: messages, or why there are none.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tokio::time::Instant;
use uuid::Uuid;

use super::caught::caught;
use super::files::{Files, Wanted};
use super::prepare::{self, Prepare};
use super::report::{Report, action, millis};
use super::run::Worker;
use super::settle::Job;
use super::suppression;
use crate::award::{self, Details};
use crate::db::Connection;
use crate::email_render::in_time;
use crate::mail::{Class, Mail, MailError};
use crate::scheduled_email::Claimed;
use crate::{Result, mail_delivery};

/// A message, with what is still to be put in.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) mail: Mail,
    pub(super) wanted: Vec<Wanted>,
    pub(super) award: Option<Details>,
}

/// What was made of a claimed email.
#[derive(Debug)]
pub(super) enum Ready {
    /// It can go.
    Go(Box<Message>),
    /// It is not wanted any more.
    Unmet(String),
    /// It cannot be made.
    Failed(MailError),
}

impl<P: Prepare> Worker<P> {
    /// Makes messages of emails that are claimed in the name of `owner`, with one connection for all of it, which is let go then.
    pub(super) async fn make_ready(&self, emails: Vec<Claimed>, owner: &str, report: &mut Report) -> Result<Vec<(Job, Ready)>> {
        let mut db = self.database.acquire().await?;
        let drafts = prepare::drafts(&*self.prepare, &mut db, &emails).await?;
        let ids: Vec<Uuid> = emails.iter().map(|email| email.id).collect();
        let mut files: HashMap<Uuid, Vec<Wanted>> = HashMap::new();
        for wanted in Files::wanted(&mut db, &ids).await? {
            files.entry(wanted.email).or_default().push(wanted);
        }
        let mut ready = Vec::with_capacity(emails.len());
        for (email, draft) in emails.into_iter().zip(drafts) {
            let mut job = job(&email, owner);
            let wanted = files.remove(&email.id).unwrap_or_default();
            let made = match self.unmet(&mut db, &email).await? {
                Ok(Some(why)) => Ready::Unmet(why),
                Err(error) => Ready::Failed(error),
                Ok(None) => match draft {
                    Err(error) => Ready::Failed(error),
                    Ok(draft) => {
                        job.leave_out("Without an address", &draft.dropped);
                        let award = certified(&mut db, &email, &wanted).await?;
                        let begun = Instant::now();
                        let prepare = Arc::clone(&self.prepare);
                        let filled_in = in_time(move || prepare.mail(&email, draft)).await;
                        let took = millis(begun.elapsed());
                        report.count(&job.action, |counts| counts.render_ms += took);
                        let filled_in = filled_in.unwrap_or_else(|problem| Err(problem.into())).and_then(Mail::sendable);
                        match filled_in.and_then(|mail| Ok((mail, award?))) {
                            Ok(((mail, left_out), award)) => {
                                job.leave_out("Not sent, since no mail can be sent to it, to", &left_out);
                                Ready::Go(Box::new(Message { mail, wanted, award }))
                            }
                            Err(error) => Ready::Failed(error),
                        }
                    }
                },
            };
            ready.push((job, made));
        }
        drop(db);
        self.leave_out_suppressed(&mut ready).await?;
        Ok(ready)
    }

    /// Leaves out of the messages whoever gets no mail any more.
    async fn leave_out_suppressed(&self, ready: &mut [(Job, Ready)]) -> Result<()> {
        let mails = ready.iter().filter_map(|(_, ready)| if let Ready::Go(message) = ready { Some(&message.mail) } else { None });
        let addresses: Vec<String> = mails.flat_map(suppression::addresses).cloned().collect();
        if addresses.is_empty() {
            return Ok(());
        }
        let suppressed = mail_delivery::suppressed(&self.suppressions, &addresses, self.clock.now()).await?;
        let suppressed: BTreeSet<String> = suppressed.into_keys().collect();
        for (job, ready) in ready {
            let Ready::Go(message) = ready else { continue };
            let left_out: Vec<String> =
                suppression::addresses(&message.mail).filter(|address| suppressed.contains(*address)).cloned().collect();
            job.leave_out("Not sent, since mail came back or was unwanted, to", &left_out);
            match suppression::without(std::mem::take(&mut message.mail), &suppressed) {
                Ok(mail) => message.mail = mail,
                Err(error) => *ready = Ready::Failed(error),
            }
        }
        Ok(())
    }

    /// Why an email is not wanted any more. That the database is away is told; what else goes wrong is that email's.
    async fn unmet(&self, db: &mut Connection, email: &Claimed) -> Result<Result<Option<String>, MailError>> {
        if !self.settings.recheck || email.is_direct || email.is_revived {
            return Ok(Ok(None));
        }
        match caught(self.prepare.unmet(db, email, self.clock.now())).await {
            Some(unmet) => its_own(unmet),
            None => Ok(Err(MailError::new(Class::Internal, "asking whether it is still wanted panicked"))),
        }
    }
}

/// The work that a claimed email is.
fn job(email: &Claimed, owner: &str) -> Job {
    Job {
        id: email.id,
        attempt: email.attempt,
        round: email.round,
        owner: owner.to_owned(),
        action: action(email.is_direct, email.signal.as_deref()).to_owned(),
        weight: 0,
        left_out: String::new(),
        cleared: email.cleared.clone(),
        unnoted: None,
    }
}

/// The award that the certificate of an email would be about; only one whose file is still to be made has one. That the database is
/// away is told; what else goes wrong is that email's.
async fn certified(db: &mut Connection, email: &Claimed, wanted: &[Wanted]) -> Result<Result<Option<Details>, MailError>> {
    match prepare::award(email).filter(|_| wanted.iter().any(|wanted| wanted.is_pending)) {
        Some(id) => its_own(award::by_id(db, id).await),
        None => Ok(Ok(None)),
    }
}

/// An answer of the database about one email: an error is that email's, unless the database is away.
fn its_own<T>(answer: Result<T>) -> Result<Result<T, MailError>> {
    match answer {
        Ok(answer) => Ok(Ok(answer)),
        Err(error) if error.is_unavailable() => Err(error),
        Err(error) => Ok(Err(MailError::new(Class::Internal, error.to_string()))),
    }
}
