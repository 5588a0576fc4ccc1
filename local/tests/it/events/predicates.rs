//! What is said of events (DM-EVENT-20 … DM-EVENT-31, DM-EVENT-14, D-04).

use shared::event::{Predicate, board, such_events};

use crate::support::{Event, TestApp};

/// The end of each such event's slug, in the predicate's order.
async fn such(app: &TestApp, predicate: Predicate) -> String {
    let ids = such_events(&mut *app.db().await, predicate, app.clock.today()).await.unwrap();
    sqlx::query_scalar(
        "SELECT coalesce(string_agg(substr(e.slug, 12), ' ' ORDER BY x.n), '') FROM unnest($1::int[]) WITH ORDINALITY AS x (id, n)
         JOIN event e ON e.id = x.id",
    )
    .bind(ids)
    .fetch_one(app.pool())
    .await
    .unwrap()
}

/// An event of which everything is known, between two days of June 2026.
async fn whole(app: &TestApp, name: &str, start: &str, end: &str, tags: &[&str]) -> Event {
    let mut event = app.event(&format!("2026-06-01-{name}")).between(&format!("2026-06-{start}"), &format!("2026-06-{end}"));
    for tag in tags {
        event = event.tagged(tag);
    }
    let event = event.in_country("SE").create().await;
    let fill =
        "UPDATE event SET venue = 'V', address = 'A', latitude = 1, longitude = 2, url = 'https://x.org/' || id WHERE id = $1";
    sqlx::query(fill).bind(event.id).execute(app.pool()).await.unwrap();
    event
}

