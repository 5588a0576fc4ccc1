//! From rows to persons and tasks (PER-06).

use super::{GONE, UPLOAD, press, records, shown, uploaded, uploads};
use crate::support::TestApp;

#[tokio::test]
async fn per_06_people_and_tasks_are_created_as_by_hand() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.task(&harry, "learner", &event).await;
    let before = records(&app).await;
    let page = uploaded(
        &app,
        &admin,
        &[
            "Hermione,Granger,Hermione@Hogwarts.EDU,EDI,2026-07-01-lund,learner",
            "Harry,Potter,harry.potter@example.org,,2026-07-01-lund,learner",
            "Harry,Potter,harry.potter@example.org,,2026-07-01-lund,helper",
            "Harry,Potter,harry.potter@example.org,,2026-07-01-lund,helper",
            "Luna,,,,2026-07-01-lund,learner",
        ],
    )
    .await;
    assert!(page.says("The task is in a row before this one."), "{}", page.visible());
    assert_eq!(press(&page, "confirm").send(&app).as_user(&admin).await.expect_redirect(), UPLOAD);
    let page = app.get(UPLOAD).as_user(&admin).await.expect_page();
    assert!(page.says("2 people and 3 tasks were created."), "{}", page.visible());
    assert_eq!((records(&app).await, uploads(&app).await), ((before.0 + 2, before.1 + 3), 0));

    let person = "SELECT concat_ws('|', username, family, email, is_active, password = '', gender, airport_iata, airport_country, airport_lat > 50,
            airport_timezone, created_at = last_updated_at)
        FROM person WHERE personal = 'Hermione'";
    assert_eq!(
        app.value::<String>(person).await,
        "granger_hermione|Granger|hermione@hogwarts.edu|f|t|U|EDI|GB|t|Europe/London|t"
    );
    let luna = "SELECT concat_ws('|', username, family, email IS NULL, airport_iata) FROM person WHERE personal = 'Luna'";
    assert_eq!(app.value::<String>(luna).await, "_luna||t|");
    let asked = "SELECT count(*) = (SELECT count(*) FROM term) AND count(term_option_id) = 0
        FROM consent WHERE person_id = (SELECT id FROM person WHERE personal = 'Luna')";
    assert!(app.value::<bool>(asked).await);
    let tasks = "SELECT string_agg(concat_ws(' ', p.personal, r.name, t.seat_public, t.seat_open_training), ', ' ORDER BY p.personal, r.name)
        FROM task t JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id";
    assert_eq!(app.value::<String>(tasks).await, "Harry helper t f, Harry learner t f, Hermione learner t f, Luna learner t f");
    // The history has all of it in one change.
    let history = "SELECT concat_ws('|', count(DISTINCT r.id), count(*) FILTER (WHERE v.table_name = 'person'), count(*) FILTER (WHERE v.table_name = 'task'))
        FROM revision r JOIN version v ON v.revision_id = r.id WHERE r.comment = 'bulk upload of people' AND r.person_id IS NOT NULL";
    assert_eq!(app.value::<String>(history).await, "1|2|3");
}

#[tokio::test]
async fn per_06_what_is_entered_last_is_what_is_saved() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let page = uploaded(&app, &admin, &["Harry,Potter,,,nowhere,learner"]).await;
    let form = press(&page, "confirm").fill("event", "2026-07-01-lund").fill("username", "Harry-P").fill("email", "H@x.org");
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), UPLOAD);
    assert!(app.get(UPLOAD).as_user(&admin).await.says("1 person and 1 task were created."));
    assert_eq!(
        app.value::<String>("SELECT username || ' ' || email FROM person WHERE family = 'Potter'").await,
        "Harry-P h@x.org"
    );
}

#[tokio::test]
async fn per_06_with_one_error_nothing_is_saved_and_everything_kept() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let before = records(&app).await;
    let rows = ["Harry,Potter,h@x.org,,2026-07-01-lund,learner", "Ron,Weasley,r@x.org,,2000-01-01-nowhere,learner"];
    let page = uploaded(&app, &admin, &rows).await;
    let form = press(&page, "confirm").choose("personal", &["Harold", "Ronald"]);
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.says("One row has errors. Nothing is saved"), "{}", page.visible());
    assert_eq!(page.form("main-form").values("personal"), ["Harold", "Ronald"]);
    assert_eq!((records(&app).await, uploads(&app).await), (before, 1));
    assert_eq!(shown(&app, &admin).await.form("main-form").values("personal"), ["Harold", "Ronald"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision WHERE comment = 'bulk upload of people'").await, 0);
    // The page that came back can be mended and sent at once.
    let form = press(&page, "confirm").choose("event", &["2026-07-01-lund", "2026-07-01-lund"]);
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), UPLOAD);
}

#[tokio::test]
async fn per_06_the_second_of_two_who_confirm_learns_that_it_is_done() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let page = uploaded(&app, &admin, &["Harry,Potter,h@x.org,,2026-07-01-lund,learner"]).await;
    let (one, two) = (press(&page, "confirm"), press(&page, "confirm"));
    let answers = tokio::join!(one.send(&app).as_user(&admin), two.send(&app).as_user(&admin));
    assert_eq!(answers.0.expect_redirect(), UPLOAD);
    assert_eq!(answers.1.expect_redirect(), UPLOAD);
    let page = press(&page, "confirm").send(&app).as_user(&admin).await;
    assert_eq!(page.expect_redirect(), UPLOAD);
    assert!(app.get(UPLOAD).as_user(&admin).await.says(GONE));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person WHERE family = 'Potter'").await, 1);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 1);
}

/// A name that was free a moment ago, a person who is just being deleted: the database has the last word.
#[tokio::test]
async fn per_06_what_the_database_refuses_leaves_nothing_half_done() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let before = records(&app).await;
    let page = uploaded(&app, &admin, &["Harry,Potter,h@x.org,,2026-07-01-lund,learner"]).await;
    app.run_all(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE 'taken' USING ERRCODE = 'unique_violation', CONSTRAINT = 'taken_meanwhile'; END $$;
         CREATE TRIGGER refuse BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION refuse();",
    )
    .await;
    let page = press(&page, "confirm").fill("personal", "Harold").send(&app).as_user(&admin).await.expect_status(409);
    assert!(page.says("Nothing was saved: somebody else has just changed something that it relied on"), "{}", page.visible());
    assert_eq!((records(&app).await, uploads(&app).await), (before, 1));
    app.run("DROP TRIGGER refuse ON task").await;
    assert_eq!(page.form("main-form").value("personal"), "Harold");
    assert_eq!(press(&page, "confirm").send(&app).as_user(&admin).await.expect_redirect(), UPLOAD);
    assert_eq!(records(&app).await, (before.0 + 1, before.1 + 1));
}
