//! What single tables have of their own.

use super::{edit_form, insert, new_form, root, save, told};
use crate::support::TestApp;

#[tokio::test]
async fn dm_curr_01_only_one_curriculum_stands_for_unknown_and_one_for_any_mixture() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for flag in ["unknown", "mix_match"] {
        for (slug, name) in [("first", "First"), ("second", "Second")] {
            let form = new_form(&app, &root, "curricula").await;
            let form = form.fill("slug", &format!("{flag}-{slug}")).fill("name", &format!("{name} {flag}")).fill(flag, "on");
            save(&app, &root, &form).await;
        }
        let holder = "SELECT string_agg(slug, ',') FROM curriculum WHERE CASE $1 WHEN 'unknown' THEN unknown ELSE mix_match END";
        assert_eq!(told(&app, holder, flag).await, Some(format!("{flag}-second")));
        let first = told(&app, "SELECT id::text FROM curriculum WHERE slug = $1", &format!("{flag}-first")).await.unwrap();
        save(&app, &root, &edit_form(&app, &root, "curricula", &first).await.fill(flag, "on")).await;
        assert_eq!(told(&app, holder, flag).await, Some(format!("{flag}-first")));
        // The one that lost the flag has that in its history, in the same revision.
        let lost = "SELECT count(*)::text FROM version l JOIN version g USING (revision_id)
                    WHERE l.table_name = 'curriculum' AND g.table_name = 'curriculum' AND g.object_id = $1
                    AND (l.before ->> 'unknown' <> l.after ->> 'unknown' OR l.before ->> 'mix_match' <> l.after ->> 'mix_match')
                    AND l.object_id <> g.object_id";
        assert_eq!(told(&app, lost, &first).await.as_deref(), Some("2"), "lost by one to it, and by it to one");
    }
}

#[tokio::test]
async fn only_one_data_variant_stands_for_unknown() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for name in ["Whatever", "No idea"] {
        save(&app, &root, &new_form(&app, &root, "data-variants").await.fill("name", name).fill("unknown", "on")).await;
    }
    assert_eq!(app.value::<String>("SELECT string_agg(name, ',') FROM data_variant WHERE unknown").await, "No idea");
}

#[tokio::test]
async fn new_records_begin_as_usual() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    assert_eq!(new_form(&app, &root, "curricula").await.value("active"), "on");
    assert_eq!(new_form(&app, &root, "tags").await.value("priority"), "0");
    let involvement = new_form(&app, &root, "involvements").await;
    assert_eq!((involvement.value("date_required"), involvement.value("url_required")), ("on", ""), "MNT-06");
    // A link may know more.
    let form = app.get("/admin/tags/add/?name=given").as_user(&root).await.expect_page().form("main-form");
    assert_eq!(form.value("name"), "given");
}

#[tokio::test]
async fn mnt_04_a_kind_of_role_keeps_its_labels_in_order_and_points_at_what_can_be_pointed_at() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let badge = app.id_of("badge", "maintainer").await;
    let form = new_form(&app, &root, "community-role-configs").await;
    let form = form.fill("name", "juggler").fill("display_name", "Juggler").fill("award_badge_limit_id", &badge);
    let form = form.fill("target_type", "workshops.curriculum").fill("custom_key_labels-0-text", "Balls");
    let form = form.press("custom_key_labels-1-text", "Clubs").press("custom_key_labels-2-text", "");
    save(&app, &root, &form).await;
    let labels = "SELECT array_to_string(custom_key_labels, '|') FROM community_role_config WHERE name = $1";
    assert_eq!(told(&app, labels, "juggler").await.as_deref(), Some("Balls|Clubs"));
    let id = told(&app, "SELECT id::text FROM community_role_config WHERE name = $1", "juggler").await.unwrap();
    let form = edit_form(&app, &root, "community-role-configs", &id).await;
    assert_eq!((form.value("custom_key_labels-0-text"), form.value("custom_key_labels-1-text")), ("Balls", "Clubs"));
    assert_eq!((form.value("target_type"), form.value("award_badge_limit_id")), ("workshops.curriculum", badge.as_str()));
    // DM-GEN-01: nothing with another kind of number can be pointed at, nor what was not offered.
    for other in ["offering.account", "workshops.nonsense"] {
        form.clone().fill("target_type", other).send(&app).as_user(&root).await.expect_status(422);
    }
    form.clone().fill("custom_key_labels-0-text", &"x".repeat(151)).send(&app).as_user(&root).await.expect_status(422);
    save(&app, &root, &form.fill("target_type", "").fill("award_badge_limit_id", "").fill("custom_key_labels-0-text", "")).await;
    assert_eq!(told(&app, labels, "juggler").await.as_deref(), Some("Clubs"));
    let nothing =
        "SELECT (target_type IS NULL AND award_badge_limit_id IS NULL)::text FROM community_role_config WHERE name = $1";
    assert_eq!(told(&app, nothing, "juggler").await.as_deref(), Some("true"));
    let list = app.get("/admin/community-role-configs/?search=juggler").as_user(&root).await.expect_page();
    assert!(list.says("Juggler juggler"), "{}", list.visible());
}

