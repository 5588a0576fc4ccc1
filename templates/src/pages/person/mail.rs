//! A person's addresses, and whether mail goes there (EML-NEW-11).

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::access::Viewer;
use shared::mail_delivery::Suppression;
use shared::record::person_url;

use crate::components::{Button, Colour, Tone, email_link, moment, pill, post_button};

/// An address with a mark where it gets no mail, why, and the button that lets it get mail again.
pub(super) fn address(viewer: &Viewer, person: i32, address: &str, suppressed: Option<&BTreeMap<String, Suppression>>) -> Markup {
    html! {
        (email_link(Some(address)))
        @match suppressed {
            None => { " " span.none { "(whether mail goes there could not be looked up)" } }
            Some(suppressed) => {
                @if let Some(suppression) = suppressed.get(address) { (mark(viewer, person, address, suppression)) }
            }
        }
    }
}

fn mark(viewer: &Viewer, person: i32, address: &str, suppression: &Suppression) -> Markup {
    let lift = format!("{}mail_suppression/lift/", person_url(person));
    let question = format!("Send mail to {address} again? If it bounces again, no more is sent.");
    let seen = suppression.seen();
    let button = Button::submit("Send mail there again").tone(Tone::Caution).small().confirm(&question);
    html! {
        " " (pill(suppression.cause.label(), Colour::Red, None))
        " since " (moment(suppression.at))
        @if let Some(end) = suppression.ends_at { ", until " (moment(end)) }
        ". AMY sends no mail there."
        @if !suppression.told.is_empty() { " The provider says: " q { (suppression.told) } }
        " "
        (post_button(&lift, &[("address", address), ("seen", &seen)], button.allowed(viewer.can("change_person"))))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::mail_delivery::Cause;

    use super::*;

    fn shown(suppressed: Option<&BTreeMap<String, Suppression>>, permission: Option<&str>) -> String {
        let viewer = Viewer {
            id: 1,
            username: "jo".to_owned(),
            personal: "Jo".to_owned(),
            full_name: "Jo Doe".to_owned(),
            email: None,
            is_superuser: false,
            is_admin: true,
            has_airport: true,
            permissions: permission.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
        };
        address(&viewer, 7, "a@x.org", suppressed).into_string()
    }

    #[test]
    fn eml_new_11_the_mark_says_why_and_what_is_not_known_is_said_too() {
        let suppression = Suppression {
            address: "a@x.org".to_owned(),
            written: "a@x.org".to_owned(),
            cause: Cause::SoftBounces,
            at: "2026-06-15T12:00:00Z".parse().unwrap(),
            message_id: "m".to_owned(),
            told: "mailbox <full>".to_owned(),
            ends_at: Some("2026-07-15T12:00:00Z".parse().unwrap()),
        };
        let suppressed = BTreeMap::from([("a@x.org".to_owned(), suppression)]);
        let markup = shown(Some(&suppressed), Some("change_person"));
        for part in [
            Cause::SoftBounces.label(),
            "2026-06-15T12:00:00Z",
            "2026-07-15T12:00:00Z",
            "mailbox &lt;full&gt;",
            r#"action="/workshops/person/7/mail_suppression/lift/""#,
            r#"value="a@x.org""#,
            r#"value="1781524800000""#,
        ] {
            assert!(markup.contains(part), "{part}: {markup}");
        }
        assert!(!markup.contains("disabled") && shown(Some(&suppressed), None).contains("disabled"));
        assert!(!shown(Some(&BTreeMap::new()), None).contains("<form"));
        let unknown = shown(None, None);
        assert!(unknown.contains("mailto:a@x.org") && unknown.contains("could not be looked up"), "{unknown}");
    }
}
