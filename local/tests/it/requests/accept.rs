//! Events that come of requests.

use shared::event::{EventInput, ReportsLink};
use shared::workshop_request::{Kind, OnlineInperson, SubmissionInput, accept, prefill, related};

use super::{curriculum, inquiry, request, submission};
use crate::support::TestApp;

/// The names of an event's pre-filled tags, capitals first.
async fn tags(app: &TestApp, input: &EventInput) -> String {
    sqlx::query_scalar("SELECT coalesce(string_agg(name, ' ' ORDER BY name COLLATE \"C\"), '') FROM tag WHERE id = ANY($1)")
        .bind(&input.tags)
        .fetch_one(app.pool())
        .await
        .unwrap()
}

/// DM-ST-12
#[tokio::test]
async fn an_event_starts_from_what_the_request_tells() {
    let app = TestApp::start().await;
    app.run("INSERT INTO tag (name, details) VALUES ('online', 'x'), ('private-event', 'x'), ('Circuits', 'x') ON CONFLICT DO NOTHING").await;
    let lund = app.organization("lu.se", "Lund University").await;
    let membership: i32 = app
        .value(
            "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code)
                VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'lund-1') RETURNING id",
        )
        .await;
    let mut asked = request(&app).await;
    asked.common.institution = Some(lund);
    asked.common.workshop_listed = false;
    asked.member_code = "lund-1".into();
    asked.requested_workshop_types.push(curriculum(&app, "dc-genomics").await);
    let mut change = app.change(None).await;
    let id = asked.create(&mut change).await.unwrap();
    let filled = prefill(&mut change, Kind::Request, id).await.unwrap().unwrap();
    change.commit().await.unwrap();
    let mut curricula = asked.requested_workshop_types.clone();
    curricula.sort_unstable();
    assert_eq!(
        EventInput { tags: Vec::new(), ..filled.clone() },
        EventInput {
            public_status: Some("private".into()),
            contact: "a@example.org;b@example.org".into(),
            start: "2026-09-01".parse().ok(),
            end: "2026-09-02".parse().ok(),
            curricula,
            host: lund,
            membership: Some(membership),
            ..EventInput::default()
        }
    );
    assert_eq!(tags(&app, &filled).await, "DC SWC online private-event");

    // An inquiry has no code, and here nothing but a place.
    let mut vague = inquiry(&app).await;
    vague.preferred_dates = None;
    vague.common.online_inperson = Some(OnlineInperson::Inperson);
    let mut change = app.change(None).await;
    let id = vague.create(&mut change).await.unwrap();
    let filled = prefill(&mut change, Kind::Inquiry, id).await.unwrap().unwrap();
    change.commit().await.unwrap();
    let expected = EventInput {
        public_status: Some("public".into()),
        contact: "a@example.org;b@example.org".into(),
        ..EventInput::default()
    };
    assert_eq!(filled, expected);

    // A submission names its website and days, and is administered by nobody of ours.
    let mut organised = submission(&app).await;
    organised.workshop_url = " https://x.org/ ".into();
    organised.workshop_types.push(curriculum(&app, "mix-match").await);
    let mut change = app.change(None).await;
    let id = organised.create(&mut change).await.unwrap();
    let filled = prefill(&mut change, Kind::Submission, id).await.unwrap().unwrap();
    assert!(prefill(&mut change, Kind::Submission, id + 1).await.unwrap().is_none());
    change.commit().await.unwrap();
    assert_eq!(tags(&app, &filled).await, "Circuits LC online");
    assert_eq!((filled.host, filled.url.as_str(), filled.lessons), (lund, "https://x.org/", None), "the host by its typed name");
    assert_eq!(filled.administrator.to_string(), app.id_of("organization", "self-organized").await);
    assert_eq!((filled.start, filled.end, filled.membership), (organised.start, organised.end, None));
}

/// A pre-filled event with what a person fills in besides.
async fn event(app: &TestApp, slug: &str) -> EventInput {
    let sponsor: i32 = app.id_of("organization", "self-organized").await.parse().unwrap();
    EventInput { slug: slug.into(), host: sponsor, sponsor, administrator: sponsor, ..EventInput::default() }
}

