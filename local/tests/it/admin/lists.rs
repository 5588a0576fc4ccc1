//! What lists show and find.

use super::{insert, root, told};
use crate::support::TestApp;

#[tokio::test]
async fn utl_09_tags_stand_by_priority_and_are_found_by_name_and_details() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    app.run("INSERT INTO tag (name, details, priority) VALUES ('zebra', 'striped', 0), ('yak', 'woolly', 9999)").await;
    let list = app.get("/admin/tags/?items_per_page=all").as_user(&root).await.expect_page();
    let place = |word: &str| list.text.find(word).unwrap_or_else(|| panic!("{word} is missing"));
    assert!(place("zebra") < place("automated-email") && place("automated-email") < place("yak"));
    let found = app.get("/admin/tags/?search=STRIPE").as_user(&root).await.expect_page();
    assert!(found.says("zebra") && !found.says("yak"), "{}", found.visible());
    let page = app.get("/admin/languages/?items_per_page=10&page=2").as_user(&root).await.expect_page();
    assert!(page.says("showing 11–20"), "{}", page.visible());
}

#[tokio::test]
async fn mnt_03_consents_are_searched_and_filtered_and_lead_to_people() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    app.run("DELETE FROM consent").await;
    for (person, slug, kind, archived) in [
        (&harry, "may-contact", "agree", false),
        (&ron, "may-contact", "decline", false),
        (&harry, "public-profile", "agree", true),
    ] {
        let sql = "INSERT INTO consent (person_id, term_id, term_option_id, archived_at)
                   SELECT $1, t.id, o.id, CASE WHEN $4 THEN now() END FROM term t JOIN term_option o ON o.term_id = t.id
                   WHERE t.slug = $2 AND o.option_type = $3 ORDER BY o.id LIMIT 1";
        let done = sqlx::query(sql).bind(person.id).bind(slug).bind(kind).bind(archived).execute(app.pool()).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{slug}");
    }
    let term = told(&app, "SELECT id::text FROM term WHERE slug = $1", "may-contact").await.unwrap();
    for (query, harrys, rons) in [
        (String::new(), 2, 1),
        ("search=weasley".to_owned(), 0, 1),
        ("search=snape".to_owned(), 0, 0),
        ("search=harry.potter@".to_owned(), 2, 0),
        (format!("term={term}"), 1, 1),
        ("option_type=decline".to_owned(), 0, 1),
        ("archived=true".to_owned(), 1, 0),
        ("archived=false".to_owned(), 1, 1),
    ] {
        let list = app.get(&format!("/admin/consents/?{query}")).as_user(&root).await.expect_page();
        assert!(app.statements() <= 6);
        let links = |id: i32| list.links().iter().filter(|link| **link == format!("/workshops/person/{id}/")).count();
        assert_eq!((links(harry.id), links(ron.id)), (harrys, rons), "{query}: {}", list.visible());
        assert!(!list.text.contains("/admin/consents/add/"));
    }
}

#[tokio::test]
async fn mnt_08_mnt_09_lists_name_the_first_ten_countries() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    app.run("INSERT INTO criterium (name, email) VALUES ('Nordic', 'nordic@example.org')").await;
    app.run("INSERT INTO criterium_country SELECT max(id), unnest('{SE,NO,DK}'::text[]) FROM criterium").await;
    let list = app.get("/admin/criteria/?search=nordic").as_user(&root).await.expect_page();
    assert!(list.says("Denmark, Norway, Sweden") && list.says("nordic@example.org"), "{}", list.visible());
    let list = app.get("/admin/continents/?search=europe").as_user(&root).await.expect_page();
    let total: i64 = app
        .value("SELECT count(*) FROM continent_country WHERE continent_id = (SELECT id FROM continent WHERE name = 'Europe')")
        .await;
    assert!(list.says("Åland Islands, Albania") || list.says("Albania, Andorra"), "{}", list.visible());
    assert!(list.says(&format!("and {} more", total - 10)), "{}", list.visible());
}

#[tokio::test]
async fn utl_09_social_links_are_listed_without_their_secrets_and_cut() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let harry = app.person("Harry Potter").create().await;
    sqlx::query("INSERT INTO social_login (person_id, provider, uid, extra_data) VALUES ($1, 'github', '4711', '{\"access_token\": \"geheim\"}')")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let list = app.get("/admin/social-links/?search=4711").as_user(&root).await.expect_page();
    assert!(list.says("Harry Potter") && list.says("4711") && !list.text.contains("geheim"), "{}", list.visible());
    let csv = app.get("/admin/social-links/?format=csv").as_user(&root).await.expect_page();
    assert!(csv.text.contains("4711") && !csv.text.contains("geheim"), "{}", csv.text);
    let id: i64 = app.value("SELECT id FROM social_login").await;
    let to = list.form_to(&format!("/admin/social-links/{id}/delete/")).send(&app).as_user(&root).await.expect_redirect();
    let list = app.get(&to).as_user(&root).await.expect_page();
    assert!(list.says("was deleted.") && list.says("No social links."), "{}", list.visible());
}

