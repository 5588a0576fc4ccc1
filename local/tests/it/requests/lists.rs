//! The lists of requests.

use shared::listing::{Query, Value};
use shared::workshop_request::{INQUIRIES, ListRow, REQUESTS, RequestInput, SUBMISSIONS};

use super::{curriculum, inquiry, request, submission};
use crate::support::TestApp;

async fn create(app: &TestApp, input: &RequestInput) -> i32 {
    let mut change = app.change(None).await;
    let id = input.create(&mut change).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// DM-WREQ-13
#[tokio::test]
async fn unused_codes_are_found_by_the_members_dates() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    // Two agreements cover the day: the request is still found once.
    app.run(
        "WITH m AS (INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
             VALUES ('A', 'gold', '2026-01-01', '2026-09-01', 'financial'), ('B', 'gold', '2026-06-01', '2026-12-31', 'financial') RETURNING id)
         INSERT INTO member (membership_id, organization_id, role_id)
         SELECT m.id, o.id, (SELECT min(id) FROM member_role) FROM m, organization o WHERE o.domain = 'lu.se'",
    )
    .await;
    let mut input = request(&app).await;
    input.common.institution = Some(lund);
    let covered = create(&app, &input).await;
    input.preferred_dates = None;
    let today = create(&app, &input).await;
    input.preferred_dates = "2027-01-01".parse().ok();
    create(&app, &input).await;
    input.preferred_dates = None;
    input.member_code = "code".into();
    create(&app, &input).await;
    input.member_code.clear();
    input.common.institution = None;
    create(&app, &input).await;

    let query = Query { filters: vec![("unused_member_code", Value::Bool(true))], today: app.clock.today(), ..Query::default() };
    let rows = REQUESTS.page::<ListRow>(&mut *app.db().await, &query).await.unwrap();
    assert_eq!(rows.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [covered, today]);
    assert_eq!(rows.total, 2);
}

/// DM-ST-13: lists default to pending ones, oldest first, and filter as they say.
#[tokio::test]
async fn the_three_lists_show_who_asks_for_what() {
    let app = TestApp::start().await;
    let grace = app.person("Grace Hopper").create().await;
    let mut change = app.change(None).await;
    request(&app).await.create(&mut change).await.unwrap();
    inquiry(&app).await.create(&mut change).await.unwrap();
    submission(&app).await.create(&mut change).await.unwrap();
    change.commit().await.unwrap();
    for listing in [&REQUESTS, &INQUIRIES, &SUBMISSIONS] {
        let pending = Query { filters: vec![("state", Value::Texts(vec!["p".into()]))], ..Query::default() };
        let rows = listing.page::<ListRow>(&mut *app.db().await, &pending).await.unwrap().rows;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].person_id, rows[0].institution.as_str()), (Some(grace.id), "Lund University"));
        for filter in [
            ("state", Value::Texts(vec!["a".into()])),
            ("country", Value::Texts(vec!["NO".into()])),
            ("continent", Value::Ints(vec![-1])),
            ("assigned_to", Value::Ints(vec![grace.id])),
        ] {
            let none = Query { filters: vec![filter], ..Query::default() };
            assert!(listing.page::<ListRow>(&mut *app.db().await, &none).await.unwrap().rows.is_empty());
        }
    }
    let (lc, swc) = (curriculum(&app, "lc").await, curriculum(&app, "swc-python").await);
    for (types, found) in [(vec![lc, swc], 1), (vec![swc], 0)] {
        let query = Query { filters: vec![("workshop_types", Value::Ints(types))], ..Query::default() };
        assert_eq!(SUBMISSIONS.page::<ListRow>(&mut *app.db().await, &query).await.unwrap().total, found);
    }
    let formats = Query { filters: vec![("workshop_format", Value::Texts(vec!["short".into()]))], ..Query::default() };
    assert_eq!(SUBMISSIONS.page::<ListRow>(&mut *app.db().await, &formats).await.unwrap().total, 0);
}
