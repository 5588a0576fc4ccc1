//! SES's events, as EventBridge hands them over.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::address::bare;
use super::{normal, short};
use crate::mail::Call;

/// Who publishes them.
const SOURCE: &str = "aws.ses";
/// The tag that SES itself adds: the configuration set that a message went through.
const CONFIGURATION_SET: &str = "ses:configuration-set";
/// The worker's tags (EML-NEW-04).
const EMAIL: &str = "amy_email_id";
const ATTEMPT: &str = "amy_attempt";
/// Bounces that tell of the message and not of the address: another message may arrive.
const OF_THE_MESSAGE: [&str; 3] = ["MessageTooLarge", "ContentRejected", "AttachmentRejected"];

/// What has happened to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// SES has taken it.
    Send,
    /// It has not arrived yet.
    Delay,
    /// The recipient's server has taken it.
    Delivery,
    /// SES has taken it, and then refused to deliver it: it holds a virus.
    Reject,
    /// SES could not make it of its template; AMY sends none of those.
    RenderingFailure,
    /// It came back.
    Bounce {
        /// Whether every other will come back too.
        is_permanent: bool,
    },
    /// A machine answered, as for somebody who is away. SES calls that a bounce.
    Reply,
    /// The recipient calls it unwanted.
    Complaint {
        /// Whether the recipient in truth said that it is not.
        is_praise: bool,
    },
}

/// Somebody whom the news are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The address, as addresses are compared.
    pub address: String,
    /// The address as SES writes it, without a name: its own list of those that it writes to no more tells cases apart.
    pub written: String,
    /// What the servers say, in few words; empty where they say nothing.
    pub told: String,
    /// Whether a server says that it does not take mail for the address, whatever the message. Of bounces only.
    pub has_failed: bool,
}

/// An event of SES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What has happened.
    pub news: News,
    /// SES's id of the message.
    pub message_id: String,
    /// The scheduled email that the message was, by the worker's tag.
    pub email: Option<Uuid>,
    /// Which call for it, by the worker's tag.
    pub call: Option<Call>,
    /// The configuration set that the message went through.
    pub configuration_set: Option<String>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// To whom, each once.
    pub recipients: Vec<Recipient>,
}

impl Event {
    /// Those of whom it is certain that the news are about them. Many providers do not say who complained: SES then names everybody
    /// there that the message went to, and nobody is held to it.
    #[must_use]
    pub fn concerned(&self) -> &[Recipient] {
        let is_guess = matches!(self.news, News::Complaint { is_praise: false }) && self.recipients.len() > 1;
        if is_guess { &[] } else { &self.recipients }
    }
}

/// SES says something in a way that is not known.
#[derive(Debug, thiserror::Error)]
#[error("an event of SES cannot be read: {0}")]
pub struct Unreadable(#[from] serde_json::Error);

/// Reads what EventBridge hands over: nothing where it is none of the events above.
///
/// # Errors
/// When it is one of them, and something is missing in it.
pub fn read(event: &Value) -> Result<Option<Event>, Unreadable> {
    let field = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default();
    if field("source") != SOURCE {
        return Ok(None);
    }
    let kind = field("detail-type");
    let detail = event.get("detail").unwrap_or(&Value::Null);
    if !matches!(
        kind,
        "Email Sent"
            | "Email Delivery Delayed"
            | "Email Delivered"
            | "Email Rejected"
            | "Email Rendering Failed"
            | "Email Bounced"
            | "Email Complaint Received"
    ) {
        return Ok(None);
    }
    let mail = Mail::deserialize(detail.get("mail").unwrap_or(&Value::Null))?;
    let part = |name: &str| detail.get(name).unwrap_or(&Value::Null);
    let (news, at, recipients) = match kind {
        "Email Sent" => (News::Send, None, mail.everybody("")),
        "Email Delivery Delayed" => {
            let it = Delay::deserialize(part("deliveryDelay"))?;
            (News::Delay, Some(it.timestamp), it.delayed_recipients.iter().map(|who| who.said(&it.delay_type)).collect())
        }
        "Email Delivered" => {
            let it = Delivered::deserialize(part("delivery"))?;
            (News::Delivery, Some(it.timestamp), everybody(&it.recipients, &it.smtp_response))
        }
        "Email Rejected" => (News::Reject, None, mail.everybody(&Reject::deserialize(part("reject"))?.reason)),
        "Email Rendering Failed" => {
            (News::RenderingFailure, None, mail.everybody(&Failure::deserialize(part("failure"))?.error_message))
        }
        "Email Bounced" => {
            let it = Bounce::deserialize(part("bounce"))?;
            (it.news(), Some(it.timestamp), it.recipients())
        }
        _ => {
            let it = Complaint::deserialize(part("complaint"))?;
            let kind = it.complaint_feedback_type.unwrap_or_default();
            let news = News::Complaint { is_praise: kind == "not-spam" };
            (news, Some(it.timestamp), it.complained_recipients.iter().map(|who| who.said(&kind)).collect())
        }
    };
    let recipients: Vec<Recipient> = recipients;
    Ok(Some(Event {
        news,
        email: mail.tag(EMAIL).and_then(|id| id.parse().ok()),
        call: mail.tag(ATTEMPT).and_then(|call| call.parse().ok()),
        configuration_set: mail.tag(CONFIGURATION_SET).map(str::to_owned),
        at: at.unwrap_or(mail.timestamp),
        recipients: once(recipients),
        message_id: mail.message_id,
    }))
}

fn once(recipients: Vec<Recipient>) -> Vec<Recipient> {
    let mut kept: Vec<Recipient> = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        if !recipient.address.is_empty() && kept.iter().all(|other| other.address != recipient.address) {
            kept.push(recipient);
        }
    }
    kept
}

