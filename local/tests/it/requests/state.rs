//! Deciding about requests, and who looks after them.

use shared::decision::Decision;
use shared::workshop_request::{Kind, assign, set_state};

use super::{inquiry, request, submission};
use crate::support::TestApp;

/// DM-ST-10
#[tokio::test]
async fn any_state_follows_any_other_and_history_knows_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut change = app.change(None).await;
    let ids = [
        request(&app).await.create(&mut change).await.unwrap(),
        inquiry(&app).await.create(&mut change).await.unwrap(),
        submission(&app).await.create(&mut change).await.unwrap(),
    ];
    change.commit().await.unwrap();
    let states = "SELECT (SELECT state FROM workshop_request) || (SELECT state FROM workshop_inquiry_request)
                  || (SELECT state FROM self_organised_submission)";
    assert_eq!(app.value::<String>(states).await, "ppp");
    for (from, expected) in
        [(Decision::Accepted, "aaa"), (Decision::Discarded, "ddd"), (Decision::Pending, "ppp"), (Decision::Pending, "ppp")]
    {
        for (kind, id) in Kind::ALL.into_iter().zip(ids) {
            let mut change = app.change(Some(&admin)).await;
            assert!(set_state(&mut change, kind, id, from).await.unwrap());
            assert!(!set_state(&mut change, kind, id + 1, from).await.unwrap());
            change.commit().await.unwrap();
        }
        assert_eq!(app.value::<String>(states).await, expected);
    }
    let by: i64 = app
        .value("SELECT count(*) FROM version v JOIN revision r ON r.id = v.revision_id
                WHERE r.person_id IS NOT NULL AND v.object_type IN ('workshop_request', 'workshop_inquiry_request', 'self_organised_submission')")
        .await;
    assert_eq!(by, 9, "three changes of each, and none for what stayed");
}

/// WRQ-06
#[tokio::test]
async fn only_administrators_are_given_requests() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let mut change = app.change(None).await;
    let id = request(&app).await.create(&mut change).await.unwrap();
    let mut to = async |person| assign(&mut change, Kind::Request, id, person).await.unwrap();
    assert!(to(Some(admin.id)).await);
    assert!(!to(Some(member.id)).await && !to(Some(-1)).await);
    change.commit().await.unwrap();
    assert_eq!(app.value::<Option<i32>>("SELECT assigned_to_id FROM workshop_request").await, Some(admin.id));
    let mut change = app.change(None).await;
    assert!(assign(&mut change, Kind::Request, id, None).await.unwrap());
    change.commit().await.unwrap();
    assert_eq!(app.value::<Option<i32>>("SELECT assigned_to_id FROM workshop_request").await, None);
}
