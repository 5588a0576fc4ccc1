//! SES.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::error::BuildError;
use aws_sdk_sesv2::operation::delete_suppressed_destination::DeleteSuppressedDestinationError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{
    Attachment, AttachmentContentDisposition, AttachmentContentTransferEncoding, Body as SesBody, Content, Destination,
    EmailContent, Message, MessageHeader, MessageTag,
};

use super::message::MOST_RECIPIENTS;
use super::{Class, Mail, MailError, Recipients};
use crate::aws;

/// A call may take so long. Whoever waits for less gives it up.
const PATIENCE: Duration = Duration::from_secs(5);
/// And so much longer for each MiB of a message: the largest takes 24 seconds at most.
const PATIENCE_FOR_MIB: Duration = Duration::from_millis(500);
/// A connection to SES may take so long.
const CONNECT: Duration = Duration::from_secs(2);

/// How this installation sends mail.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who sends what names no sender itself: an address that SES has verified.
    pub sender: String,
    /// SES's configuration set, through which it tells what becomes of messages.
    pub configuration_set: Option<String>,
    /// Who gets mail.
    pub recipients: Recipients,
    /// A message has at most so many bytes with its files as they travel; [`super::LARGEST`] where nothing else is said.
    pub largest: usize,
    /// Another SES than AWS's.
    pub endpoint: Option<String>,
}

/// What the account may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Messages a second; one to several addresses counts as so many.
    pub rate: f64,
    /// Messages in 24 hours, likewise.
    pub daily: f64,
    /// Messages of the last 24 hours.
    pub sent: f64,
    /// Whether anything is sent at all.
    pub is_enabled: bool,
}

/// Sends mail. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailer {
    client: Client,
    settings: Settings,
}

impl Mailer {
    /// Prepares a client; connects to nothing yet.
    pub async fn connect(settings: Settings) -> Self {
        let client = Client::from_conf(client_config(&aws::config(settings.endpoint.as_deref()).await));
        Self { client, settings }
    }

    /// The message as it would be sent: each address once, none that SES does not take, and whom this stage may write to.
    ///
    /// # Errors
    /// When it could not be sent, whatever SES says: it has no recipient, or none that SES takes, too many, is too large, or may go
    /// to nobody.
    pub fn check(&self, mail: Mail) -> Result<Mail, MailError> {
        let (mail, left_out) = mail.sendable()?;
        if !left_out.is_empty() {
            tracing::warn!(addresses = left_out.len(), "addresses that mail cannot be sent to were left out of a message");
        }
        let mail = mail.without_repetition();
        match mail.recipients() {
            0 => return Err(MailError::new(Class::NoRecipients, "there is no address")),
            n if n > MOST_RECIPIENTS => {
                return Err(MailError::new(Class::TooManyRecipients, format!("{n} addresses, at most {MOST_RECIPIENTS}")));
            }
            _ => {}
        }
        let (size, largest) = (mail.size(), self.settings.largest);
        if size > largest {
            return Err(MailError::new(Class::TooLarge, format!("about {size} bytes with its files, at most {largest}")));
        }
        self.settings.recipients.guard(mail)
    }

    /// As how many messages SES counts `mail` against what the account may send: one for each address that it goes to (EML-NEW-08).
    /// What is not sent, for its many addresses, counts as one.
    #[must_use]
    pub fn weight(&self, mail: &Mail) -> u32 {
        match self.settings.recipients {
            Recipients::Real => Some(mail.distinct_recipients())
                .filter(|n| (1..=MOST_RECIPIENTS).contains(n))
                .and_then(|n| n.try_into().ok())
                .unwrap_or(1),
            Recipients::Only { .. } | Recipients::Nobody => 1,
        }
    }

    /// Sends `mail` once, to whom this stage may write; gives SES's id of it.
    ///
    /// # Errors
    /// By the [`Class`] of failure. Nothing is tried again here: SES knows no key by which it would see that it has a message
    /// already, so that is for those who keep account of what they sent.
    pub async fn send(&self, mail: Mail) -> Result<String, MailError> {
        let mut mail = self.check(mail)?;
        let patience = patience(mail.size());
        let tags = tags(&mail).map_err(unbuildable)?;
        let content = content(&mut mail).map_err(unbuildable)?;
        let destination = Destination::builder()
            .set_to_addresses(Some(mail.to))
            .set_cc_addresses(Some(mail.cc).filter(|addresses| !addresses.is_empty()))
            .set_bcc_addresses(Some(mail.bcc).filter(|addresses| !addresses.is_empty()))
            .build();
        let call = self
            .client
            .send_email()
            .from_email_address(mail.from.unwrap_or_else(|| self.settings.sender.clone()))
            .destination(destination)
            .set_reply_to_addresses(Some(mail.reply_to).filter(|addresses| !addresses.is_empty()))
            .content(content)
            .set_email_tags(Some(tags).filter(|tags| !tags.is_empty()))
            .set_configuration_set_name(self.settings.configuration_set.clone());
        // A call with settings of its own costs more than all the rest of an email, so only the few large ones have them.
        let sent = if patience > PATIENCE {
            let longer = aws_sdk_sesv2::config::Builder::new().timeout_config(timeouts(patience));
            Box::pin(call.customize().config_override(longer).send()).await
        } else {
            call.send().await
        };
        let sent = sent.map_err(MailError::of_call)?;
        Ok(sent.message_id.unwrap_or_default())
    }

