//! What SES tells of the messages that this machine's SES has taken: the same events, handed to the function `mail_feedback`.

use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, SecondsFormat, Utc};
use mail_feedback::{MailFeedback, Outcome};
use serde_json::{Map, Value, json};

use super::Sent;

/// SES tells of a message a moment after it has answered.
const PAUSE: Duration = Duration::from_millis(500);

/// What happens to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// SES has taken it.
    Sent,
    /// The recipient's server does not answer.
    Delayed,
    /// The recipient's server has taken it.
    Delivered,
    /// The address does not exist.
    Bounced,
    /// The mailbox is full.
    BouncedForNow,
    /// The recipient calls it unwanted.
    Complained,
    /// SES finds a virus in it.
    Rejected,
    /// SES cannot make it of its template.
    NotRendered,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Sent,
        Self::Delayed,
        Self::Delivered,
        Self::Bounced,
        Self::BouncedForNow,
        Self::Complained,
        Self::Rejected,
        Self::NotRendered,
    ];

    /// What EventBridge calls it.
    fn detail_type(self) -> &'static str {
        match self {
            Self::Sent => "Email Sent",
            Self::Delayed => "Email Delivery Delayed",
            Self::Delivered => "Email Delivered",
            Self::Bounced | Self::BouncedForNow => "Email Bounced",
            Self::Complained => "Email Complaint Received",
            Self::Rejected => "Email Rejected",
            Self::NotRendered => "Email Rendering Failed",
        }
    }

    /// What SES calls it, and the name and content of its own part of the event.
    fn part(self, recipients: &[String], at: &str) -> (&'static str, &'static str, Value) {
        let each = |more: Value| -> Vec<Value> {
            let with = |address: &String| {
                let mut one = Map::from_iter([("emailAddress".to_owned(), json!(address))]);
                one.extend(more.as_object().cloned().unwrap_or_default());
                Value::Object(one)
            };
            recipients.iter().map(with).collect()
        };
        let bounce = |kind: &str, subtype: &str, status: &str, words: &str| {
            let bounced = each(json!({"action": "failed", "status": status, "diagnosticCode": words}));
            json!({"bounceType": kind, "bounceSubType": subtype, "bouncedRecipients": bounced, "timestamp": at,
                "feedbackId": uuid::Uuid::new_v4(), "reportingMTA": "dsn; localhost"})
        };
        match self {
            Self::Sent => ("Send", "send", json!({})),
            Self::Delayed => {
                let delayed =
                    each(json!({"status": "4.4.1", "diagnosticCode": "smtp; 421 4.4.1 Unable to connect to remote host"}));
                let delay = json!({"timestamp": at, "delayType": "TransientCommunicationFailure", "expirationTime": at,
                    "delayedRecipients": delayed});
                ("DeliveryDelay", "deliveryDelay", delay)
            }
            Self::Delivered => {
                let delivery = json!({"timestamp": at, "processingTimeMillis": 500, "recipients": recipients,
                    "smtpResponse": "250 2.6.0 Message received", "reportingMTA": "localhost"});
                ("Delivery", "delivery", delivery)
            }
            Self::Bounced => ("Bounce", "bounce", bounce("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown")),
            Self::BouncedForNow => {
                ("Bounce", "bounce", bounce("Transient", "MailboxFull", "5.2.2", "smtp; 552 5.2.2 mailbox full"))
            }
            Self::Complained => {
                let complaint = json!({"complainedRecipients": each(json!({})), "timestamp": at, "feedbackId": uuid::Uuid::new_v4(),
                    "complaintSubType": null, "userAgent": "this machine", "complaintFeedbackType": "abuse", "arrivalDate": at});
                ("Complaint", "complaint", complaint)
            }
            Self::Rejected => ("Reject", "reject", json!({"reason": "Bad content"})),
            Self::NotRendered => (
                "Rendering Failure",
                "failure",
                json!({"errorMessage": "Attribute 'name' is not present", "templateName": "none"}),
            ),
        }
    }
}

/// The event that SES publishes when `fate` befalls a message at `recipients`.
pub fn event(sent: &Sent, fate: Fate, recipients: &[String], at: DateTime<Utc>) -> Value {
    let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let mut tags: Map<String, Value> = sent.tags.iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
    tags.insert("ses:operation".to_owned(), json!(["SendEmail"]));
    if let Some(set) = &sent.configuration_set {
        tags.insert("ses:configuration-set".to_owned(), json!([set]));
    }
    let destination = everybody(sent);
    let (kind, name, part) = fate.part(recipients, &at);
    json!({
        "version": "0",
        "id": uuid::Uuid::new_v4(),
        "detail-type": fate.detail_type(),
        "source": "aws.ses",
        "account": "111122223333",
        "time": at,
        "region": "us-east-1",
        "resources": [],
        "detail": {
            "eventType": kind,
            name: part,
            "mail": {"timestamp": at, "source": sent.from, "sendingAccountId": "111122223333", "messageId": sent.id,
                "destination": destination, "headersTruncated": false, "headers": [], "tags": tags},
        },
    })
}

fn everybody(sent: &Sent) -> Vec<String> {
    [&sent.to[..], &sent.cc, &sent.bcc].concat()
}

/// Tells the function of what happens to messages. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Emitter {
    feedback: MailFeedback,
}

impl Emitter {
    /// Tells this function.
    pub fn new(feedback: MailFeedback) -> Self {
        Self { feedback }
    }

    /// Tells at once that `fate` befell a message, at one of its recipients or at all.
    pub async fn tell(&self, sent: &Sent, fate: Fate, recipient: Option<&str>) -> Result<Outcome> {
        let recipients = recipient.map_or_else(|| everybody(sent), |one| vec![one.to_owned()]);
        Ok(self.feedback.handle(&event(sent, fate, &recipients, self.feedback.clock.now())).await?)
    }

    /// Tells, in a moment, that a message was taken and arrived.
    pub(super) fn taken(&self, sent: Sent) {
        let emitter = self.clone();
        tokio::spawn(async move {
            for fate in [Fate::Sent, Fate::Delivered] {
                tokio::time::sleep(PAUSE).await;
                if let Err(error) = emitter.tell(&sent, fate, None).await {
                    eprintln!("mail feedback failed: {error}");
                }
            }
        });
    }
}
