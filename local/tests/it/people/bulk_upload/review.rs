//! Rows before they are saved (PER-06).

use super::{CONFIRM, GONE, UPLOAD, press, records, shown, uploaded, uploads};
use crate::support::TestApp;

#[tokio::test]
async fn per_06_without_rows_one_is_led_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert_eq!(app.get(CONFIRM).as_user(&admin).await.expect_redirect(), UPLOAD);
    assert!(app.get(UPLOAD).as_user(&admin).await.says(GONE));
    for pairs in [&[("confirm", "1")][..], &[("verify", "1")], &[("cancel", "1")], &[]] {
        assert_eq!(app.post(CONFIRM, pairs).as_user(&admin).await.expect_redirect(), UPLOAD);
        assert!(app.get(UPLOAD).as_user(&admin).await.says(GONE), "{pairs:?}");
    }
}

#[tokio::test]
async fn per_06_rows_are_shown_with_what_will_become_of_them() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.task(&harry, "learner", &event).await;
    let page = uploaded(
        &app,
        &admin,
        &[
            "Harold,Potter,HARRY.potter@Example.org,ARN,2026-07-01-lund,learner",
            "Harry,Potter,harry.potter@example.org,,2026-07-01-lund,helper",
            "Hermione,Granger,,EDI,2026-07-01-lund,learner",
        ],
    )
    .await;
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for said in ["Rows 3", "New people 1", "People who are here already 2", "New tasks 2", "Rows with errors 0"] {
        assert!(page.says(said), "{said}: {}", page.visible());
    }
    for said in ["This is Harry Potter, who is here already.", "The task is there already.", "The task will be created."] {
        assert!(page.says(said), "{said}: {}", page.visible());
    }
    assert!(page.says("A new person and a task will be created.") && page.says("An e-mail address is recommended"));
    // Of who is here the record is shown.
    let form = page.form("main-form");
    assert_eq!(form.values("personal"), ["Harry", "Harry", "Hermione"]);
    assert_eq!(form.values("username"), ["potter_harry", "potter_harry", "granger_hermione"]);
    assert_eq!(form.values("airport_iata"), ["EDI", "EDI", "EDI"]);
    assert_eq!(form.values("email"), ["harry.potter@example.org", "harry.potter@example.org", ""]);
    assert_eq!(form.values("role"), ["learner", "helper", "learner"]);
}

#[tokio::test]
async fn per_06_everything_that_must_be_mended_is_told_at_its_field() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let long = format!("{},Long,l@x.org,,2026-07-01-lund,learner", "x".repeat(101));
    let page = uploaded(
        &app,
        &admin,
        &[
            ",Nameless,n@x.org,,2026-07-01-lund,learner",
            "Ann,Address,no address,,2026-07-01-lund,learner",
            "Al,Airport,al@x.org,QQQ,2026-07-01-lund,learner",
            "Eve,Event,eve@x.org,,2000-01-01-nowhere,learner",
            "Eva,Event,eva@x.org,,,learner",
            "Rob,Role,rob@x.org,,2026-07-01-lund,wizard",
            &long,
            "Tom,Twice,tom@x.org,,2026-07-01-lund,learner",
            "Tommy,Twice,TOM@x.org,,2026-07-01-lund,learner",
            "Sam,Same,,,2026-07-01-lund,learner",
            "sam,same,,,2026-07-01-lund,helper",
        ],
    )
    .await;
    for (id, said) in [
        ("row-1-personal", "Personal: This is missing."),
        ("row-2-email", "Email: Enter one e-mail address"),
        ("row-3-airport_iata", "Airport: There is no airport with this code."),
        ("row-4-event", "Event: There is no event with this slug."),
        ("row-5-event", "Event: Say which event."),
        ("row-6-role", "Role: There is no role with this name."),
        ("row-7-personal", "Personal: Shorten this to 100 characters; it has 101."),
        ("row-9-email", "Email: Row 8 is about the same new person."),
        ("row-11-personal", "Personal: Row 10 is about the same new person."),
    ] {
        assert!(page.text_of(id).contains(said), "{id}: {}", page.text_of(id));
        assert!(page.text.contains(&format!("aria-describedby=\"{id}\"")), "{id}");
    }
    assert!(page.says("Rows with errors 9"), "{}", page.visible());
    let confirm = page.tags().into_iter().find(|tag| tag.attribute("name") == Some("confirm")).unwrap();
    assert!(confirm.attribute("disabled").is_some(), "{confirm:?}");

    let page = press(&page, "verify").send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.says("9 rows have errors."), "{}", page.visible());
    let before = records(&app).await;
    let page = press(&page, "confirm").send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.says("9 rows have errors. Nothing is saved"), "{}", page.visible());
    assert_eq!(records(&app).await, before);
}

#[tokio::test]
async fn per_06_a_row_without_a_role_asks_for_one() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let page = uploaded(&app, &admin, &["Rob,Role,rob@x.org,,2026-07-01-lund,"]).await;
    assert!(page.text_of("row-1-role").contains("Role: Say which role."), "{}", page.visible());
    let form = press(&page, "verify").choose("role", &["learner"]);
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), CONFIRM);
    assert!(shown(&app, &admin).await.says("Everything is fine"));
}

