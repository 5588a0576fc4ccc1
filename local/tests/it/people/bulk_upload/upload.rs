//! Files and pasted texts (PER-04, PER-05).

use super::{CONFIRM, HEAD, UPLOAD, paste, records, send, send_parts, shown, uploaded, uploads};
use crate::support::TestApp;

#[tokio::test]
async fn per_04_the_page_tells_the_columns_and_the_roles() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let list = app.get("/workshops/persons/").as_user(&admin).await.expect_page();
    assert!(list.links().iter().any(|link| link == UPLOAD));
    let page = app.get(UPLOAD).as_user(&admin).await.expect_page();
    assert!(page.says("Bulk Add People") && page.says("airport_iata") && page.text.contains("<code>learner</code>"));
    assert!(page.links().iter().any(|link| link == "/workshops/persons/bulk_upload/template/"));
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
}

#[tokio::test]
async fn per_05_the_template_has_the_names_of_the_columns() {
    let app = TestApp::start().await;
    let file = app.get("/workshops/persons/bulk_upload/template/").as_user(&app.admin().await).await.expect_page();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"BulkPersonAddTemplate.csv\"");
    assert_eq!(file.text, format!("{HEAD}\r\n"));
}

#[tokio::test]
async fn per_04_a_file_becomes_rows_to_look_at_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = records(&app).await;
    let file = "\u{feff}family,personal,email,shoe size\r\nGrangér,Hermione,h@x.org,38\r\n,,,\r\n";
    assert_eq!(send(&app, &admin, "text/csv", file.as_bytes()).await.expect_redirect(), CONFIRM);
    let page = shown(&app, &admin).await;
    assert!(page.says("One row was read. Nothing is saved yet."), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(
        [form.values("personal"), form.values("family"), form.values("email")],
        [vec!["Hermione"], vec!["Grangér"], vec!["h@x.org"]]
    );
    assert_eq!(records(&app).await, before);
}

#[tokio::test]
async fn per_04_a_pasted_text_will_do_as_well() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let copied = "personal\tfamily\temail\nHarry\tPotter\t\nRon\tWeasley\t\n";
    assert_eq!(paste(&app, &admin, copied).await.expect_redirect(), CONFIRM);
    let page = shown(&app, &admin).await;
    assert_eq!(page.form("main-form").values("family"), ["Potter", "Weasley"]);
    // The last cell of the last row may be without text, and a first column without a name.
    for copied in ["personal\tfamily\temail\nHarry\tPotter\t", "\n\tpersonal\tfamily\temail\n1\tHarry\tPotter\t\n"] {
        assert_eq!(paste(&app, &admin, copied).await.expect_redirect(), CONFIRM, "{copied:?}");
        assert_eq!(shown(&app, &admin).await.form("main-form").value("family"), "Potter", "{copied:?}");
    }
}

#[tokio::test]
async fn per_04_a_file_is_read_in_the_encoding_that_it_is_declared_to_have() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let latin = b"personal,family,email\nZo\xeb,,\n";
    send(&app, &admin, "text/csv; charset=iso-8859-1", latin).await.expect_redirect();
    assert_eq!(shown(&app, &admin).await.form("main-form").value("personal"), "Zoë");

    let page = send(&app, &admin, "text/csv", latin).await.expect_status(422);
    assert!(page.error_at("file").contains("UTF-8, the encoding that was expected"), "{}", page.visible());
    let page = send(&app, &admin, "text/csv; charset=klingon", latin).await.expect_status(422);
    assert!(page.error_at("file").contains("“klingon” is not known"), "{}", page.visible());
    // What was uploaded before is still there.
    assert_eq!(shown(&app, &admin).await.form("main-form").value("personal"), "Zoë");
}