#[tokio::test]
async fn mnt_06_an_involvement_is_archived_once_and_stays() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let id = insert(&app, "INSERT INTO involvement (name, display_name) VALUES ('Juggling', 'Juggled') RETURNING id::text").await;
    let url = format!("/admin/involvements/{id}/");
    let page = app.get(&format!("{url}edit/")).as_user(&root).await.expect_page();
    let archive = page.form_to(&format!("{url}archive/"));
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    assert!(app.get(&to).as_user(&root).await.expect_page().says("The involvement Juggled was archived."));
    let at = "SELECT archived_at::text FROM involvement WHERE name = $1";
    assert_eq!(told(&app, at, "Juggling").await.as_deref(), Some("2026-06-15 12:00:00+00"));
    // Again is an error, and changes nothing.
    let to = archive.send(&app).as_user(&root).await.expect_redirect();
    let page = app.get(&to).as_user(&root).await.expect_page();
    assert!(page.says("is archived already.") && page.says("archived"), "{}", page.visible());
    assert!(!page.text.contains("/archive/\""));
    let archived = app.get("/admin/involvements/?archived=true").as_user(&root).await.expect_page();
    assert!(archived.says("Juggling") && !archived.says("Community Meeting"), "{}", archived.visible());
}

#[tokio::test]
async fn sets_are_replaced_and_their_changes_belong_to_the_record() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let form = new_form(&app, &root, "criteria").await.fill("name", "Nordic").fill("email", "nordic@example.org");
    save(&app, &root, &form.clone().choose("countries", &["SE", "NO"])).await;
    let id = told(&app, "SELECT id::text FROM criterium WHERE name = $1", "Nordic").await.unwrap();
    save(&app, &root, &edit_form(&app, &root, "criteria", &id).await.choose("countries", &["DK", "SE"])).await;
    let countries = "SELECT string_agg(country, ',' ORDER BY country) FROM criterium_country WHERE criterium_id::text = $1";
    assert_eq!(told(&app, countries, &id).await.as_deref(), Some("DK,SE"));
    let history = "SELECT string_agg(operation || (coalesce(after, before) ->> 'country'), ' ' ORDER BY id) FROM version
                   WHERE object_type = 'criterium' AND table_name = 'criterium_country' AND object_id = $1";
    assert_eq!(told(&app, history, &id).await.as_deref(), Some("INO ISE DNO IDK"));
    // What is no country cannot be sent.
    let form = edit_form(&app, &root, "criteria", &id).await;
    form.choose("countries", &["XK"]).send(&app).as_user(&root).await.expect_status(422);
}

#[tokio::test]
async fn a_name_that_somebody_takes_in_the_same_moment_is_a_conflict() {
    use std::future::IntoFuture;
    let app = TestApp::start().await;
    let root = root(&app).await;
    let form = new_form(&app, &root, "badges").await.fill("name", "juggler").fill("title", "J").fill("criteria", "c");
    let mut rival = app.pool().begin().await.unwrap();
    let insert = "INSERT INTO badge (name, title, criteria) VALUES ('juggler', 'J', 'c')";
    sqlx::query(insert).execute(&mut *rival).await.unwrap();
    let rival = async {
        app.until_blocked().await;
        rival.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(form.send(&app).as_user(&root).into_future(), rival);
    answer.expect_status(409);
    let page = form.send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("name").contains("Another badge has this name already."), "{}", page.error_at("name"));
}

#[tokio::test]
async fn a_flag_with_a_value_that_cannot_be_read_is_refused() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let form = new_form(&app, &root, "feature-flag-conditions").await.fill("flag", "EMAIL_MODULE").fill("condition", "boolean");
    let page = form.clone().fill("value", "perhaps").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("value").contains("True or False"), "{}", page.error_at("value"));
    save(&app, &root, &form.clone().fill("value", "False")).await;
    let page = form.fill("value", "False").send(&app).as_user(&root).await.expect_status(422);
    assert!(page.error_at("flag").contains("There is such a feature flag condition already."), "{}", page.visible());
}

#[tokio::test]
async fn names_that_were_double_before_do_not_hinder_other_changes() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    app.run("INSERT INTO language (name, subtag) VALUES ('Quenya', 'q1')").await;
    let id = insert(&app, "INSERT INTO language (name, subtag) VALUES ('quenya', 'q2') RETURNING id::text").await;
    save(&app, &root, &edit_form(&app, &root, "languages", &id).await.fill("subtag", "q3")).await;
    let page = edit_form(&app, &root, "languages", &id).await.fill("name", "QUENYA");
    page.send(&app).as_user(&root).await.expect_status(422);
}
