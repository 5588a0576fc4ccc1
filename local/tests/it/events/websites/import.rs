//! New events from websites (IMP-01 on EVT-02).

use super::{ADD, REPOSITORY, SITE, events, import, look_at, start};
use crate::events::new_event;

#[tokio::test]
async fn imp_01_a_website_fills_the_form_in_and_saves_nothing() {
    let (app, _elsewhere, admin) = start().await;
    let swedish = app.id_of("language", "Swedish").await;
    let revisions: i64 = app.value("SELECT count(*) FROM revision").await;
    for url in [SITE, REPOSITORY, "user.github.io/2026-08-20-malmo", "http://user.github.com/2026-08-20-malmo"] {
        let page = import(&app, &admin, url).await.expect_page();
        assert!(page.says(&format!("The form was filled in from {SITE}. Nothing is saved yet.")), "{}", page.visible());
        let form = page.form("main-form");
        for (field, value) in [
            ("slug", "2026-08-20-malmo"),
            ("start", "2026-08-20"),
            ("end", "2026-08-21"),
            ("reg_key", "1234567890"),
            ("url", SITE),
            ("contact", "a@example.org;b@example.org"),
            ("country", "SE"),
            ("venue", "Stadsbiblioteket & <park>"),
            ("address", "Kung Oscars väg 11"),
            ("latitude", "55.6"),
            ("longitude", "12.99"),
            ("language", swedish.as_str()),
            ("comment", "INSTRUCTORS: Ada Lovelace, Grace Hopper\n\nHELPERS: Alan Turing"),
        ] {
            assert_eq!(form.value(field), value, "{url}: {field}");
        }
    }
    assert_eq!(events(&app).await, 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision").await, revisions);
}

#[tokio::test]
async fn imp_01_what_was_typed_is_kept_or_replaced_and_can_be_saved() {
    let (app, _elsewhere, admin) = start().await;
    let form = new_event(&app, &admin, "xxxx-xx-xx-malmo").await;
    let (host, tags) = (form.value("host").to_owned(), form.value("tags").to_owned());
    let form = form.fill("venue", "Somewhere").fill("comment", "Mine.").fill("manual_attendance", "17");
    let page = look_at(&app, &admin, form, SITE).await.expect_page();
    assert!(page.says("Lund University"), "looked-up records keep their names: {}", page.visible());
    let form = page.form("main-form");
    assert_eq!((form.value("host"), form.value("tags"), form.value("manual_attendance")), (host.as_str(), tags.as_str(), "17"));
    assert_eq!((form.value("slug"), form.value("venue")), ("2026-08-20-malmo", "Stadsbiblioteket & <park>"));
    assert!(!form.value("comment").contains("Mine."));

    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/event/2026-08-20-malmo/");
    assert_eq!(app.value::<String>("SELECT url FROM event").await, SITE);
    assert!(app.value::<String>("SELECT comment FROM comment").await.starts_with("INSTRUCTORS: Ada Lovelace, Grace Hopper"));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 0, "nobody is given a task");
}

#[tokio::test]
async fn imp_01_what_the_website_does_not_say_stays() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.add_website(
        "user",
        "short",
        "<meta name=venue content=Hall><meta name=country content=zz><meta name=startdate content=FIXME>",
    );
    let form = new_event(&app, &admin, "2026-09-01-lund").await.fill("start", "2026-09-01").fill("country", "SE");
    let form = form.fill("comment", "Mine.").fill("contact", "c@example.org");
    let form = look_at(&app, &admin, form, "https://user.github.io/short/").await.expect_page().form("main-form");
    for (field, value) in [
        ("slug", "2026-09-01-lund"),
        ("start", "2026-09-01"),
        // There is no such country.
        ("country", "SE"),
        ("comment", "Mine."),
        ("contact", "c@example.org"),
        ("venue", "Hall"),
    ] {
        assert_eq!(form.value(field), value, "{field}");
    }
}

