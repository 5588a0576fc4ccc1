//! Community roles (ROL-01 … ROL-04).

use super::{told, url};
use crate::support::{Person, TestApp};

const ADD: &str = "/communityroles/roles/add/";

/// The number of a kind of role.
async fn kind(app: &TestApp, name: &str) -> String {
    let kind = "SELECT id::text FROM community_role_config WHERE name = $1";
    sqlx::query_scalar(kind).bind(name).fetch_one(app.pool()).await.unwrap()
}

/// Writes a role down, and gives its id.
async fn role(app: &TestApp, person: &Person, name: &str, start: &str, end: Option<&str>) -> i32 {
    let role = r#"INSERT INTO community_role (person_id, config_id, start, "end", target_type)
        SELECT $1, id, $3::text::date, $4::text::date, target_type FROM community_role_config WHERE name = $2 RETURNING id"#;
    sqlx::query_scalar(role).bind(person.id).bind(name).bind(start).bind(end).fetch_one(app.pool()).await.unwrap()
}

async fn award(app: &TestApp, person: &Person, badge: &str) -> String {
    let award = "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = $2 RETURNING id::text";
    sqlx::query_scalar(award).bind(person.id).bind(badge).fetch_one(app.pool()).await.unwrap()
}

/// What a person's roles are, the newest last.
async fn held(app: &TestApp, person: &Person) -> Option<String> {
    let roles = "SELECT string_agg(concat_ws('/', k.name, c.start, c.\"end\", c.award_id, c.url, c.target_type, c.target_id), ' ' ORDER BY c.id)
        FROM community_role c JOIN community_role_config k ON k.id = c.config_id WHERE c.person_id = $1";
    told(app, roles, person.id).await
}

/// The fields of a form by their names without the prefix.
fn fields<'a>(pairs: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
    pairs.iter().map(|(name, value)| (format!("communityrole-{name}"), *value)).collect()
}

fn sent<'a>(fields: &'a [(String, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (name.as_str(), *value)).collect()
}

#[tokio::test]
async fn rol_01_a_role_is_told_with_all_it_refers_to() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let id = role(&app, &harry, "maintainer", "2026-01-02", None).await;
    let award = award(&app, &harry, "maintainer").await;
    app.run_all(&format!(
        "UPDATE community_role SET award_id = {award}, url = 'https://x.org/a', target_id = (SELECT min(id) FROM lesson),
            custom_keys = '[[\"Language\", \"French\"], [\"Empty\", \"\"]]' WHERE id = {id}"
    ))
    .await;
    let page = app.get(&format!("/communityroles/role/{id}/")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for words in [
        "Community Role \"Maintainer\" for Harry Potter <harry.potter@example.org>",
        "Jan 02, 2026 - present",
        "/Maintainer/2026-01-01/None",
        "Inactive? no",
        "x.org/a",
        "Related object",
        "Language French",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let links = page.links();
    assert!(links.contains(&url(harry.id, "")) && links.contains(&format!("/communityroles/role/{id}/edit/")));
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let page = app.get(&format!("/communityroles/role/{id}/")).as_user(&reader).await.expect_page();
    assert!(page.says("Edit") && !page.links().contains(&format!("/communityroles/role/{id}/edit/")));
    app.get("/communityroles/role/999999/").as_user(&admin).await.expect_status(404);
}

#[tokio::test]
async fn rol_02_a_role_is_added_and_its_page_follows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let (config, id) = (kind(&app, "committee_member").await, harry.id.to_string());
    let form = fields(&[("config", &config), ("person", &id), ("start", "2026-01-01"), ("end", "2026-12-31")]);
    let to = app.post(ADD, &sent(&form)).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(to.starts_with("/communityroles/role/"), "{to}");
    assert!(
        page.says("Community Role \"Committee Member\" for Harry Potter <harry.potter@example.org> was created."),
        "{}",
        page.visible()
    );
    assert_eq!(held(&app, &harry).await.as_deref(), Some("committee_member/2026-01-01/2026-12-31/"));
    // From elsewhere one goes back there, but to no other site.
    for (next, expected) in
        [("%2Fworkshops%2Fpersons%2F", "/workshops/persons/"), ("https%3A%2F%2Fevil.example", "/communityroles/role/")]
    {
        app.run("DELETE FROM community_role").await;
        let to = app.post(&format!("{ADD}?next={next}"), &sent(&form)).as_user(&admin).await.expect_redirect();
        assert!(to.starts_with(expected), "{to}");
    }
}

