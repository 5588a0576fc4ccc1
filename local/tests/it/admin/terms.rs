//! Terms and their options (MNT-01, MNT-02, DM-CONS-03 … DM-CONS-06).

use super::{edit_form, insert, new_form, root, save, told};
use crate::support::{Person, TestApp};

/// A term with an option to agree to, which somebody has chosen where `answered`; gives both ids.
async fn term(app: &TestApp, slug: &'static str, required: &str, answered: bool) -> (String, String) {
    let sql =
        "WITH t AS (INSERT INTO term (slug, content, short_description, required_type) VALUES ($1, 'c', 's', $2) RETURNING id)
               INSERT INTO term_option (term_id, option_type) SELECT id, 'agree' FROM t RETURNING term_id::text, id::text";
    let ids: (String, String) = sqlx::query_as(sql).bind(slug).bind(required).fetch_one(app.pool()).await.unwrap();
    if answered {
        let person = app.person(&format!("Ann {slug}")).create().await;
        answer(app, &person, &ids.1).await;
    }
    ids
}

/// Writes down that a person has chosen an option.
async fn answer(app: &TestApp, person: &Person, option: &str) {
    let sql = "WITH o AS (SELECT id, term_id FROM term_option WHERE id::text = $2),
                    gone AS (DELETE FROM consent WHERE person_id = $1 AND term_id = (SELECT term_id FROM o))
               SELECT term_id, id FROM o";
    let (term, option): (i32, i32) = sqlx::query_as(sql).bind(person.id).bind(option).fetch_one(app.pool()).await.unwrap();
    let insert = "INSERT INTO consent (person_id, term_id, term_option_id) VALUES ($1, $2, $3)";
    sqlx::query(insert).bind(person.id).bind(term).bind(option).execute(app.pool()).await.unwrap();
}

#[tokio::test]
async fn mnt_01_dm_cons_03_new_terms_are_optional_whatever_is_sent() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let form = new_form(&app, &root, "terms").await;
    assert!(!form.has("required_type"));
    let form =
        form.fill("slug", "juggling").fill("short_description", "s").fill("content", "c").press("required_type", "profile");
    save(&app, &root, &form).await;
    assert_eq!(told(&app, "SELECT required_type FROM term WHERE slug = $1", "juggling").await.as_deref(), Some("optional"));
}

#[tokio::test]
async fn mnt_01_dm_cons_03_a_required_term_needs_something_to_agree_to() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let form = new_form(&app, &root, "terms").await.fill("slug", "juggling").fill("short_description", "s").fill("content", "c");
    save(&app, &root, &form.fill("options-0-option_type", "decline")).await;
    let id = told(&app, "SELECT id::text FROM term WHERE slug = $1", "juggling").await.unwrap();
    let form = edit_form(&app, &root, "terms", &id).await.fill("required_type", "profile");
    let page = form.clone().send(&app).as_user(&root).await.expect_status(422);
    assert!(page.says("A required term needs an option to agree to"), "{}", page.visible());
    assert_eq!(page.form("main-form").value("required_type"), "profile");
    // Both at once is fine, and whoever does it is told what comes of it.
    let form = form.press("options-1-option_type", "agree").press("options-1-content", "Go on");
    let list = save(&app, &root, &form).await;
    assert!(list.says("everybody who has not answered this term is stopped"), "{}", list.visible());
    let options = "SELECT string_agg(option_type || content, ',' ORDER BY id) FROM term_option WHERE term_id::text = $1";
    assert_eq!(told(&app, options, &id).await.as_deref(), Some("decline,agreeGo on"));
    // It is said once.
    let list = save(&app, &root, &edit_form(&app, &root, "terms", &id).await.fill("help_text", "Soft balls.")).await;
    assert!(!list.says("is stopped"), "{}", list.visible());
}

#[tokio::test]
async fn mnt_01_the_form_warns_of_requiring_a_term() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (id, _) = term(&app, "juggling", "optional", false).await;
    let page = app.get(&format!("/admin/terms/{id}/edit/")).as_user(&root).await.expect_page();
    assert!(page.says("everybody who has not answered it is stopped at their next click, all at once"), "{}", page.visible());
}

#[tokio::test]
async fn mnt_01_dm_cons_06_options_are_changed_with_the_term_but_not_taken_away() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (id, option) = term(&app, "juggling", "optional", true).await;
    let form = edit_form(&app, &root, "terms", &id).await;
    assert_eq!((form.value("options-0-id"), form.value("options-0-option_type")), (option.as_str(), "agree"));
    save(&app, &root, &form.clone().fill("options-0-content", "Certainly")).await;
    assert_eq!(told(&app, "SELECT content FROM term_option WHERE id::text = $1", &option).await.as_deref(), Some("Certainly"));
    let changed = "SELECT count(*)::text FROM version WHERE object_type = 'term_option' AND object_id = $1 AND operation = 'U'";
    assert_eq!(told(&app, changed, &option).await.as_deref(), Some("1"));
    // An answer keeps its meaning.
    let form = edit_form(&app, &root, "terms", &id).await;
    let page = form.clone().fill("options-0-option_type", "decline").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("options").contains("its type must stay"), "{}", page.visible());
    let page = form.press("_remove", "options-0").send(&app).as_user(&root).await.expect_page();
    let page = page.form("main-form").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("options").contains("archive it on its own page"), "{}", page.visible());
    // Another term's option cannot be smuggled in.
    let (other, _) = term(&app, "clowning", "optional", false).await;
    let form =
        edit_form(&app, &root, "terms", &other).await.press("options-7-id", &option).press("options-7-option_type", "agree");
    form.send(&app).as_user(&root).await.expect_status(422);
}

