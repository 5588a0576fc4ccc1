//! The SES of this machine tells what becomes of what it took.

use std::time::Duration;

use local::ses::feedback::{Emitter, Fate, event};
use shared::mail::Mail;
use shared::mail_delivery::Status;

use super::{at, recorded, why};
use crate::support::TestApp;

#[tokio::test]
async fn mail_arrives_by_itself_and_other_fates_are_told_on_demand() {
    let app = TestApp::start().await;
    let emitter = Emitter::new(app.amy.mail_feedback.clone());
    app.mails.tell(emitter.clone());
    let mail = Mail { cc: vec!["grace@example.org".into()], ..Mail::plain("ada@example.org", "Hello", "Text") };
    let id = app.amy.site.mailer().send(mail).await.unwrap();
    let arrived = async || {
        let found = at(&app, &id).await;
        found.len() == 2 && found.iter().all(|delivery| delivery.status == Status::Delivery && delivery.times.len() == 2)
    };
    for _ in 0..100 {
        if arrived().await {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(arrived().await, "{:?}", at(&app, &id).await);

    let sent = app.mails.all().pop().unwrap();
    emitter.tell(&sent, Fate::Bounced, Some("grace@example.org")).await.unwrap();
    assert!(why(&app, "grace@example.org").await.is_some() && why(&app, "ada@example.org").await.is_none());
    for fate in Fate::ALL {
        emitter.tell(&sent, fate, None).await.unwrap();
    }
    // Which of the two complained is not said, so neither is noted to have.
    assert!(at(&app, &id).await.iter().all(|delivery| delivery.status == Status::Bounce && delivery.times.len() == 5));
    emitter.tell(&sent, Fate::Complained, Some("ada@example.org")).await.unwrap();
    let found = at(&app, &id).await;
    let ada = found.iter().find(|delivery| delivery.address == "ada@example.org").unwrap();
    assert_eq!((ada.status, ada.times.len()), (Status::Complaint, 6));
}

/// What is made here has the parts of what SES was recorded to send.
#[tokio::test]
async fn the_events_of_this_machine_have_the_shape_of_the_recorded_ones() {
    let app = TestApp::start().await;
    app.amy.site.mailer().send(Mail::plain("ada@example.org", "Hello", "Text").tag("amy_attempt", "1")).await.unwrap();
    let sent = app.mails.all().pop().unwrap();
    let names = ["send", "delivery-delay", "delivery", "bounce", "soft-bounce", "complaint", "reject", "rendering-failure"];
    for (fate, name) in Fate::ALL.into_iter().zip(names) {
        let (made, recorded) = (event(&sent, fate, &sent.to, app.clock.now()), recorded(name));
        for key in ["version", "detail-type", "source"] {
            assert_eq!(made[key], recorded[key], "{name}");
        }
        let part = |event: &serde_json::Value| {
            let detail = event["detail"].as_object().unwrap();
            detail.keys().cloned().collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!((part(&made), &made["detail"]["eventType"]), (part(&recorded), &recorded["detail"]["eventType"]), "{name}");
    }
}
