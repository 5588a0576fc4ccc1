//! The call of the provider, in a task of its own that knows nothing of the database.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::files::{Files, Wanted};
use super::intent::{Attempt, Declared, Intents, Known};
use crate::award::Details;
use crate::mail::{Class, Mail, MailError, Mailer};

/// A message on its way.
#[derive(Debug)]
pub(super) struct Departure {
    pub(super) attempt: Attempt,
    pub(super) mail: Mail,
    pub(super) wanted: Vec<Wanted>,
    pub(super) award: Option<Details>,
    pub(super) at: DateTime<Utc>,
}

/// What came of a call.
#[derive(Debug)]
pub(super) enum Landing {
    /// The provider has taken it, and calls it so.
    Sent(String),
    /// It has not taken it. The name of the attempt, where that could not be noted.
    Failed(MailError, Option<String>),
    /// It was not called, since a file of the message cannot be had: that tells nothing of the provider.
    Unready(MailError),
    /// It was not called, since nobody could note that it would be, for this reason. The name as above: the note may be there.
    NotTried(String, Option<String>),
    /// Only the provider knows.
    Unknown(String),
}

/// Gets the files, notes that the provider is about to be called, calls it once, and notes what came of it.
pub(super) async fn send(mailer: Mailer, intents: Intents, files: Arc<Files>, departure: Departure) -> Landing {
    let Departure { attempt, mail, wanted, award, at } = departure;
    let _room = files.room(&wanted).await;
    let mail = match pack(&files, mail, &wanted, award.as_ref()).await {
        Ok(mail) => mail,
        Err(error) => return Landing::Unready(error),
    };
    match intents.declare(&attempt, at).await {
        Ok(Declared::Go) => {}
        Ok(Declared::Stop(Known::Sent(id))) => return Landing::Sent(id),
        Ok(Declared::Stop(_)) => return Landing::Unknown("an earlier call may have sent it".to_owned()),
        Err(error) => {
            // The note may be there all the same; as the provider will not be called, its failure is known.
            let unnoted = note(&intents, &attempt, &Known::Failed).await;
            return Landing::NotTried(error.to_string(), unnoted);
        }
    }
    match Box::pin(mailer.send(mail)).await {
        Ok(id) => {
            note(&intents, &attempt, &Known::Sent(id.clone())).await;
            Landing::Sent(id)
        }
        Err(error) if error.class() == Class::OutcomeUnknown => Landing::Unknown(error.reason().to_owned()),
        Err(error) => {
            let unnoted = note(&intents, &attempt, &Known::Failed).await;
            Landing::Failed(error, unnoted)
        }
    }
}

/// Puts its files into a message; `award` is what a certificate among them is about.
pub(super) async fn pack(files: &Files, mut mail: Mail, wanted: &[Wanted], award: Option<&Details>) -> Result<Mail, MailError> {
    for file in wanted {
        mail.files.push(Box::pin(files.get(file, award)).await?);
    }
    Ok(mail)
}

/// Notes what came of a call. Without the note it is known all the same, as long as this worker lives to write it down: then it
/// gives the attempt's name.
async fn note(intents: &Intents, attempt: &Attempt, outcome: &Known) -> Option<String> {
    let error = intents.settle(attempt, outcome).await.err()?;
    tracing::warn!(email = %attempt.email, %error, "what came of a call of the mail provider was not noted");
    Some(attempt.name())
}