/// DM-ST-11, DM-WREQ-12
#[tokio::test]
async fn accepting_makes_the_event_links_it_and_welcomes_the_host() {
    let app = TestApp::start().await;
    let (admin, grace) = (app.admin().await, app.person("Grace Hopper").create().await);
    let reports = ReportsLink::default();
    for (n, kind) in Kind::ALL.into_iter().enumerate() {
        let mut change = app.change(None).await;
        let id = match kind {
            Kind::Request => request(&app).await.create(&mut change).await.unwrap(),
            Kind::Inquiry => inquiry(&app).await.create(&mut change).await.unwrap(),
            Kind::Submission => submission(&app).await.create(&mut change).await.unwrap(),
        };
        change.commit().await.unwrap();
        let input = event(&app, &format!("2026-09-0{}-lund", n + 1)).await;

        // The event cannot be made: nothing has happened.
        let mut change = app.change(Some(&admin)).await;
        let bad = EventInput { host: -1, ..input.clone() };
        accept(&mut change, kind, id, bad, &reports).await.unwrap_err();
        drop(change);
        let untouched = sqlx::query_scalar::<_, bool>(
            "SELECT state = 'p' AND event_id IS NULL FROM common_request WHERE kind = $1 AND id = $2",
        );
        assert!(untouched.bind(kind.table()).bind(id).fetch_one(app.pool()).await.unwrap());

        let mut change = app.change(Some(&admin)).await;
        let accepted = accept(&mut change, kind, id, input.clone(), &reports).await.unwrap().unwrap();
        let known = related(&mut change, kind, id).await.unwrap().unwrap();
        change.commit().await.unwrap();
        assert_eq!(known.host_person, Some(grace.id));
        let linked = sqlx::query_scalar::<_, Option<i32>>(
            "SELECT event_id FROM common_request WHERE kind = $1 AND id = $2 AND state = 'a'",
        );
        assert_eq!(linked.bind(kind.table()).bind(id).fetch_one(app.pool()).await.unwrap(), Some(accepted.event));
        let host = sqlx::query_scalar::<_, i32>(
            "SELECT t.person_id FROM task t JOIN role r ON r.id = t.role_id WHERE t.id = $1 AND t.event_id = $2 AND r.name = 'host'",
        );
        let host = host.bind(accepted.host_task).bind(accepted.event).fetch_one(app.pool()).await.unwrap();
        assert_eq!(host, grace.id);

        // Once is enough.
        let mut change = app.change(Some(&admin)).await;
        let again = EventInput { slug: format!("2026-10-0{}-lund", n + 1), ..input };
        assert_eq!(accept(&mut change, kind, id, again, &reports).await.unwrap(), None);
        change.commit().await.unwrap();
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 3);
}

/// DM-ST-11, DM-WREQ-12: a host whom nobody knows gets no task.
#[tokio::test]
async fn a_host_is_known_by_exactly_the_same_name_and_address() {
    let app = TestApp::start().await;
    app.person("Grace Hopper").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let good = submission(&app).await;
    let strangers: [fn(&mut SubmissionInput); 4] = [
        |s| s.common.personal = "grace".into(),
        |s| s.common.family.clear(),
        |s| s.common.email = "grace@example.org".into(),
        |s| s.common.institution_other_name = "lund university".into(),
    ];
    for (n, change_it) in strangers.into_iter().enumerate() {
        let mut stranger = good.clone();
        change_it(&mut stranger);
        let mut change = app.change(None).await;
        let id = stranger.create(&mut change).await.unwrap();
        let known = related(&mut change, Kind::Submission, id).await.unwrap().unwrap();
        assert_eq!((known.host_person.is_some(), known.host_organization), (n == 3, (n != 3).then_some(lund)), "{n}");
        if n == 0 {
            let input = event(&app, "2026-09-01-lund").await;
            let accepted = accept(&mut change, Kind::Submission, id, input, &ReportsLink::default()).await.unwrap().unwrap();
            assert_eq!(accepted.host_task, None);
        }
    }
}
