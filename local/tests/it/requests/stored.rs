//! What is kept of a request.

use shared::decision::Decision;
use shared::workshop_request::{Edited, InquiryInput, Own, RequestInput, SubmissionInput};

use super::{inquiry, public, request, submission, wrong};
use crate::support::TestApp;

/// DM-ST-10, DM-ST-13
#[tokio::test]
async fn requests_come_in_pending_and_staff_may_change_everything() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = app.event("2026-09-01-lund").create().await;
    let mut answers = request(&app).await;
    let mut change = app.change(None).await;
    let id = answers.create(&mut change).await.unwrap();
    change.commit().await.unwrap();
    answers.common.email = "grace.hopper@example.org".into();

    let stored = RequestInput::stored(&mut *app.db().await, id, false).await.unwrap().unwrap();
    assert_eq!(stored.input, Edited { state: Decision::Pending, event: None, answers: answers.clone() });
    let created: String =
        app.value("SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM workshop_request").await;
    assert_eq!(created, "2026-06-15 12:00");

    answers.user_notes = "First floor".into();
    answers.common.workshop_listed = false;
    let edited = Edited { state: Decision::Accepted, event: Some(event.id), answers };
    let mut change = app.change(Some(&admin)).await;
    let held = RequestInput::stored(&mut change, id, true).await.unwrap().unwrap();
    assert_eq!(held.version, stored.version);
    edited.update(&mut change, id).await.unwrap();
    change.commit().await.unwrap();
    let again = RequestInput::stored(&mut *app.db().await, id, false).await.unwrap().unwrap();
    assert_eq!(again.input, edited);
    assert!(again.version > stored.version, "history knows of it");

    // One request of each kind for an event.
    let other = Own { id: None, is_public: false, ..public(&app) };
    assert_eq!(wrong(&app, &edited, &other).await, ["event"]);
    assert!(wrong(&app, &edited, &Own { id: Some(id), ..other }).await.is_empty());
    let inquiry = Edited { state: Decision::Pending, event: Some(event.id), answers: inquiry(&app).await };
    assert!(wrong(&app, &inquiry, &other).await.is_empty());
    assert!(RequestInput::stored(&mut *app.db().await, id + 1, false).await.unwrap().is_none());
}

/// DM-ST-10, DM-ST-13
#[tokio::test]
async fn inquiries_and_submissions_are_kept_whole() {
    let app = TestApp::start().await;
    let all = async |query| app.value::<Vec<i32>>(query).await;
    let mut asked = InquiryInput {
        routine_data: all("SELECT array_agg(id ORDER BY id) FROM data_variant WHERE NOT unknown").await,
        domains: all("SELECT array_agg(id ORDER BY id) FROM knowledge_domain").await,
        academic_levels: all("SELECT array_agg(id ORDER BY id) FROM academic_level").await,
        computing_levels: all("SELECT array_agg(id ORDER BY id) FROM computing_experience_level").await,
        carpentries_info_source: all("SELECT array_agg(id ORDER BY id) FROM info_source").await,
        routine_data_other: "maps".into(),
        domains_other: "law".into(),
        ..inquiry(&app).await
    };
    let mut organised = submission(&app).await;
    let mut change = app.change(None).await;
    let (inquiry, submission) = (asked.create(&mut change).await.unwrap(), organised.create(&mut change).await.unwrap());
    change.commit().await.unwrap();
    for common in [&mut asked.common, &mut organised.common] {
        common.email = common.email.to_lowercase();
    }
    let stored = InquiryInput::stored(&mut *app.db().await, inquiry, false).await.unwrap().unwrap().input;
    assert_eq!(stored, Edited { state: Decision::Pending, event: None, answers: asked });
    let stored = SubmissionInput::stored(&mut *app.db().await, submission, false).await.unwrap().unwrap().input;
    assert_eq!(stored, Edited { state: Decision::Pending, event: None, answers: organised });

    let mut fewer = InquiryInput::stored(&mut *app.db().await, inquiry, false).await.unwrap().unwrap().input;
    fewer.answers.domains.truncate(1);
    fewer.answers.routine_data.clear();
    let mut change = app.change(None).await;
    fewer.update(&mut change, inquiry).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(InquiryInput::stored(&mut *app.db().await, inquiry, false).await.unwrap().unwrap().input, fewer);
    let stored = SubmissionInput::stored(&mut *app.db().await, submission, true).await.unwrap().unwrap().input;
    let mut change = app.change(None).await;
    Edited { state: Decision::Discarded, ..stored }.update(&mut change, submission).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(app.value::<String>("SELECT state::text FROM self_organised_submission").await, "d");
}

/// What the form sends is what the rules see, and what the rules see is what the form shows.
#[tokio::test]
async fn a_request_goes_into_json_and_comes_back_the_same() {
    let app = TestApp::start().await;
    let answers = request(&app).await;
    let edited = Edited { state: Decision::Accepted, event: Some(1), answers };
    let json = serde_json::to_value(&edited).unwrap();
    for (name, value) in [
        ("state", serde_json::json!("a")),
        ("event", serde_json::json!(1)),
        ("institution_other_URL", serde_json::json!("https://lu.se")),
        ("workshop_listed", serde_json::json!("True")),
        ("online_inperson", serde_json::json!("online")),
        ("administrative_fee", serde_json::json!("nonprofit")),
        ("preferred_dates", serde_json::json!("2026-09-01")),
    ] {
        assert_eq!(json[name], value, "{name}");
    }
    assert_eq!(serde_json::from_value::<Edited<RequestInput>>(json).unwrap(), edited);
}
