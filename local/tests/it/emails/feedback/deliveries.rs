//! What becomes of a message at each recipient (EML-NEW-10).

use mail_feedback::{MailFeedback, Outcome};
use serde_json::json;
use shared::mail_delivery::Status;

use super::{ADA, MESSAGE, at, of_message, recorded, tell, time};
use crate::support::TestApp;

/// Every kind of event, with the status that it leads to and how many addresses it suppresses.
const KINDS: [(&str, Status, usize); 8] = [
    ("send", Status::Send, 0),
    ("delivery-delay", Status::Delay, 0),
    ("delivery", Status::Delivery, 0),
    ("reject", Status::Reject, 0),
    ("rendering-failure", Status::Reject, 0),
    ("soft-bounce", Status::Bounce, 0),
    ("bounce", Status::Bounce, 1),
    ("complaint", Status::Complaint, 1),
];

#[tokio::test]
async fn eml_new_10_each_kind_of_event_is_noted_with_its_time_and_what_the_server_said() {
    let app = TestApp::start().await;
    for (kind, status, suppressed) in KINDS {
        let noted = tell(&app, &of_message(recorded(kind), kind)).await;
        assert_eq!(noted.suppressed, suppressed, "{kind}");
        let found = at(&app, kind).await;
        assert_eq!(found.len(), noted.recipients, "{kind}");
        let ada = found.iter().find(|delivery| delivery.address == ADA).unwrap();
        assert_eq!((ada.status, ada.times.len(), ada.times[0].0), (status, 1, status), "{kind}");
    }
    assert_eq!(at(&app, "bounce").await[0].told, "Permanent, General: smtp; 550 5.1.1 user unknown");
    assert_eq!(at(&app, "bounce").await[0].times, [(Status::Bounce, time("2026-06-15T11:58:02.669Z"))]);
    assert_eq!(
        at(&app, "delivery-delay").await[0].told,
        "TransientCommunicationFailure: smtp; 421 4.4.1 Unable to connect to remote host"
    );
    assert_eq!(at(&app, "delivery").await[0].told, "250 2.6.0 Message received");
    assert_eq!(at(&app, "reject").await[0].told, "Bad content");
    assert_eq!(at(&app, "complaint").await[0].told, "abuse");
    assert!(at(&app, "another").await.is_empty());
}

/// However they come, and however often, the strongest stays, and every time is known.
#[tokio::test]
async fn eml_new_10_events_come_twice_and_in_no_order() {
    let app = TestApp::start().await;
    let orders = [
        ["send", "delivery-delay", "delivery", "complaint"],
        ["complaint", "delivery", "delivery-delay", "send"],
        ["delivery", "complaint", "send", "delivery-delay"],
    ];
    let mut ends = Vec::new();
    for (n, order) in orders.into_iter().enumerate() {
        let message = n.to_string();
        for kind in order.into_iter().chain(order) {
            tell(&app, &of_message(recorded(kind), &message)).await;
        }
        let found = at(&app, &message).await;
        ends.push(found.into_iter().find(|delivery| delivery.address == ADA).unwrap());
    }
    assert_eq!(ends[0].status, Status::Complaint);
    assert_eq!(ends[0].times.len(), 4);
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
    // A late "delivered" does not hide that it came back.
    for kind in ["bounce", "delivery"] {
        tell(&app, &of_message(recorded(kind), "back")).await;
    }
    assert_eq!(at(&app, "back").await[0].status, Status::Bounce);
}

#[tokio::test]
async fn eml_new_10_an_absence_note_does_not_make_a_bounce_of_what_was_delivered() {
    let app = TestApp::start().await;
    let mut note = recorded("soft-bounce");
    note["detail"]["bounce"]["bounceSubType"] = json!("General");
    note["detail"]["bounce"]["bouncedRecipients"] = json!([{"emailAddress": ADA}]);
    for event in [&note, &recorded("delivery"), &note] {
        tell(&app, event).await;
    }
    let found = at(&app, MESSAGE).await;
    let ada = found.iter().find(|delivery| delivery.address == ADA).unwrap();
    assert_eq!((ada.status, ada.times.len()), (Status::Delivery, 1));
}

#[tokio::test]
async fn eml_ent_20_each_recipient_has_a_status_of_their_own_however_the_address_is_written() {
    let app = TestApp::start().await;
    assert_eq!(tell(&app, &recorded("send")).await.recipients, 2);
    tell(&app, &recorded("delivery")).await;
    let mut bounce = recorded("bounce");
    bounce["detail"]["bounce"]["bouncedRecipients"] =
        json!([{"emailAddress": "Grace Hopper <GRACE@Example.org>"}, {"emailAddress": "grace@example.org"}]);
    assert_eq!(tell(&app, &bounce).await.recipients, 1);
    let found = at(&app, MESSAGE).await;
    let told: Vec<(&str, Status)> = found.iter().map(|delivery| (delivery.address.as_str(), delivery.status)).collect();
    assert_eq!(told, [(ADA, Status::Delivery), ("grace@example.org", Status::Bounce)]);
}

#[tokio::test]
async fn what_is_not_ours_is_counted_and_not_noted() {
    let app = TestApp::start().await;
    let configured = |set: &str| MailFeedback { configuration_set: Some(set.to_owned()), ..app.amy.mail_feedback.clone() };
    let others = configured("amy-production").handle(&recorded("bounce")).await.unwrap();
    assert_eq!(others, Outcome::NotOurs);
    let mut without = recorded("bounce");
    without["detail"]["mail"]["tags"] = json!({});
    assert_eq!(configured("amy-testing").handle(&without).await.unwrap(), Outcome::NotOurs);
    let mut opened = recorded("send");
    opened["detail-type"] = json!("Email Opened");
    for no_news in [opened, json!({"source": "amy", "detail-type": "event changed"}), json!({})] {
        assert_eq!(app.amy.mail_feedback.handle(&no_news).await.unwrap(), Outcome::NoNews);
    }
    assert!(at(&app, MESSAGE).await.is_empty());
    assert!(super::why(&app, ADA).await.is_none());
    assert!(matches!(configured("amy-testing").handle(&recorded("bounce")).await.unwrap(), Outcome::Noted(_)));
    // What cannot be read fails, so that it ends in the queue.
    let mut broken = recorded("bounce");
    broken["detail"]["bounce"]["timestamp"] = json!("yesterday");
    assert!(app.amy.mail_feedback.handle(&broken).await.is_err());
}
