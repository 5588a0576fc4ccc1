//! One row: removed, matched with a person, not matched any more (PER-07 … PER-09).

use super::{CONFIRM, GONE, UPLOAD, press, shown, uploaded};
use crate::support::{Answer, Form, Person, TestApp};

/// Sends the form of the rows to the address of one of its buttons.
async fn press_in_row(app: &TestApp, who: &Person, page: &Answer, ending: &str) -> String {
    let form = Form { action: format!("{UPLOAD}{ending}"), ..page.form("main-form") };
    form.send(app).as_user(who).await.expect_redirect()
}

#[tokio::test]
async fn per_07_a_row_is_removed_and_the_others_keep_what_was_entered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let rows = ["A,A,a@x.org,,2026-07-01-lund,learner", "B,B,b@x.org,,2026-07-01-lund,learner"];
    let page = uploaded(&app, &admin, &rows).await;
    let form = page.form("main-form").choose("family", &["A", "Bee"]);
    let to = Form { action: format!("{UPLOAD}0/remove/"), ..form }.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, CONFIRM);
    let page = shown(&app, &admin).await;
    assert_eq!(page.form("main-form").values("family"), ["Bee"]);
    assert!(!page.text.contains("/remove/"), "the only row stays");
    press_in_row(&app, &admin, &page, "0/remove/").await;
    let page = shown(&app, &admin).await;
    assert!(page.says("This is the only row.") && page.form("main-form").values("family") == ["Bee"], "{}", page.visible());
}

#[tokio::test]
async fn per_07_per_08_per_09_a_row_that_is_not_there_is_told() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = ["A,A,a@x.org,,,learner", "B,B,b@x.org,,,learner"];
    uploaded(&app, &admin, &rows).await;
    for ending in ["2/remove/", "-1/remove/", "99/match_person/", &format!("2/match_person/{}", admin.id)] {
        let path = format!("{UPLOAD}{ending}");
        assert_eq!(app.post(&path, &[]).as_user(&admin).await.expect_redirect(), CONFIRM, "{ending}");
        let page = shown(&app, &admin).await;
        assert!(page.says("There is no such row any more."), "{ending}: {}", page.visible());
        assert_eq!(page.form("main-form").values("family"), ["A", "B"], "{ending}");
        // Looking changes nothing.
        assert_eq!(app.get(&path).as_user(&admin).await.expect_redirect(), CONFIRM, "{ending}");
    }
    for ending in ["x/remove/", "0/match_person/x", "99999999999/match_person/"] {
        app.post(&format!("{UPLOAD}{ending}"), &[]).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn per_07_per_08_per_09_without_rows_one_is_led_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for ending in ["0/remove/", "0/match_person/", "0/match_person/1"] {
        assert_eq!(app.post(&format!("{UPLOAD}{ending}"), &[]).as_user(&admin).await.expect_redirect(), UPLOAD, "{ending}");
        assert!(app.get(UPLOAD).as_user(&admin).await.says(GONE), "{ending}");
    }
}

#[tokio::test]
async fn per_08_similar_people_are_offered_and_taken() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = app.event("2026-07-01-lund").create().await;
    let harry = app.person("Harry Potter").create().await;
    let page =
        uploaded(&app, &admin, &["Harry,Potter,hp@x.org,,2026-07-01-lund,learner", "Ron,Weasley,,,2026-07-01-lund,learner"])
            .await;
    assert!(page.says("Similar: Harry Potter <harry.potter@example.org>. Use this person"), "{}", page.visible());
    assert_eq!(page.visible().matches("Similar:").count(), 1);
    assert_eq!(press_in_row(&app, &admin, &page, &format!("0/match_person/{}", harry.id)).await, CONFIRM);
    let page = shown(&app, &admin).await;
    assert!(page.says("This is Harry Potter, who is here already.") && !page.says("Similar:"), "{}", page.visible());
    assert_eq!(page.form("main-form").values("email"), ["harry.potter@example.org", ""]);
    app.task(&harry, "learner", &event).await;
    assert!(shown(&app, &admin).await.says("The task is there already."));

    // What was uploaded is there again when the two are taken apart.
    press_in_row(&app, &admin, &page, "0/match_person/").await;
    let page = shown(&app, &admin).await;
    assert_eq!(page.form("main-form").values("email"), ["hp@x.org", ""]);
    assert!(page.says("Similar: Harry Potter"), "{}", page.visible());
}

#[tokio::test]
async fn per_09_an_address_is_matched_once_and_not_again() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    app.person("Harry Potter").create().await;
    let page = uploaded(&app, &admin, &["Harold,Potter,Harry.Potter@example.org,,2026-07-01-lund,learner"]).await;
    assert!(page.says("This is Harry Potter, who is here already."), "{}", page.visible());
    press_in_row(&app, &admin, &page, "0/match_person/").await;
    for _ in 0..2 {
        let page = shown(&app, &admin).await;
        assert!(page.text_of("row-1-email").contains("Somebody has this address already."), "{}", page.visible());
        assert_eq!(page.form("main-form").value("personal"), "Harold");
        assert!(page.says("Similar: Harry Potter"));
        press(&page, "verify").send(&app).as_user(&admin).await.expect_status(422);
    }
}

#[tokio::test]
async fn per_06_who_was_chosen_may_be_gone_by_then() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let harry = app.person("Harry Potter").create().await;
    uploaded(&app, &admin, &["Harold,Potter,harry.potter@example.org,,2026-07-01-lund,learner"]).await;
    sqlx::query("DELETE FROM consent WHERE person_id = $1").bind(harry.id).execute(app.pool()).await.unwrap();
    sqlx::query("DELETE FROM person WHERE id = $1").bind(harry.id).execute(app.pool()).await.unwrap();
    let page = shown(&app, &admin).await;
    assert!(
        page.says("The person who was chosen is not there any more. A new person and a task will be created."),
        "{}",
        page.visible()
    );
    assert_eq!(page.form("main-form").value("personal"), "Harold");
    press(&page, "confirm").send(&app).as_user(&admin).await.expect_redirect();
    let made = "SELECT concat_ws('|', username, email) FROM person WHERE personal = 'Harold'";
    assert_eq!(app.value::<String>(made).await, "potter_harold|harry.potter@example.org");
}

#[tokio::test]
async fn per_07_a_page_from_before_removes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = ["A,A,a@x.org,,,learner", "B,B,b@x.org,,,learner", "C,C,c@x.org,,,learner"];
    let old = uploaded(&app, &admin, &rows).await;
    press_in_row(&app, &admin, &old, "0/remove/").await;
    press_in_row(&app, &admin, &old, "0/remove/").await;
    let page = shown(&app, &admin).await;
    assert!(page.says("These rows were changed in another window"), "{}", page.visible());
    assert_eq!(page.form("main-form").values("family"), ["B", "C"]);
}