#[tokio::test]
async fn a_term_whose_option_somebody_changes_meanwhile_is_a_conflict() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let other = app.person("Olga Other").superuser().create().await;
    let (id, option) = term(&app, "juggling", "optional", false).await;
    let form = edit_form(&app, &root, "terms", &id).await;
    save(&app, &other, &edit_form(&app, &other, "term-options", &option).await.fill("content", "Certainly")).await;
    let page = form.send(&app).as_user(&root).await.expect_status(409);
    assert!(page.says("Olga Other"), "{}", page.visible());
}

#[tokio::test]
async fn mnt_02_an_option_keeps_its_term_and_the_type_of_its_answers() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (_, answered) = term(&app, "juggling", "optional", true).await;
    let form = edit_form(&app, &root, "term-options", &answered).await;
    assert!(!form.has("term_id"));
    let page = form.clone().fill("option_type", "decline").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("option_type").contains("its type must stay"), "{}", page.visible());
    save(&app, &root, &form.fill("content", "Certainly")).await;
    let (_, free) = term(&app, "clowning", "optional", false).await;
    save(&app, &root, &edit_form(&app, &root, "term-options", &free).await.fill("option_type", "decline")).await;
    // DM-CONS-03: nor may a required term lose what it can be agreed to with.
    let (_, needed) = term(&app, "miming", "profile", false).await;
    let no =
        "INSERT INTO term_option (term_id, option_type) SELECT id, 'decline' FROM term WHERE slug = 'miming' RETURNING id::text";
    answer(&app, &root, &insert(&app, no).await).await;
    let form = edit_form(&app, &root, "term-options", &needed).await;
    let page = form.fill("option_type", "decline").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("option_type").contains("its only option to agree to"), "{}", page.visible());
    let list = app.get("/admin/term-options/?option_type=decline&search=clowning").as_user(&root).await.expect_page();
    assert!(list.says("clowning Decline"), "{}", list.visible());
}

#[tokio::test]
async fn mnt_01_dm_cons_04_dm_cons_06_a_term_is_archived_once_with_its_options_and_answers() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (id, _) = term(&app, "juggling", "profile", true).await;
    let page = app.get(&format!("/admin/terms/{id}/edit/")).as_user(&root).await.expect_page();
    let question = page.tags().iter().find_map(|tag| tag.attribute("data-confirm").map(str::to_owned)).unwrap();
    assert!(question.contains("Its options and all answers to it are archived with it."), "{question}");
    let archive = page.form_to(&format!("/admin/terms/{id}/archive/"));
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    assert!(app.get(&to).as_user(&root).await.expect_page().says("The term juggling was archived."));
    let open = "SELECT ((SELECT count(*) FROM term_option WHERE term_id::text = $1 AND archived_at IS NULL)
                + (SELECT count(*) FROM consent WHERE term_id::text = $1 AND archived_at IS NULL))::text";
    assert_eq!(told(&app, open, &id).await.as_deref(), Some("0"));
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    assert!(app.get(&to).as_user(&root).await.expect_page().says("is archived already."));
    let consents = app.get(&format!("/admin/consents/?term={id}&archived=false")).as_user(&root).await.expect_page();
    assert!(consents.says("No consents."), "{}", consents.visible());
}

#[tokio::test]
async fn mnt_02_dm_cons_05_an_option_is_archived_unless_a_required_term_needs_it() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (id, option) = term(&app, "juggling", "profile", true).await;
    let page = app.get(&format!("/admin/term-options/{option}/edit/")).as_user(&root).await.expect_page();
    let archive = page.form_to(&format!("/admin/term-options/{option}/archive/"));
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    let page = app.get(&to).as_user(&root).await.expect_page();
    assert!(page.says("its only option to agree to"), "{}", page.visible());
    let form = edit_form(&app, &root, "terms", &id).await.press("options-1-option_type", "agree");
    save(&app, &root, &form.press("options-1-content", "Go on")).await;
    archive.send(&app).as_user(&root).await.expect_redirect();
    // D-03: whoever had answered is asked again.
    let unset = "SELECT count(*)::text FROM consent c JOIN person p ON p.id = c.person_id
                 WHERE c.term_id::text = $1 AND c.archived_at IS NULL AND c.term_option_id IS NULL AND p.personal = 'Ann'";
    assert_eq!(told(&app, unset, &id).await.as_deref(), Some("1"));
    app.agree(root.id).await;
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    assert!(app.get(&to).as_user(&root).await.expect_page().says("is archived already."));
    // The form of the term offers what is left.
    assert!(!edit_form(&app, &root, "terms", &id).await.has("options-1-content"));
}