fn everybody(addresses: &[String], told: &str) -> Vec<Recipient> {
    addresses.iter().map(|address| recipient(address, told)).collect()
}

fn recipient(address: &str, told: &str) -> Recipient {
    Recipient { address: normal(address), written: bare(address).to_owned(), told: short(told), has_failed: false }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    timestamp: DateTime<Utc>,
    message_id: String,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
}

impl Mail {
    fn tag(&self, name: &str) -> Option<&str> {
        self.tags.get(name)?.first().map(String::as_str)
    }

    fn everybody(&self, told: &str) -> Vec<Recipient> {
        everybody(&self.destination, told)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delay {
    timestamp: DateTime<Utc>,
    #[serde(default)]
    delay_type: String,
    delayed_recipients: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivered {
    timestamp: DateTime<Utc>,
    recipients: Vec<String>,
    #[serde(default)]
    smtp_response: String,
}

#[derive(Deserialize)]
struct Reject {
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    #[serde(default)]
    error_message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    timestamp: DateTime<Utc>,
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    bounced_recipients: Vec<Named>,
}

impl Bounce {
    fn news(&self) -> News {
        // What a server says of mail that it does not take has one of these; the absence note of a person has none.
        let is_answer = |who: &Named| who.status.is_none() && who.action.is_none() && who.diagnostic_code.is_none();
        let is_general = self.bounce_type == "Transient" && self.bounce_sub_type == "General";
        if is_general && self.bounced_recipients.iter().all(is_answer) {
            return News::Reply;
        }
        News::Bounce { is_permanent: self.bounce_type == "Permanent" }
    }

    fn recipients(&self) -> Vec<Recipient> {
        let kind = format!("{}, {}", self.bounce_type, self.bounce_sub_type);
        let is_of_the_message = OF_THE_MESSAGE.contains(&self.bounce_sub_type.as_str());
        let each = |who: &Named| Recipient { has_failed: !is_of_the_message && who.has_failed(), ..who.said(&kind) };
        self.bounced_recipients.iter().map(each).collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    timestamp: DateTime<Utc>,
    complaint_feedback_type: Option<String>,
    complained_recipients: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    email_address: String,
    diagnostic_code: Option<String>,
    status: Option<String>,
    action: Option<String>,
}

impl Named {
    /// The recipient, with what kind of failure it was, and what the server said of it.
    fn said(&self, kind: &str) -> Recipient {
        let words = self.diagnostic_code.as_deref().or(self.status.as_deref()).unwrap_or_default();
        let told = [kind, words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        recipient(&self.email_address, &told)
    }

    /// Whether the server says that it does not take the mail.
    fn has_failed(&self) -> bool {
        self.status.is_some() || self.action.as_deref() == Some("failed")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bounce(bounce: Value) -> Value {
        let mail = json!({"timestamp": "2026-06-15T11:59:59.123Z", "messageId": "m-1", "destination": ["a@x.org"]});
        json!({"source": "aws.ses", "detail-type": "Email Bounced", "detail": {"bounce": bounce, "mail": mail}})
    }

    #[test]
    fn what_is_not_of_ses_or_not_of_interest_is_nothing() {
        for (source, kind) in [("amy", "Email Bounced"), ("aws.ses", "Email Opened"), ("aws.ses", "Sending Status Disabled")] {
            assert_eq!(read(&json!({"source": source, "detail-type": kind, "detail": {}})).unwrap(), None, "{kind}");
        }
        assert_eq!(read(&json!(null)).unwrap(), None);
    }

    #[test]
    fn what_lacks_its_message_or_its_time_is_an_error() {
        assert!(read(&json!({"source": "aws.ses", "detail-type": "Email Sent", "detail": {"mail": {}}})).is_err());
        assert!(read(&json!({"source": "aws.ses", "detail-type": "Email Sent"})).is_err());
        assert!(read(&bounce(json!({"bounceType": "Permanent", "bouncedRecipients": []}))).is_err());
    }

    #[test]
    fn recipients_come_once_and_servers_are_cut_short() {
        let long = format!("smtp; 550\r\n{}", "x".repeat(2000));
        let recipients = json!([
            {"emailAddress": "Ada <A@x.org>", "diagnosticCode": long},
            {"emailAddress": "a@x.org"},
            {"emailAddress": "b@x.org", "status": "5.1.1"},
            {"emailAddress": ""},
        ]);
        let bounced = json!({"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": recipients,
            "timestamp": "2026-06-15T12:00:00.500Z"});
        let event = read(&bounce(bounced)).unwrap().unwrap();
        assert_eq!((event.news, event.message_id.as_str()), (News::Bounce { is_permanent: true }, "m-1"));
        assert_eq!((event.email, event.call, event.at.timestamp_millis()), (None, None, 1_781_524_800_500));
        let [a, b] = event.recipients.as_slice() else { panic!("{:?}", event.recipients) };
        assert!(a.told.starts_with("Permanent, General: smtp; 550 xxx") && a.told.len() == 500, "{}", a.told);
        assert_eq!((b.address.as_str(), b.told.as_str()), ("b@x.org", "Permanent, General: 5.1.1"));
    }

    fn soft(sub_type: &str, recipient: Value) -> Event {
        let bounced = json!({"bounceType": "Transient", "bounceSubType": sub_type, "bouncedRecipients": [recipient],
            "timestamp": "2026-06-15T12:00:00Z"});
        read(&bounce(bounced)).unwrap().unwrap()
    }

    #[test]
    fn eml_new_11_answers_of_machines_and_refusals_of_a_message_say_nothing_of_the_address() {
        let bare = json!({"emailAddress": "a@x.org"});
        let failed = json!({"emailAddress": "a@x.org", "action": "failed"});
        let status = json!({"emailAddress": "a@x.org", "status": "4.2.2"});
        let words = json!({"emailAddress": "a@x.org", "diagnosticCode": "smtp; 451 later"});
        let back = News::Bounce { is_permanent: false };
        for (sub_type, recipient, news, has_failed) in [
            ("General", &bare, News::Reply, false),
            ("General", &words, back, false),
            ("General", &failed, back, true),
            ("General", &status, back, true),
            ("MailboxFull", &bare, back, false),
            ("MailboxFull", &status, back, true),
            ("MessageTooLarge", &status, back, false),
            ("ContentRejected", &failed, back, false),
            ("AttachmentRejected", &status, back, false),
        ] {
            let event = soft(sub_type, recipient.clone());
            assert_eq!((event.news, event.recipients[0].has_failed), (news, has_failed), "{sub_type} {recipient}");
        }
    }

    #[test]
    fn eml_new_11_an_address_is_kept_as_ses_writes_it_too() {
        let event = soft("MailboxFull", json!({"emailAddress": "The Team <Team@Uni.edu>"}));
        let [team] = event.recipients.as_slice() else { panic!("{:?}", event.recipients) };
        assert_eq!((team.address.as_str(), team.written.as_str()), ("team@uni.edu", "Team@Uni.edu"));
    }

    #[test]
    fn eml_new_11_a_complaint_that_one_of_several_made_is_held_against_nobody() {
        let complaint = |recipients: Value, kind: &str| {
            let mut event = bounce(json!({}));
            event["detail-type"] = json!("Email Complaint Received");
            event["detail"]["complaint"] = json!({"complainedRecipients": recipients, "complaintFeedbackType": kind,
                "timestamp": "2026-06-15T12:00:00Z"});
            read(&event).unwrap().unwrap().concerned().len()
        };
        let (a, b) = (json!({"emailAddress": "a@x.org"}), json!({"emailAddress": "b@x.org"}));
        assert_eq!(complaint(json!([a, a]), "abuse"), 1, "the same twice is one");
        assert_eq!(complaint(json!([a, b]), "abuse"), 0);
        assert_eq!(complaint(json!([a, b]), "not-spam"), 2);
    }

    #[test]
    fn praise_is_a_complaint_by_name_only() {
        let event = |kind: Value| {
            let mut event = bounce(json!({}));
            event["detail-type"] = json!("Email Complaint Received");
            event["detail"]["complaint"] = json!({"complainedRecipients": [{"emailAddress": "a@x.org"}],
                "complaintFeedbackType": kind, "timestamp": "2026-06-15T12:00:00Z"});
            read(&event).unwrap().unwrap()
        };
        assert_eq!(event(json!("abuse")).news, News::Complaint { is_praise: false });
        assert_eq!(event(json!(null)).news, News::Complaint { is_praise: false });
        assert_eq!(event(json!("not-spam")).news, News::Complaint { is_praise: true });
    }
}
