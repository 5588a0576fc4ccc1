//! Addresses that get no mail any more (EML-NEW-11).

use chrono::Duration;
use serde_json::json;
use shared::mail_delivery::{Cause, heed, lift, read, suppressed, suppressions};

use super::{ADA, MESSAGE, at, of_message, recorded, soft_bounce, tell, time, why};
use crate::support::TestApp;

#[tokio::test]
async fn eml_new_11_hard_bounces_and_complaints_suppress_until_somebody_lifts_it() {
    let app = TestApp::start().await;
    tell(&app, &recorded("bounce")).await;
    let bounced = why(&app, ADA).await.unwrap();
    assert_eq!((bounced.cause, bounced.message_id.as_str(), bounced.ends_at), (Cause::Bounce, MESSAGE, None));
    assert_eq!(bounced.at, time("2026-06-15T11:58:02.669Z"));
    assert_eq!(bounced.told, "Permanent, General: smtp; 550 5.1.1 user unknown");
    assert_eq!(tell(&app, &recorded("bounce")).await.suppressed, 0, "told twice");
    app.clock.advance(Duration::days(1000));
    assert!(why(&app, "ADA@Example.org").await.is_some(), "it is not over by itself, and case does not matter");

    // A complaint is the better reason, whichever comes first.
    tell(&app, &recorded("complaint")).await;
    tell(&app, &recorded("bounce")).await;
    assert_eq!(why(&app, ADA).await.unwrap().cause, Cause::Complaint);
    let (store, since) = (app.amy.site.deliveries(), why(&app, ADA).await.unwrap().at);
    assert!(!lift(store, ADA, bounced.at, 1, app.clock.now()).await.unwrap(), "more has come back since");
    assert!(lift(store, "Ada@example.org", since, 1, app.clock.now()).await.unwrap());
    assert!(!lift(store, ADA, since, 1, app.clock.now()).await.unwrap(), "it is lifted already");
    assert!(why(&app, ADA).await.is_none());
    for kind in ["complaint", "bounce"] {
        assert_eq!(tell(&app, &recorded(kind)).await.suppressed, 0, "{kind}: what was before the lifting is forgiven");
    }
    assert!(why(&app, ADA).await.is_none());

    // What happens afterwards counts again.
    let mut again = of_message(recorded("bounce"), "later");
    again["detail"]["bounce"]["timestamp"] = json!(app.clock.now() + Duration::minutes(1));
    assert_eq!(tell(&app, &again).await.suppressed, 1);
    assert_eq!(why(&app, ADA).await.unwrap().message_id, "later");
}

/// SES names everybody there who may have complained.
#[tokio::test]
async fn eml_new_11_a_complaint_of_one_of_several_suppresses_nobody() {
    let app = TestApp::start().await;
    let mut complaint = recorded("complaint");
    complaint["detail"]["complaint"]["complainedRecipients"] =
        json!([{"emailAddress": ADA}, {"emailAddress": "grace@example.org"}]);
    assert_eq!(tell(&app, &complaint).await.suppressed, 0);
    assert!(why(&app, ADA).await.is_none() && why(&app, "grace@example.org").await.is_none());
    assert!(at(&app, MESSAGE).await.is_empty(), "and none of them is said to have complained");
}

#[tokio::test]
async fn eml_new_11_answers_of_machines_and_refusals_of_a_message_are_no_soft_bounces() {
    let app = TestApp::start().await;
    let bare = json!([{"emailAddress": ADA}]);
    let full = recorded("soft-bounce")["detail"]["bounce"]["bouncedRecipients"].clone();
    for (n, (sub_type, recipients)) in [
        ("General", &bare),
        ("General", &bare),
        ("General", &bare),
        ("MailboxFull", &bare),
        ("MessageTooLarge", &full),
        ("ContentRejected", &full),
        ("AttachmentRejected", &full),
        ("MailboxFull", &full),
        ("MailboxFull", &full),
    ]
    .into_iter()
    .enumerate()
    {
        let mut event = soft_bounce(&format!("m-{n}"), "2026-06-15T11:00:00Z");
        event["detail"]["bounce"]["bounceSubType"] = json!(sub_type);
        event["detail"]["bounce"]["bouncedRecipients"] = recipients.clone();
        assert_eq!(tell(&app, &event).await.suppressed, 0, "{n} {sub_type}");
    }
    assert_eq!(tell(&app, &soft_bounce("last", "2026-06-15T11:00:00Z")).await.suppressed, 1, "the third that counts");
}

#[tokio::test]
async fn what_says_nothing_about_the_address_suppresses_nobody() {
    let app = TestApp::start().await;
    for kind in ["send", "delivery", "delivery-delay", "reject", "rendering-failure", "soft-bounce"] {
        assert_eq!(tell(&app, &recorded(kind)).await.suppressed, 0, "{kind}");
    }
    let mut praise = recorded("complaint");
    praise["detail"]["complaint"]["complaintFeedbackType"] = json!("not-spam");
    assert_eq!(tell(&app, &praise).await.suppressed, 0);
    assert!(why(&app, ADA).await.is_none());
}