#[tokio::test]
async fn utl_09_comments_are_hidden_and_shown_again_but_not_edited() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let event = app.event("2026-07-01-lund").create().await;
    sqlx::query("INSERT INTO comment (object_type, object_id, person_id, comment, submit_date) VALUES ('workshops.event', $1, $2, 'Rude words', now())")
        .bind(event.id.to_string())
        .bind(root.id)
        .execute(app.pool())
        .await
        .unwrap();
    let id: i32 = app.value("SELECT id FROM comment").await;
    let list = app.get("/admin/comments/?search=rude").as_user(&root).await.expect_page();
    assert!(list.says("Rude words") && list.links().contains(&event.url("")), "{}", list.visible());
    for (action, hidden, is_said) in [("hide", true, false), ("show", false, true)] {
        let list = app.get("/admin/comments/").as_user(&root).await.expect_page();
        list.form_to(&format!("/admin/comments/{id}/{action}/")).send(&app).as_user(&root).await.expect_redirect();
        assert_eq!(app.value::<bool>("SELECT is_removed OR NOT is_public FROM comment").await, hidden);
        let page = app.get(&event.url("")).as_user(&root).await.expect_page();
        assert_eq!(page.says("Rude words"), is_said, "{action}");
        let hidden = app.get(&format!("/admin/comments/?hidden={hidden}")).as_user(&root).await.expect_page();
        assert!(hidden.says("Rude words"), "{action}");
    }
    // What was hidden in the original's other way comes back as well.
    app.run("UPDATE comment SET is_public = false").await;
    app.post(&format!("/admin/comments/{id}/show/"), &[]).as_user(&root).await.expect_redirect();
    assert!(app.value::<bool>("SELECT is_public AND NOT is_removed FROM comment").await);
    app.get(&format!("/admin/comments/{id}/edit/")).as_user(&root).await.expect_status(404);
}

#[tokio::test]
async fn before_a_deletion_it_is_told_who_loses_the_record() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let id = insert(&app, "INSERT INTO tag (name, details) VALUES ('brief', 'Short') RETURNING id::text").await;
    let question = async || {
        let page = app.get(&format!("/admin/tags/{id}/edit/")).as_user(&root).await.expect_page();
        let tags = page.tags();
        tags.iter().find_map(|tag| tag.attribute("data-confirm").map(str::to_owned)).unwrap()
    };
    assert_eq!(question().await, "Delete the tag brief?");
    app.event("2026-07-01-lund").tagged("brief").create().await;
    app.event("2026-07-02-lund").tagged("brief").create().await;
    assert_eq!(question().await, "Delete the tag brief? These lose it: events (2).");
    // A set is no obstacle; the events keep the loss in their history.
    app.post(&format!("/admin/tags/{id}/delete/"), &[]).as_user(&root).await.expect_redirect();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version WHERE table_name = 'event_tag' AND operation = 'D'").await, 2);
}

#[tokio::test]
async fn before_a_tier_is_deleted_its_partnerships_are_told() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let id = insert(&app, "INSERT INTO partnership_tier (name, credits) VALUES ('diamond', 9) RETURNING id::text").await;
    app.run(
        "INSERT INTO partnership (name, tier_id, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
         SELECT 'P', (SELECT id FROM partnership_tier WHERE name = 'diamond'), 9, a.id, '2026-01-01', '2026-12-31', a.organization_id
         FROM account a WHERE a.organization_id IS NOT NULL LIMIT 1",
    )
    .await;
    if app.value::<i64>("SELECT count(*) FROM partnership").await == 0 {
        app.run(
            "WITH o AS (SELECT min(id) AS id FROM organization), a AS (INSERT INTO account (organization_id) SELECT id FROM o RETURNING id, organization_id)
             INSERT INTO partnership (name, tier_id, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
             SELECT 'P', (SELECT id FROM partnership_tier WHERE name = 'diamond'), 9, a.id, '2026-01-01', '2026-12-31', a.organization_id FROM a",
        )
        .await;
    }
    let page = app.get(&format!("/admin/partnership-tiers/{id}/edit/")).as_user(&root).await.expect_page();
    assert!(page.text.contains("These lose it: partnerships (1)."), "{}", page.visible());
    app.post(&format!("/admin/partnership-tiers/{id}/delete/"), &[]).as_user(&root).await.expect_redirect();
    assert!(app.value::<bool>("SELECT tier_id IS NULL FROM partnership").await);
}