#[tokio::test]
async fn per_04_what_cannot_be_read_is_told_and_the_text_is_not_lost() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let too_many = format!("{HEAD}\n{}", "A,B,,,,\n".repeat(10_001));
    let too_long = format!("{HEAD}\n{},B,,,,\n", "x".repeat(301));
    for (text, said) in [
        ("personal,event\nA,b\n", "These columns are missing: family, email."),
        ("personal,family,family,email\nA,B,C,D\n", "These columns are there more than once: family."),
        ("event,personal,family,email\nx,A\n", "Line 2 is too short. These columns are missing in it: family, email."),
        ("personal,family,email\n\"A,B,\n", "the quotation mark in line 2 is never closed"),
        ("personal,family,email\n\"A\"x,B,\n", "in line 2 something follows a closing quotation mark"),
        ("personal,family,email\n", "There are no rows in it"),
        (&too_many, "There are more than 10000 rows in it."),
        (&too_long, "Line 2 has a value of more than 300 characters in the column personal."),
    ] {
        let page = paste(&app, &admin, text).await.expect_status(422);
        assert!(page.error_at("pasted").contains(said), "{said}: {}", page.error_at("pasted"));
        // Above, where it is read first, too.
        assert_eq!(page.visible().matches(said).count(), 2, "{said}");
        assert_eq!(page.form("main-form").value("pasted").replace("\r\n", "\n").trim(), text.trim());
    }
    let page = send(&app, &admin, "text/csv", b"").await.expect_status(422);
    assert!(page.error_at("file").contains("There is nothing in it."), "{}", page.visible());
    assert_eq!(uploads(&app).await, 0);
}

#[tokio::test]
async fn per_04_a_file_or_a_text_is_needed_and_not_both() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.post(UPLOAD, &[("pasted", " ")]).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("file").contains("Choose a file, or paste the rows."), "{}", page.visible());
    let page = send_parts(&app, &admin, "text/csv", b"personal,family,email\nA,B,\n", "personal").await.expect_status(422);
    assert!(page.error_at("file").contains("not both"), "{}", page.visible());
    app.post(UPLOAD, &[]).as_user(&admin).await.expect_status(422);
    assert_eq!(uploads(&app).await, 0);
}

#[tokio::test]
async fn per_04_rows_wait_for_who_uploaded_them_until_they_upload_others() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let other = app.person("Olga Other").administrator().create().await;
    uploaded(&app, &admin, &["Harry,Potter,,,,learner"]).await;
    uploaded(&app, &admin, &["Ron,Weasley,,,,learner", "Ginny,Weasley,,,,learner"]).await;
    assert_eq!(shown(&app, &admin).await.form("main-form").values("personal"), ["Ron", "Ginny"]);
    let page = app.get(UPLOAD).as_user(&admin).await.expect_page();
    assert!(page.says("You have uploaded 2 rows that nothing was saved of yet."), "{}", page.visible());
    let page = app.get(UPLOAD).as_user(&other).await.expect_page();
    assert!(!page.says("You have uploaded"), "{}", page.visible());
    assert_eq!(app.get(CONFIRM).as_user(&other).await.expect_redirect(), UPLOAD);
}

#[tokio::test]
async fn per_04_rows_are_forgotten_after_a_week() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let other = app.person("Olga Other").administrator().create().await;
    uploaded(&app, &admin, &["Harry,Potter,,,,learner"]).await;
    app.run("UPDATE bulk_upload SET created_at = '2026-06-08T12:00:01Z'").await;
    shown(&app, &admin).await;
    app.run("UPDATE bulk_upload SET created_at = '2026-06-08T12:00:00Z'").await;
    assert_eq!(app.get(CONFIRM).as_user(&admin).await.expect_redirect(), UPLOAD);
    assert!(!app.get(UPLOAD).as_user(&admin).await.says("You have uploaded"));
    // The next upload, whoever's, takes it out of the database.
    uploaded(&app, &other, &["Ron,Weasley,,,,learner"]).await;
    assert_eq!(uploads(&app).await, 1);
}