#[tokio::test]
async fn per_06_user_names_are_made_for_all_and_none_twice() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    app.person("Harry Potter").create().await;
    sqlx::query("INSERT INTO person (username, personal) VALUES ('potter_harry_3', 'H')").execute(app.pool()).await.unwrap();
    let rows = ["a", "b", "c"].map(|name| format!("Harry,Potter,{name}@x.org,,2026-07-01-lund,learner"));
    let page = uploaded(&app, &admin, &rows.each_ref().map(String::as_str)).await;
    let form = page.form("main-form");
    assert_eq!(form.values("username"), ["potter_harry_2", "potter_harry_4", "potter_harry_5"]);

    // One is asked for that another would get.
    let form = press(&page, "verify").choose("username", &["potter_harry_2", "potter_harry_2", "potter_harry_5"]);
    form.send(&app).as_user(&admin).await.expect_redirect();
    let page = shown(&app, &admin).await;
    assert_eq!(page.form("main-form").values("username"), ["potter_harry_4", "potter_harry_2", "potter_harry_5"]);

    for (name, said) in [
        ("potter_harry", "Somebody has this user name already."),
        ("potter_harry_2", "Row 2 asks for the same user name."),
        ("no name", "Use only letters without accents, digits, hyphens and underscores."),
    ] {
        let page = shown(&app, &admin).await;
        let form = press(&page, "verify").choose("username", &["potter_harry_4", "potter_harry_2", name]);
        let page = form.send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.text_of("row-3-username").contains(said), "{name}: {}", page.visible());
    }
}

#[tokio::test]
async fn per_06_a_user_name_follows_the_names_until_it_is_asked_for() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let page = uploaded(&app, &admin, &["Harry,Potter,h@x.org,,2026-07-01-lund,learner"]).await;
    press(&page, "verify").fill("family", " Evans ").send(&app).as_user(&admin).await.expect_redirect();
    let page = shown(&app, &admin).await;
    let form = page.form("main-form");
    assert_eq!((form.value("family"), form.value("username")), ("Evans", "evans_harry"));
    press(&page, "verify").fill("username", "hp").send(&app).as_user(&admin).await.expect_redirect();
    let page = shown(&app, &admin).await;
    press(&page, "verify").fill("family", "Potter").send(&app).as_user(&admin).await.expect_redirect();
    let form = shown(&app, &admin).await.form("main-form");
    assert_eq!((form.value("family"), form.value("username")), ("Potter", "hp"));
}

#[tokio::test]
async fn per_06_many_rows_are_shown_in_pages_which_keep_what_is_entered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let mut rows: Vec<String> = (1..=120).map(|n| format!("P{n},Many,p{n}@x.org,,2026-07-01-lund,learner")).collect();
    rows[109] = "P110,Many,p110@x.org,,2000-01-01-nowhere,learner".to_owned();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let page = uploaded(&app, &admin, &rows).await;
    let form = page.form("main-form");
    assert_eq!((form.values("personal").len(), form.value("personal")), (50, "P1"));

    let mut names = form.values("personal");
    names[0] = "First";
    let to =
        page.form("main-form").choose("personal", &names).press("to", "3").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("{CONFIRM}?page=3"));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    let form = page.form("main-form");
    assert_eq!((form.values("personal").len(), form.value("personal"), form.value("entry")), (20, "P101", "100"));

    let to = form.press("show", "errors").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("{CONFIRM}?page=1&show=errors"));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert_eq!((page.form("main-form").values("personal"), page.form("main-form").value("entry")), (vec!["P110"], "109"));
    let to = press(&page, "verify").fill("event", "2026-07-01-lund").send(&app).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Everything is fine") && page.says("No row has errors."), "{}", page.visible());
    let page = shown(&app, &admin).await;
    assert_eq!(page.form("main-form").value("personal"), "First");
    assert!(page.says("Rows with errors 0"));
}

#[tokio::test]
async fn per_06_a_page_from_before_writes_over_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    let old = uploaded(&app, &admin, &["Harry,Potter,h@x.org,,2026-07-01-lund,learner"]).await;
    press(&old, "verify").fill("family", "Evans").send(&app).as_user(&admin).await.expect_redirect();
    let before = records(&app).await;
    for button in ["verify", "confirm", "to"] {
        let page = press(&old, button).fill("family", "Old").send(&app).as_user(&admin).await.expect_status(409);
        assert!(page.says("These rows were changed in another window"), "{button}: {}", page.visible());
        assert_eq!(page.form("main-form").value("family"), "Evans", "{button}");
    }
    assert_eq!(records(&app).await, before);
    // Not even over another upload.
    let old = shown(&app, &admin).await;
    uploaded(&app, &admin, &["Ron,Weasley,r@x.org,,2026-07-01-lund,learner"]).await;
    press(&old, "verify").send(&app).as_user(&admin).await.expect_status(409);
}

#[tokio::test]
async fn per_06_any_other_button_cancels() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = records(&app).await;
    for button in ["cancel", "nonsense"] {
        let page = uploaded(&app, &admin, &["Harry,Potter,h@x.org,,,learner"]).await;
        assert_eq!(press(&page, button).send(&app).as_user(&admin).await.expect_redirect(), UPLOAD);
        assert!(app.get(UPLOAD).as_user(&admin).await.says("What you uploaded was discarded."), "{button}");
        assert_eq!((records(&app).await, uploads(&app).await), (before, 0), "{button}");
    }
}
