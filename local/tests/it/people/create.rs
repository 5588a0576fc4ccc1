//! New persons (PER-02).

use super::{fields, told};
use crate::support::TestApp;

#[tokio::test]
async fn a_new_person_is_inactive_has_a_user_name_and_has_answered_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let sent = fields(&[
        ("personal", " Mary Ann "),
        ("family", "O'Neil-Smith"),
        ("email", "MARY@Example.ORG"),
        ("lessons", "1"),
        ("lessons", "2"),
        ("domains", "1"),
        ("languages", "3"),
        ("github", "maryann"),
        ("twitter", ""),
        ("comment", "Met at a conference."),
    ]);
    let to = app.post("/workshops/persons/add/", &sent).as_user(&admin).await.expect_redirect();
    let id: i32 = to.trim_start_matches("/workshops/person/").trim_end_matches('/').parse().unwrap();
    let row = told(
        &app,
        "SELECT concat_ws('|', username, personal, email, is_active, password = '', twitter IS NULL, github, last_updated_at IS NOT NULL)
         FROM person WHERE id = $1",
        id,
    );
    assert_eq!(row.await.as_deref(), Some("oneil-smith_mary-ann|Mary Ann|mary@example.org|f|t|t|maryann|t"));
    let unset =
        "SELECT concat_ws('|', count(*) = (SELECT count(*) FROM term), count(term_option_id)) FROM consent WHERE person_id = $1";
    assert_eq!(told(&app, unset, id).await.as_deref(), Some("t|0"));
    let lessons = "SELECT string_agg(lesson_id::text, ',' ORDER BY lesson_id) FROM qualification WHERE person_id = $1";
    assert_eq!(told(&app, lessons, id).await.as_deref(), Some("1,2"));

    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Mary Ann O'Neil-Smith <mary@example.org> was created."), "{}", page.visible());
    assert!(
        page.says("Automatic comment") && page.says("Met at a conference.") && page.says("is not active"),
        "{}",
        page.visible()
    );
}

#[tokio::test]
async fn dm_gen_10_the_second_of_a_name_gets_a_number() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for expected in ["potter_harry", "potter_harry_2", "potter_harry_3"] {
        let to = app.post("/workshops/persons/add/", &fields(&[])).as_user(&admin).await.expect_redirect();
        assert!(app.get(&to).as_user(&admin).await.says(expected), "{expected}");
    }
}

#[tokio::test]
async fn dm_gen_10_the_hundred_and_first_is_told_before_anything_fails() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    sqlx::query(
        "INSERT INTO person (username, personal)
         SELECT 'potter_harry' || CASE WHEN n = 1 THEN '' ELSE '_' || n END, 'Harry' FROM generate_series(1, 100) n",
    )
    .execute(app.pool())
    .await
    .unwrap();
    let page = app.post("/workshops/persons/add/", &fields(&[])).as_user(&admin).await.expect_status(422);
    assert!(page.says("A hundred people of this name are here already."), "{}", page.visible());
}

#[tokio::test]
async fn overrides_of_a_new_persons_airport_are_kept() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let sent = fields(&[("country", "DE"), ("timezone", "UTC")]);
    let to = app.post("/workshops/persons/add/", &sent).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Germany DE (not the airport's)") && page.says("UTC (not the airport's)"), "{}", page.visible());
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let sent = fields(&[
        ("personal", "Har<b>ry"),
        ("email", "ADA.ADMIN@example.org"),
        ("airport_iata", "QQQ"),
        ("gender", "O"),
        ("github", "-bad-"),
        ("orcid", "0000-0001-2345-6789"),
        ("bluesky", "@harry"),
        ("mastodon", "harry"),
        ("comment", "A long <i>story</i>"),
    ]);
    let page = app.post("/workshops/persons/add/", &sent).as_user(&admin).await.expect_status(422);
    for field in ["email", "airport_iata", "gender", "github", "orcid", "bluesky", "mastodon"] {
        assert!(page.text.contains(&format!("href=\"#id_{field}\"")), "{field}");
    }
    assert!(page.text.contains("value=\"Har&lt;b&gt;ry\"") && page.text.contains("A long &lt;i&gt;story&lt;/i&gt;"));
    assert!(told(&app, "SELECT username FROM person WHERE family = 'Potter' AND id > $1", 0).await.is_none());
}

#[tokio::test]
async fn a_link_may_fill_in_names_and_address() {
    let app = TestApp::start().await;
    let page = app
        .get("/workshops/persons/add/?personal=Ada&family=L%22&email=a%40b.org&username=root")
        .as_user(&app.admin().await)
        .await;
    let page = page.expect_page();
    assert!(
        page.text.contains("value=\"Ada\"") && page.text.contains("value=\"L&quot;\"") && page.text.contains("value=\"a@b.org\"")
    );
    assert!(!page.text.contains("root"));
}
