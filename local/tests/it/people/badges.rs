//! Badges, and who holds them (BDG-01, BDG-02).

use crate::support::{Person, TestApp};

async fn award(app: &TestApp, person: &Person, badge: &str, day: &str) -> i32 {
    let award =
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, $3::text::date FROM badge WHERE name = $2 RETURNING id";
    sqlx::query_scalar(award).bind(person.id).bind(badge).bind(day).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn bdg_01_all_badges_are_there_by_name_with_how_often_they_were_awarded() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for n in 1..=30 {
        let badge = format!("INSERT INTO badge (name, title, criteria) VALUES ('z-{n:02}', 'Z {n:02}', 'patience')");
        app.run_all(&badge).await;
    }
    award(&app, &admin, "mentor", "2026-01-01").await;
    let page = app.get("/workshops/badges/").as_user(&admin).await.expect_page();
    assert!(page.says("All Badges") && page.says("mentor Mentor") && page.says("z-30 Z 30 patience 0"), "{}", page.visible());
    let badges: Vec<String> = page.links().into_iter().filter(|link| link.starts_with("/workshops/badge/")).collect();
    assert_eq!(badges.len(), 41);
    assert!(badges.is_sorted(), "{badges:?}");
    assert!(app.statements() <= 2, "{}", app.statements());
}

#[tokio::test]
async fn bdg_02_holders_are_listed_by_day_and_filtered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (harry, ron, ginny) = (
        app.person("Harry Potter").create().await,
        app.person("Ron Weasley").create().await,
        app.person("Ginny Weasley").create().await,
    );
    let event = app.event("2026-01-01-ttt").create().await;
    award(&app, &harry, "mentor", "2026-03-01").await;
    let rons = award(&app, &ron, "mentor", "2026-02-01").await;
    award(&app, &ginny, "trainer", "2026-01-01").await;
    sqlx::query("UPDATE award SET event_id = $2, awarded_by_id = $3 WHERE id = $1")
        .bind(rons)
        .bind(event.id)
        .bind(admin.id)
        .execute(app.pool())
        .await
        .unwrap();
    let path = "/workshops/badge/mentor/";
    let page = app.get(path).as_user(&admin).await.expect_page();
    assert!(page.says("Name mentor Title Mentor Criteria"), "{}", page.visible());
    assert!(page.says("2 awards") && !page.says("Ginny Weasley") && page.says("2026-01-01-ttt Ada Admin"), "{}", page.visible());
    assert!(page.text.find("Ron Weasley") < page.text.find("Harry Potter"));
    assert!(page.links().contains(&format!("/workshops/awards/add/?badge={}", app.id_of("badge", "mentor").await)));
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for (query, shown, hidden) in [
        ("awarded_after=2026-03-01", "Harry Potter", "Ron Weasley"),
        ("awarded_before=2026-02-01", "Ron Weasley", "Harry Potter"),
        (format!("event={}", event.id).as_str(), "Ron Weasley", "Harry Potter"),
    ] {
        let page = app.get(&format!("{path}?{query}")).as_user(&admin).await.expect_page();
        assert!(page.says(shown) && !page.says(hidden), "{query}: {}", page.visible());
        assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    }
    for (order, first, second) in
        [("person__family", "Harry", "Ron"), ("-person__family", "Ron", "Harry"), ("-awarded", "Harry", "Ron")]
    {
        let page = app.get(&format!("{path}?order_by={order}")).as_user(&admin).await.expect_page();
        assert!(page.text.find(first) < page.text.find(second), "{order}");
    }
    let csv = app.get(&format!("{path}?format=csv")).as_user(&admin).await.expect_page();
    assert!(
        csv.text.starts_with("Person,Awarded,Event,Awarded by\r\nRon Weasley,2026-02-01,2026-01-01-ttt,Ada Admin\r\n"),
        "{}",
        csv.text
    );
    assert!(app.get(&format!("{path}?awarded_after=soon")).as_user(&admin).await.expect_page().says("2 awards"));
    app.get("/workshops/badge/nothing/").as_user(&admin).await.expect_status(404);
}

/// GLB-09: an address is shown of who agreed to be contacted.
#[tokio::test]
async fn bdg_02_addresses_are_shown_of_those_who_agreed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    award(&app, &harry, "mentor", "2026-03-01").await;
    let page = async || app.get("/workshops/badge/mentor/").as_user(&admin).await.expect_page();
    assert!(!page().await.says("harry.potter@example.org"));
    app.run(
        "UPDATE consent c SET term_option_id = o.id FROM term t JOIN term_option o ON o.term_id = t.id AND o.option_type = 'agree'
         WHERE t.slug = 'may-contact' AND c.term_id = t.id AND c.archived_at IS NULL",
    )
    .await;
    assert!(page().await.says("Harry Potter harry.potter@example.org"));
}

#[tokio::test]
async fn bdg_02_whoever_may_not_finds_the_buttons_disabled() {
    let app = TestApp::start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    award(&app, &reader, "mentor", "2026-03-01").await;
    let page = app.get("/workshops/badge/mentor/").as_user(&reader).await.expect_page();
    assert!(page.says("Award new") && !page.text.contains("/workshops/awards/add/?badge="));
    assert!(page.says("Delete the award to Rita Reader") && page.text.contains("disabled"));
}

#[tokio::test]
async fn bdg_02_badges_of_former_days_are_not_awarded_any_more() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (badge, is_offered) in
        [("swc-instructor", false), ("dc-instructor", false), ("lc-instructor", false), ("instructor", true)]
    {
        let page = app.get(&format!("/workshops/badge/{badge}/")).as_user(&admin).await.expect_page();
        assert_eq!(page.says("Award new"), is_offered, "{badge}");
    }
}
