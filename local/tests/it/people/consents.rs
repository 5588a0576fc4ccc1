//! What people consent to, as their edit page has it (PER-11, CON-02).

use chrono::Duration;

use super::{told, url};
use crate::support::{Person, TestApp};

fn save(id: i32) -> String {
    format!("/terms/{id}/consents/add/")
}

/// The number of an answer to a term, such as `agree`.
async fn option(app: &TestApp, term: &str, kind: &str) -> String {
    let option =
        "SELECT min(o.id)::text FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = $1 AND o.option_type = $2";
    sqlx::query_scalar(option).bind(term).bind(kind).fetch_one(app.pool()).await.unwrap()
}

/// A person's present answers.
async fn answers(app: &TestApp, person: &Person) -> String {
    let answers = "SELECT string_agg(t.slug || '=' || coalesce(o.option_type, '-'), ' ' ORDER BY t.id) FROM consent c
        JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id WHERE c.person_id = $1 AND c.archived_at IS NULL";
    told(app, answers, person.id).await.unwrap()
}

/// What answers every required term.
async fn required(app: &TestApp) -> Vec<(&'static str, String)> {
    let mut sent = Vec::new();
    for (field, term) in [
        ("consents-privacy-policy", "privacy-policy"),
        ("consents-may-contact", "may-contact"),
        ("consents-public-profile", "public-profile"),
    ] {
        sent.push((field, option(app, term, "agree").await));
    }
    sent
}

fn pairs<'a>(sent: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    sent.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn con_02_new_answers_archive_the_old_and_the_rest_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let page = app.get(&url(harry.id, "edit/")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let action = page.form("consents-form").action;
    let mut sent = required(&app).await;
    assert_eq!(
        app.post(&action, &pairs(&sent)).as_user(&admin).await.expect_redirect(),
        format!("{}#consents", url(harry.id, "edit/"))
    );
    assert_eq!(answers(&app, &harry).await, "privacy-policy=agree may-contact=agree public-profile=agree may-publish-name=-");

    app.clock.advance(Duration::hours(1));
    let before: i64 = app.value("SELECT count(*) FROM consent").await;
    sent[1].1 = option(&app, "may-contact", "decline").await;
    app.post(&action, &pairs(&sent)).as_user(&admin).await.expect_redirect();
    assert_eq!(answers(&app, &harry).await, "privacy-policy=agree may-contact=decline public-profile=agree may-publish-name=-");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM consent").await, before + 1);

    // The tab tells them all: active ones first, then what was archived last.
    let page = app.get(&url(harry.id, "edit/")).as_user(&admin).await.expect_page();
    assert_eq!(page.form("consents-form").value("consents-may-contact"), sent[1].1);
    let tab = page.text_of("consents");
    assert!(tab.contains("Not answered yet") && tab.contains("Archived June 15, 2026, 1 p.m. UTC"), "{tab}");
    let (active, archived) = (tab.rfind("Active").unwrap(), tab.find("Archived").unwrap());
    assert!(active < archived, "{tab}");
}

#[tokio::test]
async fn con_02_what_is_required_must_be_answered_with_what_is_offered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let before = answers(&app, &harry).await;
    for (value, message) in
        [("", "Fill this in."), ("999999", "Choose one of the offered values."), ("x", "Choose one of the offered values.")]
    {
        let mut sent = required(&app).await;
        value.clone_into(&mut sent[1].1);
        let page = app.post(&format!("{}?next=%2Fx%2F", save(harry.id)), &pairs(&sent)).as_user(&admin).await.expect_status(422);
        assert!(page.error_at("consents-may-contact").contains(message), "{value}: {}", page.visible());
        assert_eq!(page.form("consents-form").action, format!("{}?next=%2Fx%2F", save(harry.id)));
    }
    app.post(&save(harry.id), &[]).as_user(&admin).await.expect_status(422);
    assert_eq!(answers(&app, &harry).await, before);
}

/// Its defects in the original: anybody could change anyone's consents, and be led anywhere.
#[tokio::test]
async fn con_02_only_the_person_and_admins_who_may_change_people() {
    let app = TestApp::start().await;
    let (admin, harry) = (app.admin().await, app.person("Harry Potter").create().await);
    let other = app.member().await;
    let holder = app.person("Holly Holder").with_permission("change_person").create().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let sent = required(&app).await;
    assert!(app.post(&save(harry.id), &pairs(&sent)).await.expect_redirect().starts_with("/account/login/"));
    for person in [&other, &holder, &reader] {
        app.post(&save(harry.id), &pairs(&sent)).as_user(person).await.expect_status(403);
    }
    assert_eq!(app.post(&save(harry.id), &pairs(&sent)).as_user(&harry).await.expect_redirect(), "/dashboard/instructor/");
    assert_eq!(app.post(&save(harry.id), &pairs(&sent)).as_user(&admin).await.expect_redirect(), url(harry.id, ""));
    // Whom the form names does not matter, and where it leads is looked at.
    let mut forged = sent.clone();
    forged.push(("consents-person", harry.id.to_string()));
    forged[1].1 = option(&app, "may-contact", "decline").await;
    let away = format!("{}?next=https%3A%2F%2Fevil.example", save(other.id));
    assert_eq!(app.post(&away, &pairs(&forged)).as_user(&other).await.expect_redirect(), "/dashboard/instructor/");
    assert!(answers(&app, &harry).await.contains("may-contact=agree"));
    assert!(answers(&app, &other).await.contains("may-contact=decline"));
    app.post(&save(999_999), &pairs(&sent)).as_user(&admin).await.expect_status(404);
    app.get(&save(harry.id)).as_user(&admin).await.expect_status(405);
}