#[tokio::test]
async fn eml_new_11_three_soft_bounces_within_two_weeks_suppress_for_a_month() {
    let app = TestApp::start().await;
    let first = soft_bounce("m-1", "2026-06-01T12:00:00Z");
    for event in [&first, &first, &first, &soft_bounce("m-2", "2026-06-05T12:00:00Z")] {
        assert_eq!(tell(&app, event).await.suppressed, 0, "the same bounce counts once");
    }
    // Fifteen days after the first: of the last two weeks there are only two.
    assert_eq!(tell(&app, &soft_bounce("m-4", "2026-06-16T12:00:00Z")).await.suppressed, 0);
    // One between them comes late.
    assert_eq!(tell(&app, &soft_bounce("m-3", "2026-06-10T12:00:00Z")).await.suppressed, 1);
    let found = why(&app, ADA).await.unwrap();
    assert_eq!((found.cause, found.at), (Cause::SoftBounces, time("2026-06-16T12:00:00Z")));
    assert_eq!(found.ends_at, Some(time("2026-07-16T12:00:00Z")));
    app.clock.advance(Duration::days(30));
    assert!(why(&app, ADA).await.is_some(), "until the end of the thirtieth day");
    app.clock.advance(Duration::days(1));
    assert!(why(&app, ADA).await.is_none());
}

#[tokio::test]
async fn soft_bounces_before_a_lifting_are_forgiven() {
    let app = TestApp::start().await;
    for (message, at) in [("m-1", "2026-06-13T12:00:00Z"), ("m-2", "2026-06-14T12:00:00Z"), ("m-3", "2026-06-15T11:00:00Z")] {
        tell(&app, &soft_bounce(message, at)).await;
    }
    let since = why(&app, ADA).await.unwrap().at;
    assert!(lift(app.amy.site.deliveries(), ADA, since, 1, app.clock.now()).await.unwrap());
    for (message, at, suppressed) in [
        ("m-3", "2026-06-15T11:00:00Z", 0),
        ("m-4", "2026-06-15T13:00:00Z", 0),
        ("m-5", "2026-06-15T14:00:00Z", 0),
        ("m-6", "2026-06-15T15:00:00Z", 1),
    ] {
        assert_eq!(tell(&app, &soft_bounce(message, at)).await.suppressed, suppressed, "{message}");
    }
}

/// DynamoDB refuses keys that are empty or far too long.
#[tokio::test]
async fn eml_new_11_what_can_be_no_address_is_neither_suppressed_nor_a_place_in_the_list() {
    let app = TestApp::start().await;
    tell(&app, &recorded("bounce")).await;
    let store = app.amy.site.deliveries();
    for odd in [String::new(), " <> ".to_owned(), format!("{}@example.org", "a".repeat(3000))] {
        let asked = [odd.clone(), ADA.to_owned()];
        assert!(suppressed(store, &asked, app.clock.now()).await.unwrap().keys().eq([ADA]), "{odd}");
        assert_eq!(suppressions(store, Some(&odd), 10, app.clock.now()).await.unwrap().len(), 1, "{odd}");
        assert!(!lift(store, &odd, app.clock.now(), 1, app.clock.now()).await.unwrap(), "{odd}");
    }
}

/// As many as a run of the worker may ask for, and as many as there are to list.
#[tokio::test]
async fn many_addresses_are_asked_for_at_once_and_listed_in_order() {
    let app = TestApp::start().await;
    let store = app.amy.site.deliveries();
    let all: Vec<String> = (0..230).map(|n| format!("Person{n:03}@example.org")).collect();
    for address in all.iter().step_by(2) {
        let mut event = read(&recorded("bounce")).unwrap().unwrap();
        event.recipients[0].address = shared::mail_delivery::normal(address);
        assert_eq!(heed(store, &event).await.unwrap(), 1);
    }
    let twice = [&all[..], &all[..]].concat();
    let found = suppressed(store, &twice, app.clock.now()).await.unwrap();
    assert!(found.keys().eq(all.iter().step_by(2)), "by the addresses as they were given");
    assert!(suppressed(store, &[], app.clock.now()).await.unwrap().is_empty());

    assert!(lift(store, &all[2], found[&all[2]].at, 1, app.clock.now()).await.unwrap());
    let listed = async |after: Option<&str>, most| {
        let list = suppressions(store, after, most, app.clock.now()).await.unwrap();
        list.into_iter().map(|suppression| suppression.address).collect::<Vec<_>>()
    };
    assert_eq!(listed(None, 3).await, ["person000@example.org", "person004@example.org", "person006@example.org"]);
    assert_eq!(listed(Some("person006@example.org"), 1).await, ["person008@example.org"]);
    assert_eq!(listed(None, 1000).await.len(), 114);
}
