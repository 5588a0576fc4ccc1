//! A person's page (PER-10).

use super::url;
use crate::support::TestApp;

#[tokio::test]
async fn a_page_takes_no_more_statements_however_much_there_is_to_show() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    for n in 1..=5 {
        let event = app.event(&format!("2026-07-0{n}-lund")).create().await;
        app.task(&harry, "learner", &event).await;
    }
    for sql in [
        "INSERT INTO qualification (person_id, lesson_id) SELECT $1, id FROM lesson",
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge",
        "INSERT INTO person_language (person_id, language_id) SELECT $1, id FROM language WHERE id < 9",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    for (path, most) in [
        ("/workshops/persons/".to_owned(), 3),
        ("/workshops/persons/add/".to_owned(), 2),
        (url(harry.id, ""), 5),
        (url(harry.id, "edit/"), 6),
    ] {
        app.get(&path).as_user(&admin).await.expect_page();
        assert!((1..=most).contains(&app.statements()), "{path}: {}", app.statements());
    }
}

#[tokio::test]
async fn the_page_tells_where_the_person_is_and_how_often_they_taught() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    sqlx::query("UPDATE person SET airport_iata = 'EDI', airport_country = 'GB', airport_timezone = 'Europe/London', country = 'DE', github = 'hp' WHERE id = $1")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let workshop = app.event("2026-07-01-lund").create().await;
    let training = app.event("2026-08-01-ttt").tagged("TTT").create().await;
    sqlx::query(
        "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE id = $1",
    )
    .bind(training.id)
    .execute(app.pool())
    .await
    .unwrap();
    app.task(&harry, "instructor", &workshop).await;
    app.task(&harry, "instructor", &training).await;
    let page = app.get(&url(harry.id, "")).as_user(&admin).await.expect_page();
    for words in
        ["EDI: Edinburgh Airport", "Germany DE (not the airport's)", "Europe/London", "Instructor 1 time, Trainer 1 time"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(page.text.contains("href=\"https://github.com/hp\""));
}

#[tokio::test]
async fn what_people_wrote_is_text_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mallory = app.person("Mallory Mark").create().await;
    sqlx::query(
        "UPDATE person SET personal = '<script>alert(1)</script>', family = '\"><img>', url = 'javascript:alert(2)', twitter = '\"><b>', mastodon = 'x@evil.org/<i>', user_notes = '<u>one</u>',
         orcid = 'javascript:alert(3)', gender = 'O', gender_other = '<em>' WHERE id = $1",
    )
    .bind(mallory.id)
    .execute(app.pool())
    .await
    .unwrap();
    for path in [url(mallory.id, ""), url(mallory.id, "edit/"), "/workshops/persons/".to_owned()] {
        let page = app.get(&path).as_user(&admin).await.expect_page();
        for raw in ["<script>alert", "<img>", "<b>", "<i>", "<u>", "<em>", "href=\"javascript:"] {
            assert!(!page.text.contains(raw), "{path}: {raw}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_finds_the_buttons_disabled() {
    let app = TestApp::start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let harry = app.person("Harry Potter").create().await;
    let page = app.get(&url(harry.id, "")).as_user(&reader).await.expect_page();
    assert!(!page.text.contains(&format!("href=\"{}\"", url(harry.id, "edit/"))));
    assert!(page.says("Edit") && page.says("Delete person"));
    let page = app.get("/workshops/persons/").as_user(&reader).await.expect_page();
    assert!(!page.text.contains("href=\"/workshops/persons/add/\" title"));
}
