//! What follows from a public form: the receipt to whoever sent it, and the notice to those who look after requests of its country
//! (EML-OTH-01 … EML-OTH-07, EML-OTH-10).
//!
//! Each is called in the transaction that has stored the request, after that and before it is committed. Both mails are written down
//! with it, and the email worker sends them: so nobody waits for the provider, and neither is lost or sent without the other.

use shared::db::Change;
use shared::mail::{Body, Mail};
use shared::workshop_request::{InquiryInput, RequestInput, SubmissionInput, code_holder};
use shared::{mail_outbox, mailbox, training_request};
use templates::letter::{self, Letter};

use crate::answer::{Failure, OrNotFound as _};
use crate::identity::Home;
use crate::site::Site;

/// The receipt of an application to instructor training, which nobody else is told of.
///
/// # Errors
/// When the database refuses, or there is no such application.
pub async fn training_request(change: &mut Change, id: i32) -> Result<(), Failure> {
    let details = training_request::by_id(change, id).await?.or_404()?;
    let receipt = letter::training_request(&details);
    send(change, vec![details.stored.input.answers.email], receipt).await
}

/// Receipt and notice of a workshop request.
///
/// # Errors
/// When the database refuses, or there is no such request.
pub async fn workshop_request(site: &Site, home: &Home, change: &mut Change, id: i32) -> Result<(), Failure> {
    let today = site.clock().today();
    let details = RequestInput::details(change, id).await?.or_404()?;
    let request = &details.stored.input.answers;
    let holder = code_holder(change, &request.member_code, today).await?;
    let receipt = letter::workshop_request(&details, today);
    let notice = letter::workshop_request_notice(&home.0, &details, holder.as_ref(), today);
    both(site, change, &request.common.email, request.common.country.as_deref(), receipt, notice).await
}

/// Receipt and notice of an inquiry.
///
/// # Errors
/// When the database refuses, or there is no such inquiry.
pub async fn inquiry(site: &Site, home: &Home, change: &mut Change, id: i32) -> Result<(), Failure> {
    let details = InquiryInput::details(change, id).await?.or_404()?;
    let common = &details.stored.input.answers.common;
    let (receipt, notice) = (letter::inquiry(&details), letter::inquiry_notice(&home.0, &details));
    both(site, change, &common.email, common.country.as_deref(), receipt, notice).await
}

/// Receipt and notice of a self-organised submission.
///
/// # Errors
/// When the database refuses, or there is no such submission.
pub async fn submission(site: &Site, home: &Home, change: &mut Change, id: i32) -> Result<(), Failure> {
    let details = SubmissionInput::details(change, id).await?.or_404()?;
    let common = &details.stored.input.answers.common;
    let (receipt, notice) = (letter::submission(&details), letter::submission_notice(&home.0, &details));
    both(site, change, &common.email, common.country.as_deref(), receipt, notice).await
}

/// First the receipt, then the notice, whose answers go to the submitter (EML-OTH-10).
async fn both(
    site: &Site,
    change: &mut Change,
    submitter: &str,
    country: Option<&str>,
    receipt: Letter,
    notice: Letter,
) -> Result<(), Failure> {
    send(change, vec![submitter.to_owned()], receipt).await?;
    let staff = mailbox::of_country(change, country, &site.config().requests_mailbox).await?;
    let notice = Mail { reply_to: vec![submitter.to_owned()], ..mail(staff, notice) };
    mail_outbox::queue(change, &notice).await?;
    Ok(())
}

async fn send(change: &mut Change, to: Vec<String>, letter: Letter) -> Result<(), Failure> {
    mail_outbox::queue(change, &mail(to, letter)).await?;
    Ok(())
}

fn mail(to: Vec<String>, letter: Letter) -> Mail {
    Mail { to, subject: letter.subject, body: Body { text: letter.text, html: letter.html }, ..Mail::default() }
}