#[tokio::test]
async fn imp_01_without_metas_the_file_of_the_page_is_read_of_one_branch_or_the_other() {
    let (app, elsewhere, admin) = start().await;
    let file = "---\r\nlayout: workshop\r\nvenue: Hall\r\nstartdate: 2026-10-01\r\ninstructor: [Ada, Grace]\r\neventbrite:\r\n---\r\n<p>…</p>\r\n";
    for (name, branch) in [("by-pages", "gh-pages"), ("by-default", "HEAD")] {
        elsewhere.world.add_website("user", name, "<title>No metas</title>");
        elsewhere.world.add_source("user", name, branch, file);
        let page = import(&app, &admin, &format!("https://user.github.io/{name}/")).await.expect_page();
        let form = page.form("main-form");
        let values = ["slug", "venue", "start", "comment", "reg_key"].map(|field| form.value(field));
        assert_eq!(values, [name, "Hall", "2026-10-01", "INSTRUCTORS: Ada, Grace", ""]);
    }
    // The page's own metas win, and the branch of pages before the other.
    elsewhere.world.add_source("user", "by-pages", "HEAD", "---\nvenue: Other\n---\n");
    let page = import(&app, &admin, "https://user.github.io/by-pages/").await.expect_page();
    assert_eq!(page.form("main-form").value("venue"), "Hall");
    elsewhere.world.add_website("user", "by-pages", "<meta name=venue content=Meta>");
    let page = import(&app, &admin, "https://user.github.io/by-pages/").await.expect_page();
    assert_eq!(page.form("main-form").value("venue"), "Meta");
}

#[tokio::test]
async fn imp_01_the_dialog_asks_without_scripts_and_enter_saves() {
    let (app, _elsewhere, admin) = start().await;
    let page = app.get(ADD).as_user(&admin).await.expect_page();
    let tags = page.tags();
    let opener = tags.iter().find(|tag| tag.attribute("commandfor") == Some("website")).unwrap();
    assert_eq!((opener.name.as_str(), opener.attribute("command")), ("button", Some("show-modal")));
    let of_form = tags.iter().filter(|tag| tag.attribute("form") == Some("main-form"));
    let names: Vec<&str> = of_form.filter_map(|tag| tag.attribute("name")).collect();
    assert_eq!(names, ["website-url", "_website"]);
    // The first button of a form is the one that Enter presses: that must not be the dialog's, which comes after the form.
    let at = |wanted: &str| page.text.find(wanted).unwrap();
    assert!(at("id=\"main-form\"") < at("name=\"_website\""));
    assert!(!page.text_of("website").is_empty() && page.text_of("website-title") == "Import from URL");
    // Without the button, the address in the dialog means nothing.
    let form = new_event(&app, &admin, "2026-09-01-lund").await.press("website-url", SITE);
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<Option<String>>("SELECT url FROM event").await, None);
}

#[tokio::test]
async fn imp_01_the_button_costs_few_statements() {
    let (app, _elsewhere, admin) = start().await;
    let form = new_event(&app, &admin, "2026-09-01-lund").await;
    look_at(&app, &admin, form, SITE).await.expect_page();
    assert!((1..=7).contains(&app.statements()), "{} statements", app.statements());
}

#[tokio::test]
async fn imp_01_who_may_not_add_events_may_not_import() {
    let (app, _elsewhere, _) = start().await;
    let reader = app.person("Rita Reader").in_group("steering committee").create().await;
    let member = app.member().await;
    let sent = [("website-url", SITE), ("_website", "fill")];
    for person in [&reader, &member] {
        let page = app.post(ADD, &sent).as_user(person).await.expect_status(403);
        assert!(!page.text.contains("Stadsbiblioteket"));
    }
    app.post(ADD, &sent).await.expect_status(302);
    // Whoever may, is not stopped.
    let clerk = app.person("Carl Clerk").in_group("steering committee").with_permission("add_event").create().await;
    app.post(ADD, &sent).as_user(&clerk).await.expect_page();
}

/// LKP-17: of several languages with one subtag, the one that most people speak.
#[tokio::test]
async fn imp_01_a_language_is_found_by_its_subtag_in_any_case() {
    let (app, elsewhere, admin) = start().await;
    app.run("INSERT INTO language (name, subtag) VALUES ('Swedish, another', 'SV')").await;
    app.run("INSERT INTO person_language SELECT max(p.id), (SELECT max(id) FROM language) FROM person p").await;
    let page = import(&app, &admin, SITE).await.expect_page();
    assert_eq!(page.form("main-form").value("language"), app.id_of("language", "Swedish, another").await);
    elsewhere.world.add_website("user", "klingon", "<meta name=language content=q1><meta name=venue content=x>");
    let page = import(&app, &admin, "https://user.github.io/klingon/").await.expect_page();
    assert_eq!(page.form("main-form").value("language"), "");
}