    /// Takes an address from SES's own list of those that it writes to no more, the second net beside AMY's (EML-NEW-11). One that
    /// is not there is fine.
    ///
    /// # Errors
    /// When SES does not do it.
    pub async fn forgive(&self, address: &str) -> Result<(), MailError> {
        let deleted = self.client.delete_suppressed_destination().email_address(address).send().await;
        match deleted {
            Err(error) if error.as_service_error().is_some_and(DeleteSuppressedDestinationError::is_not_found_exception) => {
                Ok(())
            }
            other => other.map(drop).map_err(MailError::of_call),
        }
    }

    /// What the account may send (EML-NEW-08).
    ///
    /// # Errors
    /// When SES does not say.
    pub async fn quota(&self) -> Result<Quota, MailError> {
        let account = self.client.get_account().send().await.map_err(MailError::of_call)?;
        let quota = account.send_quota;
        Ok(Quota {
            rate: quota.as_ref().map_or(1.0, |quota| quota.max_send_rate),
            daily: quota.as_ref().map_or(0.0, |quota| quota.max24_hour_send),
            sent: quota.as_ref().map_or(0.0, |quota| quota.sent_last24_hours),
            is_enabled: account.sending_enabled,
        })
    }
}

fn client_config(shared: &SdkConfig) -> aws_sdk_sesv2::Config {
    let builder = aws_sdk_sesv2::config::Builder::from(shared);
    builder.timeout_config(timeouts(PATIENCE)).retry_config(RetryConfig::disabled()).build()
}

fn timeouts(patience: Duration) -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(patience).build()
}

/// How long the call with a message of so many bytes may take.
fn patience(size: usize) -> Duration {
    PATIENCE + PATIENCE_FOR_MIB * u32::try_from(size / (1024 * 1024)).unwrap_or_default()
}

fn unbuildable(error: BuildError) -> MailError {
    MailError::new(Class::MessageRejected, error.to_string())
}

fn text(data: &str) -> Result<Content, BuildError> {
    Content::builder().data(data).charset("UTF-8").build()
}

/// What SES is sent; the files are taken out of the message, so that they are in memory once.
fn content(mail: &mut Mail) -> Result<EmailContent, BuildError> {
    let mut body = SesBody::builder().text(text(&mail.body.text)?);
    if let Some(html) = &mail.body.html {
        body = body.html(text(html)?);
    }
    let mut message = Message::builder().subject(text(&mail.subject)?).body(body.build());
    // Nobody's absence note need answer a machine (EML-NEW-07).
    let automatic = [("Auto-Submitted", "auto-generated".to_owned())];
    for (name, value) in automatic.iter().chain(&mail.headers) {
        message = message.headers(MessageHeader::builder().name(*name).value(value).build()?);
    }
    for file in std::mem::take(&mut mail.files) {
        let attachment = Attachment::builder()
            .raw_content(Blob::new(file.content))
            .file_name(file.name)
            .content_type(file.media_type)
            .content_disposition(AttachmentContentDisposition::Attachment)
            .content_transfer_encoding(AttachmentContentTransferEncoding::Base64)
            .build()?;
        message = message.attachments(attachment);
    }
    Ok(EmailContent::builder().simple(message.build()).build())
}

fn tags(mail: &Mail) -> Result<Vec<MessageTag>, BuildError> {
    mail.tags.iter().map(|tag| MessageTag::builder().name(tag.name).value(&tag.value).build()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::LARGEST;

    #[test]
    fn eml_new_07_a_large_message_is_given_more_time_and_never_too_much() {
        assert_eq!(patience(100_000), PATIENCE);
        assert_eq!(patience(10 * 1024 * 1024), Duration::from_secs(10));
        // A run begins nothing more in its last half minute.
        assert!(patience(LARGEST) < Duration::from_secs(25), "{:?}", patience(LARGEST));
    }
}