/// DM-CROLE-04: what the kind asks for; the form that comes back says it too.
#[tokio::test]
async fn rol_02_the_kind_says_what_is_needed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let id = harry.id.to_string();
    let (rons, other) = (award(&app, &ron, "maintainer").await, award(&app, &harry, "mentor").await);
    let lesson: String = app.value("SELECT min(id)::text FROM lesson").await;
    let config = kind(&app, "maintainer").await;
    let base = [("config", config.as_str()), ("person", id.as_str()), ("start", "2026-01-01")];
    for (extra, field) in [
        (("award", ""), "award"),
        (("award", rons.as_str()), "award"),
        (("award", other.as_str()), "award"),
        (("generic_relation_pk", "999999"), "generic_relation_pk"),
    ] {
        let form = fields(&[base[0], base[1], base[2], extra]);
        let page = app.post(ADD, &sent(&form)).as_user(&admin).await.expect_status(422);
        assert!(!page.error_at(&format!("communityrole-{field}")).is_empty(), "{extra:?} {field}: {}", page.visible());
        // The form has followed the kind: what it offers and which badge an award must be of.
        assert!(
            page.text.contains("Generic relation object (lesson)") && page.text.contains(&format!("<option value=\"{lesson}\""))
        );
        let badge = app.id_of("badge", "maintainer").await;
        assert!(page.text.contains(&format!("id=\"id_communityrole-badge\" value=\"{badge}\"")), "{}", page.text);
    }
    app.run(
        "UPDATE community_role_config SET link_to_award = false, link_to_membership = true, link_to_partnership = true, additional_url = true
         WHERE name = 'maintainer'",
    )
    .await;
    let page = app.post(ADD, &sent(&fields(&base))).as_user(&admin).await.expect_status(422);
    for field in ["membership", "partnership", "url"] {
        assert!(!page.error_at(&format!("communityrole-{field}")).is_empty(), "{field}: {}", page.visible());
    }
    app.run("UPDATE community_role_config SET link_to_membership = false, link_to_partnership = false, additional_url = false WHERE name = 'maintainer'").await;
    for (extra, field) in
        [(("inactivation", "1"), "end"), (("end", "2025-12-31"), "end"), (("start", ""), "start"), (("config", ""), "config")]
    {
        let mut pairs = base.to_vec();
        pairs.retain(|(name, _)| *name != extra.0);
        pairs.push(extra);
        pairs[0].1 = if extra.0 == "config" { pairs[0].1 } else { config.as_str() };
        let page = app.post(ADD, &sent(&fields(&pairs))).as_user(&admin).await.expect_status(422);
        assert!(!page.error_at(&format!("communityrole-{field}")).is_empty(), "{extra:?}: {}", page.visible());
    }
    assert_eq!(held(&app, &harry).await, None);
}

/// Without scripts the form follows the kind when asked.
#[tokio::test]
async fn rol_02_without_scripts_a_button_shows_what_the_kind_asks_for() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.get(ADD).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert!(page.says("Show what this role asks for") && page.text.contains("data-role-form=\"/select_lookups/generic/\""));
    let config = kind(&app, "curriculum_advisor").await;
    let form = fields(&[("config", &config), ("start", "2026-01-01")]);
    let mut pairs = sent(&form);
    pairs.push(("_find", "config"));
    let page = app.post(ADD, &pairs).as_user(&admin).await.expect_page();
    let shown = page.form("main-form");
    assert_eq!((shown.value("communityrole-config"), shown.value("communityrole-start")), (config.as_str(), "2026-01-01"));
    assert!(page.text.contains("Generic relation object (curriculum)") && page.says("Carpentry"), "{}", page.visible());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM community_role").await, 0);
}

/// DM-CROLE-06
#[tokio::test]
async fn rol_02_a_concurrent_role_is_told() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    role(&app, &harry, "instructor", "2026-01-01", Some("2026-06-01")).await;
    let (config, id) = (kind(&app, "instructor").await, harry.id.to_string());
    let form = fields(&[("config", &config), ("person", &id), ("start", "2026-05-31")]);
    let page = app.post(ADD, &sent(&form)).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("communityrole-person").contains("Jan 01 - Jun 01, 2026"), "{}", page.visible());
    let form = fields(&[("config", &config), ("person", &id), ("start", "2026-06-01")]);
    app.post(ADD, &sent(&form)).as_user(&admin).await.expect_redirect();
}

