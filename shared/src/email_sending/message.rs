//! The message that an email becomes (EML-NEW-07).

use crate::email_address::sendable;
use crate::email_render::Rendered;
use crate::mail::{Body, Call, Mail};
use crate::scheduled_email::{Claimed, addresses};

/// Says in every message which email it is; SES's events carry the tag of nearly the same name.
pub(super) const ID_HEADER: &str = "X-AMY-Email-Id";

/// The message of an email whose templates are filled in.
pub(super) fn filled_in(email: &Claimed, to: Vec<String>, rendered: Rendered) -> Mail {
    let mut mail = envelope(email);
    mail.to = to;
    mail.subject = rendered.subject;
    mail.body = Body { text: rendered.text, html: Some(rendered.html) };
    // Nobody asked for these, so mail programs may offer to ask for no more; a receipt was asked for. A header is in ASCII.
    let asked = mail.reply_to.iter().chain(&mail.from).find_map(|address| sendable(address));
    if let Some(asked) = asked {
        mail.headers.push(("List-Unsubscribe", format!("<mailto:{asked}?subject=unsubscribe>")));
    }
    mail
}

/// The message of direct mail.
pub(super) fn direct(email: &Claimed) -> Mail {
    let mut mail = envelope(email);
    mail.to.clone_from(&email.to_header);
    mail.subject.clone_from(&email.subject);
    mail.body = Body { text: email.body.clone(), html: email.html.clone() };
    mail
}

/// What is on every message.
fn envelope(email: &Claimed) -> Mail {
    let mail = Mail {
        from: Some(email.from_header.clone()).filter(|address| !address.is_empty()),
        cc: email.cc_header.clone(),
        bcc: email.bcc_header.clone(),
        reply_to: addresses(&email.reply_to_header),
        headers: vec![(ID_HEADER, email.id.to_string())],
        ..Mail::default()
    };
    mail.tag("amy_email_id", email.id.to_string())
        .tag("amy_attempt", Call { round: Some(email.round), attempt: email.attempt }.to_string())
        .tag("amy_action", email.signal.clone().unwrap_or_else(|| "direct".to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn email() -> Claimed {
        Claimed {
            id: Uuid::from_u128(7),
            attempt: 2,
            round: 0,
            cleared: vec![],
            signal: Some("persons_merged".into()),
            target_type: None,
            target_id: None,
            is_revived: false,
            is_direct: false,
            to_header: vec!["then@x.org".into()],
            recipients: json!([]),
            context: json!({}),
            from_header: "team@x.org".into(),
            reply_to_header: String::new(),
            cc_header: vec!["c@x.org".into()],
            bcc_header: vec![],
            subject: "S {{ x }}".into(),
            body: "B".into(),
            html: None,
        }
    }

    #[test]
    fn eml_new_07_a_message_says_which_email_it_is_and_where_to_ask_for_no_more() {
        let rendered = Rendered { subject: "S".into(), html: "<p>B</p>".into(), text: "B".into() };
        let mail = filled_in(&email(), vec!["now@x.org".into()], rendered);
        assert_eq!(
            (mail.to, mail.cc, mail.from.as_deref()),
            (vec!["now@x.org".into()], vec!["c@x.org".into()], Some("team@x.org"))
        );
        assert!(mail.reply_to.is_empty(), "replies go to the sender");
        assert_eq!(
            mail.headers,
            [
                (ID_HEADER, "00000000-0000-0000-0000-000000000007".to_owned()),
                ("List-Unsubscribe", "<mailto:team@x.org?subject=unsubscribe>".to_owned())
            ]
        );
        let tags: Vec<(&str, &str)> = mail.tags.iter().map(|tag| (tag.name, tag.value.as_str())).collect();
        assert_eq!(
            tags,
            [("amy_email_id", "00000000-0000-0000-0000-000000000007"), ("amy_attempt", "0-2"), ("amy_action", "persons_merged")]
        );
    }

    #[test]
    fn direct_mail_is_sent_as_it_is_stored() {
        let email = Claimed {
            is_direct: true,
            signal: None,
            from_header: String::new(),
            reply_to_header: "r@x.org".into(),
            html: Some("<p>{{ x }}</p>".into()),
            ..email()
        };
        let mail = direct(&email);
        assert_eq!((mail.to, mail.subject.as_str(), mail.from), (vec!["then@x.org".to_owned()], "S {{ x }}", None));
        assert_eq!((mail.body.html.as_deref(), mail.reply_to), (Some("<p>{{ x }}</p>"), vec!["r@x.org".to_owned()]));
        assert_eq!(mail.headers.len(), 1, "nobody unsubscribes from a receipt");
    }
}