#[tokio::test]
async fn dm_event_20_to_dm_event_29_each_predicate_means_what_it_says() {
    let app = TestApp::start().await;
    // Today is 15 June.
    whole(&app, "past", "01", "14", &[]).await;
    whole(&app, "today", "15", "15", &["TTT"]).await;
    whole(&app, "soon", "16", "17", &[]).await;
    whole(&app, "cancelled", "16", "17", &["cancelled"]).await;
    whole(&app, "stalled", "16", "17", &["stalled", "TTT"]).await;
    whole(&app, "unresponsive", "10", "20", &["unresponsive"]).await;
    whole(&app, "completed", "10", "20", &[]).await;
    whole(&app, "endless", "14", "14", &[]).await;
    whole(&app, "vague", "16", "17", &[]).await;
    whole(&app, "vaguest", "18", "18", &["cancelled"]).await;
    app.run("UPDATE event SET completed = true, metadata_changed = true WHERE slug LIKE '%completed'").await;
    app.run(r#"UPDATE event SET "end" = NULL WHERE slug LIKE '%endless'"#).await;
    app.run("UPDATE event SET url = NULL, latitude = NULL WHERE slug LIKE '%vague%'").await;

    // DM-EVENT-20: newest first, then as they were made.
    let all_but = such(&app, Predicate::NotCancelled).await;
    assert_eq!(all_but, "soon stalled vague today endless unresponsive completed past");
    let all_but = such(&app, Predicate::NotUnresponsive).await;
    assert_eq!(all_but, "vaguest soon cancelled stalled vague today endless completed past");
    // DM-EVENT-21
    assert_eq!(such(&app, Predicate::Active).await, "soon vague today endless past");
    // DM-EVENT-22: one without an end is past as well, one that ends today is not.
    assert_eq!(such(&app, Predicate::Past).await, "endless past");
    // DM-EVENT-23: completed, stalled and unresponsive ones still count.
    assert_eq!(such(&app, Predicate::Published).await, "soon stalled today endless unresponsive completed past");
    // DM-EVENT-24: by slug, each once however much it lacks.
    assert_eq!(such(&app, Predicate::Unpublished).await, "vague");
    // DM-EVENT-25
    assert_eq!(such(&app, Predicate::Upcoming).await, "soon stalled");
    // DM-EVENT-26: by first day; the endless one never.
    assert_eq!(such(&app, Predicate::Ongoing).await, "unresponsive completed today");
    // DM-EVENT-27
    assert_eq!(such(&app, Predicate::Current).await, "today soon");
    // DM-EVENT-28
    assert_eq!(such(&app, Predicate::MetadataChanged).await, "completed");
    // DM-EVENT-29
    assert_eq!(such(&app, Predicate::Ttt).await, "stalled today");
}

/// DM-EVENT-23, DM-EVENT-24: each piece that is missing keeps an event from being published.
#[tokio::test]
async fn visitors_look_for_seven_things() {
    let app = TestApp::start().await;
    whole(&app, "lund", "16", "17", &[]).await;
    assert_eq!(such(&app, Predicate::Published).await, "lund");
    for (lose, regain) in [
        ("UPDATE event SET start = NULL", "UPDATE event SET start = '2026-06-16'"),
        ("UPDATE event SET country = NULL", "UPDATE event SET country = 'SE'"),
        ("UPDATE event SET venue = ''", "UPDATE event SET venue = 'V'"),
        ("UPDATE event SET address = ''", "UPDATE event SET address = 'A'"),
        ("UPDATE event SET latitude = NULL", "UPDATE event SET latitude = 1"),
        ("UPDATE event SET longitude = NULL", "UPDATE event SET longitude = 1"),
        ("UPDATE event SET url = NULL", "UPDATE event SET url = 'https://x.org'"),
    ] {
        app.run(lose).await;
        assert_eq!(
            (such(&app, Predicate::Published).await.as_str(), such(&app, Predicate::Unpublished).await.as_str()),
            ("", "lund"),
            "{lose}"
        );
        app.run(regain).await;
    }
    // An end is not among them.
    app.run(r#"UPDATE event SET "end" = NULL"#).await;
    assert_eq!(such(&app, Predicate::Published).await, "lund");
}

/// DM-EVENT-30, D-04: an online event has no coordinates, so it is never published.
#[tokio::test]
async fn an_online_event_is_never_published() {
    let app = TestApp::start().await;
    let event = whole(&app, "online", "16", "17", &["online"]).await;
    let online = "UPDATE event SET country = 'W3', venue = 'Internet', address = 'Internet', latitude = NULL, longitude = NULL WHERE id = $1";
    sqlx::query(online).bind(event.id).execute(app.pool()).await.unwrap();
    assert_eq!(
        (such(&app, Predicate::Published).await.as_str(), such(&app, Predicate::Unpublished).await.as_str()),
        ("", "online")
    );
}

/// DM-EVENT-31
#[tokio::test]
async fn the_dashboard_shows_current_and_unpublished_events_of_one_assignee() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    whole(&app, "later", "20", "21", &["SWC", "online"]).await;
    whole(&app, "soon", "16", "17", &[]).await;
    let vague = whole(&app, "vague", "16", "17", &[]).await;
    whole(&app, "vaguer", "25", "26", &[]).await;
    whole(&app, "past", "01", "02", &[]).await;
    app.run("UPDATE event SET url = NULL WHERE slug LIKE '%vague%'").await;
    for role in ["instructor", "helper"] {
        app.task(&admin, role, &vague).await;
    }
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person WHERE family = 'Admin')").await;
    whole(&app, "nobodys", "18", "18", &[]).await;
    let seen = board(&mut *app.db().await, Some(admin.id), app.clock.today()).await.unwrap();
    let current: Vec<_> = seen.current.iter().map(|event| (event.slug.as_str(), event.tags.clone())).collect();
    assert_eq!(current, [("2026-06-01-soon", vec![]), ("2026-06-01-later", vec!["SWC".to_owned()])]);
    let unpublished: Vec<_> = seen.unpublished.iter().map(|event| (event.slug.as_str(), event.instructors)).collect();
    assert_eq!(unpublished, [("2026-06-01-vaguer", 0), ("2026-06-01-vague", 1)]);
    let nobodys = board(&mut *app.db().await, None, app.clock.today()).await.unwrap();
    assert_eq!(nobodys.current.iter().map(|event| event.slug.as_str()).collect::<Vec<_>>(), ["2026-06-01-nobodys"]);
}
