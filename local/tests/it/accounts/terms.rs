//! The gate before everything (GLB-05), and the page where the terms are answered (CON-01).

use axum::http::Method;

use crate::support::{Person, TestApp};

const HERE: &str = "/terms/action_required/";

/// Somebody who has to answer before going on.
async fn asked(app: &TestApp) -> Person {
    let person = app.person("Ned Nobody").administrator().create().await;
    app.sign_in(&person).await;
    app.ask_again(person.id).await;
    person
}

/// The required terms by slug, each with the last of its answers.
async fn required(app: &TestApp) -> Vec<(String, String)> {
    let options = sqlx::query_as(
        "SELECT t.slug, max(o.id)::text FROM term t JOIN term_option o ON o.term_id = t.id
         WHERE t.required_type = 'profile' AND t.archived_at IS NULL AND o.archived_at IS NULL GROUP BY t.slug ORDER BY t.slug",
    );
    let options: Vec<(String, String)> = options.fetch_all(app.pool()).await.unwrap();
    assert!(options.len() > 1);
    options
}

/// Fields of a form, as they are sent.
fn fields(options: &[(String, String)]) -> Vec<(&str, &str)> {
    options.iter().map(|(slug, option)| (slug.as_str(), option.as_str())).collect()
}

/// GLB-05: pages, look-ups, posts, addresses that there are not; the way back is the path, or the `next` of the request.
#[tokio::test]
async fn glb_05_who_has_not_answered_is_sent_to_the_terms_from_everywhere() {
    let app = TestApp::start().await;
    let ned = asked(&app).await;
    for (path, next) in [
        ("/dashboard/", "%2Fdashboard%2F"),
        ("/", "%2F"),
        ("/workshops/events/?tags=1&page=2", "%2Fworkshops%2Fevents%2F"),
        ("/select_lookups/tags/?term=a", "%2Fselect%5Flookups%2Ftags%2F"),
        ("/workshops/person/1/edit/?next=/workshops/events/%3Fpage%3D2", "%2Fworkshops%2Fevents%2F%3Fpage%3D2"),
        ("/nowhere/", "%2Fnowhere%2F"),
        ("/workshops/events", "%2Fworkshops%2Fevents"),
    ] {
        let to = app.get(path).as_user(&ned).await.expect_redirect();
        assert_eq!(to, format!("{HERE}?next={next}"), "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let to = app.ask(method, "/workshops/events/add/").as_user(&ned).await.expect_redirect();
        assert_eq!(to, format!("{HERE}?next=%2Fworkshops%2Fevents%2Fadd%2F"));
    }
    // Where the way back would lead here or out, none is kept.
    for path in ["/dashboard/?next=/account/logout/", "/dashboard/?next=/terms/action_required/"] {
        assert_eq!(app.get(path).as_user(&ned).await.expect_redirect(), HERE, "{path}");
    }
}

#[tokio::test]
async fn glb_05_logging_out_the_terms_and_the_version_stay_open() {
    let app = TestApp::start().await;
    let ned = asked(&app).await;
    app.get(HERE).as_user(&ned).await.expect_page();
    assert_eq!(app.get("/version/").as_user(&ned).await.expect_page().text, web::VERSION);
    let out = app.post("/account/logout/", &[]).as_user(&ned).await.expect_redirect();
    assert_eq!(out, "/account/login/");
    // A visitor is asked nothing.
    app.get("/account/login/").await.expect_page();
}

/// The gate is in the statement that says who is signed in.
#[tokio::test]
async fn glb_05_the_gate_costs_no_statement() {
    let app = TestApp::start().await;
    let member = app.member().await;
    app.get("/dashboard/").as_user(&member).await.expect_page();
    assert_eq!(app.statements(), 1);
    app.ask_again(member.id).await;
    app.get("/dashboard/").as_user(&member).await.expect_status(302);
    assert_eq!(app.statements(), 1);
}

#[tokio::test]
async fn con_01_each_required_term_without_an_answer_is_asked_and_no_other() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO term (slug, content, required_type, short_description, help_text)
         VALUES ('drones', 'May we fly <a href=\"https://example.org/d\">drones</a><script>x</script>?', 'profile', 'Drones', 'Small ones.'),
                ('balloons', 'May we send balloons?', 'optional', 'Balloons', '')",
    )
    .await;
    app.run("INSERT INTO term_option (term_id, option_type) SELECT id, 'agree' FROM term WHERE slug = 'drones'").await;
    let member = app.member().await;
    app.sign_in(&member).await;
    app.run("UPDATE consent SET term_option_id = NULL WHERE term_id = (SELECT id FROM term WHERE slug = 'drones')").await;
    let page = app.get(HERE).as_user(&member).await.expect_page();
    assert!(page.says("Action required: terms agreement") && page.says("privacy@carpentries.org"), "{}", page.visible());
    assert!(page.says("May we fly drones?") && page.says("Small ones.") && !page.says("balloons"), "{}", page.visible());
    assert!(page.text.contains("https://example.org/d") && !page.text.contains("<script>x"));
    let form = page.form("main-form");
    assert!(form.pairs().is_empty(), "nothing is chosen beforehand: {:?}", form.pairs());
    let selects: Vec<_> = page.tags().into_iter().filter(|tag| tag.name == "select" && !tag.is_end).collect();
    assert_eq!(selects.iter().map(|tag| tag.attribute("name")).collect::<Vec<_>>(), [Some("drones")]);
    assert!(page.form_to("/account/logout/").pairs().is_empty());
    assert!(app.statements() <= 3, "{}", app.statements());
}

