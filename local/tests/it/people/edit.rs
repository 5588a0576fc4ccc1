//! Changed persons (PER-11).

use super::{fields, told, url};
use crate::support::TestApp;

#[tokio::test]
async fn dm_person_12_another_airport_empties_the_overrides_that_were_left_alone() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = app.person("Harry Potter").create().await.id;
    let user = ("username", "potter_harry");
    let at = |airport, country, zone| [user, ("airport_iata", airport), ("country", country), ("timezone", zone)];
    let place = "SELECT concat_ws('|', airport_iata, airport_country, country, timezone) FROM person WHERE id = $1";
    for (sent, expected) in [
        (at("EDI", "DE", "UTC"), "EDI|GB|DE|UTC"),
        (at("EDI", "DE", "Europe/Berlin"), "EDI|GB|DE|Europe/Berlin"),
        (at("KRK", "FR", "Europe/Berlin"), "KRK|PL|FR|"),
        (at("LHR", "FR", ""), "LHR|GB||"),
    ] {
        app.post(&url(id, "edit/"), &fields(&sent)).as_user(&admin).await.expect_redirect();
        assert_eq!(told(&app, place, id).await.as_deref(), Some(expected), "{sent:?}");
    }
}

/// New passwords are sent to it.
#[tokio::test]
async fn per_11_only_superusers_move_the_address_of_a_superuser() {
    let app = TestApp::start().await;
    let (admin, root) = (app.admin().await, app.person("Root Rootson").superuser().create().await);
    let address = "SELECT email FROM person WHERE id = $1";
    let kept = fields(&[("username", "rootson_root"), ("email", "root.rootson@example.org")]);
    let moved = fields(&[("username", "rootson_root"), ("email", "mine@example.com")]);
    app.post(&url(root.id, "edit/"), &moved).as_user(&admin).await.expect_status(403);
    app.post(&url(root.id, "edit/"), &kept).as_user(&admin).await.expect_redirect();
    assert_eq!(told(&app, address, root.id).await.as_deref(), Some("root.rootson@example.org"));
    app.post(&url(root.id, "edit/"), &moved).as_user(&root).await.expect_redirect();
    assert_eq!(told(&app, address, root.id).await.as_deref(), Some("mine@example.com"));
}

#[tokio::test]
async fn the_form_comes_back_as_it_was_saved_and_sets_are_replaced() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = app.person("Harry Potter").create().await.id;
    let whole = |lessons: [&'static str; 2]| {
        [
            ("username", "hp"),
            ("lessons", lessons[0]),
            ("lessons", lessons[1]),
            ("gender", "O"),
            ("gender_other", "wizard"),
            ("user_notes", "a\r\nb"),
        ]
    };
    app.post(&url(id, "edit/"), &fields(&whole(["1", "2"]))).as_user(&admin).await.expect_redirect();
    app.post(&url(id, "edit/"), &fields(&whole(["2", "3"]))).as_user(&admin).await.expect_redirect();
    let lessons = "SELECT string_agg(lesson_id::text, ',' ORDER BY lesson_id) FROM qualification WHERE person_id = $1";
    assert_eq!(told(&app, lessons, id).await.as_deref(), Some("2,3"));
    let page = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page();
    assert!(page.text.contains("value=\"hp\"") && page.text.contains("value=\"wizard\""));
    assert!(page.text.contains("\na\nb</textarea>"));
}

#[tokio::test]
async fn what_is_one_persons_cannot_be_anothers() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (one, other) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let taken = [
        ("username", "potter_harry"),
        ("email", "r@w.org"),
        ("github", "g"),
        ("twitter", "t"),
        ("bluesky", "b.social.com"),
        ("mastodon", "m@s.org"),
    ];
    app.post(&url(one.id, "edit/"), &fields(&taken)).as_user(&admin).await.expect_redirect();
    // Their own names are no hindrance to themselves.
    app.post(&url(one.id, "edit/"), &fields(&taken)).as_user(&admin).await.expect_redirect();
    let page = app.post(&url(other.id, "edit/"), &fields(&taken)).as_user(&admin).await.expect_status(422);
    for (field, _) in taken {
        assert!(page.text.contains(&format!("href=\"#id_{field}\"")), "{field}");
    }
}

#[tokio::test]
async fn the_later_of_two_is_told_and_may_then_save() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let other = app.person("Olga Other").administrator().create().await;
    let id = app.person("Harry Potter").create().await.id;
    let user = ("username", "potter_harry");
    app.post(&url(id, "edit/"), &fields(&[user])).as_user(&admin).await.expect_redirect();
    let opened = version(&app, id).await;
    app.post(&url(id, "edit/"), &fields(&[user, ("middle", "James"), ("_version", &opened)]))
        .as_user(&other)
        .await
        .expect_redirect();

    let mine = [user, ("middle", "Mine"), ("_version", opened.as_str())];
    let page = app.post(&url(id, "edit/"), &fields(&mine)).as_user(&admin).await.expect_status(409);
    assert!(page.says("Olga Other") && page.says("Middle name James Mine"), "{}", page.visible());
    let newest = version(&app, id).await;
    app.post(&url(id, "edit/"), &fields(&[user, ("middle", "Mine"), ("_version", &newest)]))
        .as_user(&admin)
        .await
        .expect_redirect();
    assert_eq!(told(&app, "SELECT middle FROM person WHERE id = $1", id).await.as_deref(), Some("Mine"));
}

async fn version(app: &TestApp, id: i32) -> String {
    told(app, "SELECT max(id)::text FROM version WHERE object_type = 'person' AND object_id = $1::text", id).await.unwrap()
}

#[tokio::test]
async fn without_an_airport_nothing_can_be_added() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (nowhere, somewhere) = (app.person("Ned Nowhere").create().await, app.person("Sam Somewhere").near("EDI").create().await);
    let page = app.get(&url(nowhere.id, "edit/")).as_user(&admin).await.expect_page();
    assert!(page.says("has no airport") && page.says("Fill in the airport first") && !page.text.contains("id=\"task-form\""));
    let page = app.get(&url(somewhere.id, "edit/")).as_user(&admin).await.expect_page();
    assert!(!page.says("has no airport") && page.text.contains("id=\"task-form\""));
}

/// DM-ST-30: with a script the form asks; without, the page says it.
#[tokio::test]
async fn per_11_who_failed_something_is_given_tasks_and_awards_only_knowingly() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let page = app.get(&url(harry.id, "edit/")).as_user(&admin).await.expect_page();
    assert!(!page.says("failed a part of their training") && !page.text.contains("award-confirmed"));
    sqlx::query("INSERT INTO training_progress (trainee_id, requirement_id, state, notes) SELECT $1, id, 'f', 'x' FROM training_requirement WHERE name = 'Demo'")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&url(harry.id, "edit/")).as_user(&admin).await.expect_page();
    assert!(page.text_of("tasks").contains("Failed This person failed a part of their training."), "{}", page.visible());
    assert!(page.text_of("awards").contains("Award it all the same") && page.text.contains("data-confirm=\"This person failed"));
}