/// DM-CROLE-08
#[tokio::test]
async fn rol_02_a_partnership_begins_a_role_with_its_days() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run_all(
        "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
         SELECT 'Hogwarts', 0, a.id, '2026-02-01', '2027-01-31', a.organization_id FROM account a WHERE a.organization_id IS NOT NULL LIMIT 1",
    )
    .await;
    let id: i32 = app.value("SELECT id FROM partnership").await;
    let form = app.get(&format!("{ADD}?partnership_pk={id}")).as_user(&admin).await.expect_page().form("main-form");
    let field = |name: &str| form.value(&format!("communityrole-{name}")).to_owned();
    assert_eq!([field("partnership"), field("start"), field("end")], [id.to_string(), "2026-02-01".into(), "2027-01-31".into()]);
    assert_eq!([field("config"), field("person")], ["", ""]);
    for nothing in ["999999", "x", "1.5"] {
        app.get(&format!("{ADD}?partnership_pk={nothing}")).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn rol_02_the_form_stands_on_the_persons_page() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let edit = url(harry.id, "edit/");
    let form = app.get(&edit).as_user(&admin).await.expect_page().form("communityrole-form");
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert_eq!(form.value("communityrole-person"), harry.id.to_string());
    let config = kind(&app, "regional_coordinator").await;
    let to = form
        .fill("communityrole-config", &config)
        .fill("communityrole-start", "2026-01-01")
        .send(&app)
        .as_user(&admin)
        .await
        .expect_redirect();
    assert_eq!(to, format!("{edit}#communityroles"));
    let page = app.get(&edit).as_user(&admin).await.expect_page();
    let tab = page.text_of("communityroles");
    assert!(tab.contains("Regional Coordinator Jan 01, 2026 - present"), "{tab}");
    // Who may not add has the table alone.
    let changer = app.person("Carl Changer").in_group("trainers").with_permission("change_person").create().await;
    let page = app.get(&edit).as_user(&changer).await.expect_page();
    for form in ["communityrole-form", "award-form", "task-form"] {
        assert!(!page.text.contains(&format!("id=\"{form}\"")), "{form}");
    }
}

/// DM-CROLE-07
#[tokio::test]
async fn rol_03_kind_and_person_stay_and_custom_keys_are_kept_by_label() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    app.run("UPDATE community_role_config SET custom_key_labels = '{Lesson,Language}' WHERE name = 'committee_member'").await;
    let id = role(&app, &harry, "committee_member", "2026-01-01", None).await;
    app.run("UPDATE community_role SET custom_keys = '[[\"Language\", \"French\"], [\"Former\", \"x\"]]'").await;
    let path = format!("/communityroles/role/{id}/edit/");
    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert!(page.says("Role Name Committee Member") && page.says("Former x"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!((form.value("communityrole-custom_keys_0"), form.value("communityrole-custom_keys_1")), ("", "French"));
    let (other, person) = (kind(&app, "instructor").await, ron.id.to_string());
    let to = form
        .fill("communityrole-config", &other)
        .fill("communityrole-person", &person)
        .fill("communityrole-custom_keys_0", "git")
        .fill("communityrole-end", "2026-12-31")
        .send(&app)
        .as_user(&admin)
        .await
        .expect_redirect();
    assert_eq!(to, format!("/communityroles/role/{id}/"));
    assert_eq!(held(&app, &harry).await.as_deref(), Some("committee_member/2026-01-01/2026-12-31/"));
    let keys = "SELECT custom_keys::text FROM community_role WHERE id = $1";
    assert_eq!(
        told(&app, keys, id).await.as_deref(),
        Some("[[\"Lesson\", \"git\"], [\"Language\", \"French\"], [\"Former\", \"x\"]]")
    );
    assert!(app.get(&to).as_user(&admin).await.says("was updated."));
}

#[tokio::test]
async fn rol_03_concurrency_is_not_asked_again_but_the_other_rules_are() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    role(&app, &harry, "instructor", "2026-01-01", None).await;
    let id = role(&app, &harry, "instructor", "2026-02-01", None).await;
    let path = format!("/communityroles/role/{id}/edit/");
    let form = fields(&[("start", "2026-03-01")]);
    app.post(&path, &sent(&form)).as_user(&admin).await.expect_redirect();
    let form = fields(&[("start", "2026-03-01"), ("end", "2026-02-01")]);
    let page = app.post(&path, &sent(&form)).as_user(&admin).await.expect_status(422);
    assert!(!page.error_at("communityrole-end").is_empty());
    app.post("/communityroles/role/999999/edit/", &[]).as_user(&admin).await.expect_status(404);
}

#[tokio::test]
async fn rol_04_a_role_is_deleted_by_who_may_and_leads_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    for (next, expected) in [
        ("", url(harry.id, "")),
        ("?next=%2Fworkshops%2Fpersons%2F", "/workshops/persons/".to_owned()),
        ("?next=%2F%2Fevil.example", url(harry.id, "")),
    ] {
        let id = role(&app, &harry, "instructor", "2026-01-01", None).await;
        let path = format!("/communityroles/role/{id}/delete/{next}");
        let to = app.post(&path, &[]).as_user(&admin).await.expect_redirect();
        assert_eq!(to, expected);
        assert!(
            app.get(&to)
                .as_user(&admin)
                .await
                .says("Community Role \"Instructor\" for Harry Potter <harry.potter@example.org> was deleted.")
        );
        app.post(&path, &[]).as_user(&admin).await.expect_status(404);
    }
    assert_eq!(held(&app, &harry).await, None);
    let id = role(&app, &harry, "instructor", "2026-01-01", None).await;
    // In the original any admin could.
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    app.post(&format!("/communityroles/role/{id}/delete/"), &[]).as_user(&reader).await.expect_status(403);
    app.get(&format!("/communityroles/role/{id}/delete/")).as_user(&admin).await.expect_status(405);
    assert!(held(&app, &harry).await.is_some());
}