#[tokio::test]
async fn con_01_whoever_has_answered_everything_finds_nothing_here() {
    let app = TestApp::start().await;
    let member = app.member().await;
    app.get(HERE).as_user(&member).await.expect_status(404);
    app.post(HERE, &[("privacy-policy", "1")]).as_user(&member).await.expect_status(404);
    assert!(app.get(HERE).await.expect_redirect().starts_with("/account/login/?next="));
}

/// An answer that declines opens the gate too (pages-community §4.2).
#[tokio::test]
async fn con_01_answers_open_the_way_back_and_are_those_of_whoever_is_signed_in() {
    let app = TestApp::start().await;
    let (ned, other) = (asked(&app).await, app.person("Olga Other").create().await);
    let options = required(&app).await;
    let mut fields = fields(&options);
    let someone = other.id.to_string();
    fields.push(("person", &someone));
    let to = app.post(&format!("{HERE}?next=%2Fworkshops%2Fevents%2F%3Fpage%3D2"), &fields).as_user(&ned).await;
    assert_eq!(to.expect_redirect(), "/workshops/events/?page=2");
    let list = app.get("/workshops/events/?page=2").as_user(&ned).await.expect_page();
    assert!(list.says("Success: Your answers to the terms were saved."), "{}", list.visible());
    let answered = "SELECT count(*) FROM consent WHERE person_id = $1 AND archived_at IS NULL AND term_option_id IS NOT NULL";
    let count = async |id: i32| sqlx::query_scalar::<_, i64>(answered).bind(id).fetch_one(app.pool()).await.unwrap();
    assert_eq!((count(ned.id).await, count(other.id).await), (options.len() as i64, 0));
}

#[tokio::test]
async fn con_01_next_leads_to_no_other_site() {
    let app = TestApp::start().await;
    let ned = asked(&app).await;
    let options = required(&app).await;
    let to =
        app.post(&format!("{HERE}?next=https%3A%2F%2Fevil.example%2F"), &fields(&options)).as_user(&ned).await.expect_redirect();
    assert_eq!(to, "/dashboard/");
}

#[tokio::test]
async fn con_01_what_is_missing_or_not_offered_is_said_at_its_field() {
    let app = TestApp::start().await;
    let ned = asked(&app).await;
    let before: i64 = app.value("SELECT count(*) FROM consent").await;
    let options = required(&app).await;
    let page = app.post(HERE, &[]).as_user(&ned).await.expect_status(422);
    for (slug, _) in &options {
        assert!(!page.error_at(slug).is_empty(), "{slug}: {}", page.visible());
    }
    for odd in ["999999", "x", "-1", "1\0"] {
        let fields: Vec<(&str, &str)> = options.iter().map(|(slug, _)| (slug.as_str(), odd)).collect();
        let page = app.post(HERE, &fields).as_user(&ned).await.expect_status(422);
        assert!(!page.error_at(&options[0].0).is_empty(), "{odd}: {}", page.visible());
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM consent").await, before);
}
