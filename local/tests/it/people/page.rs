//! A person's page (PER-10).

use super::url;
use crate::support::TestApp;

#[tokio::test]
async fn a_page_takes_no_more_statements_however_much_there_is_to_show() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    for n in 1..=5 {
        let event = app.event(&format!("2026-07-0{n}-lund")).create().await;
        app.task(&harry, "learner", &event).await;
    }
    for sql in [
        "INSERT INTO qualification (person_id, lesson_id) SELECT $1, id FROM lesson",
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge",
        "INSERT INTO person_language (person_id, language_id) SELECT $1, id FROM language WHERE id < 9",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    for (path, most) in [
        ("/workshops/persons/".to_owned(), 4),
        ("/workshops/persons/add/".to_owned(), 2),
        (url(harry.id, ""), 6),
        (url(harry.id, "edit/"), 6),
    ] {
        app.get(&path).as_user(&admin).await.expect_page();
        assert!((1..=most).contains(&app.statements()), "{path}: {}", app.statements());
    }
}

#[tokio::test]
async fn the_page_tells_where_the_person_is_and_how_often_they_taught() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    sqlx::query("UPDATE person SET airport_iata = 'EDI', airport_country = 'GB', airport_timezone = 'Europe/London', country = 'DE', github = 'hp' WHERE id = $1")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let workshop = app.event("2026-07-01-lund").create().await;
    let training = app.event("2026-08-01-ttt").tagged("TTT").create().await;
    sqlx::query(
        "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE id = $1",
    )
    .bind(training.id)
    .execute(app.pool())
    .await
    .unwrap();
    app.task(&harry, "instructor", &workshop).await;
    app.task(&harry, "instructor", &training).await;
    let page = app.get(&url(harry.id, "")).as_user(&admin).await.expect_page();
    for words in
        ["EDI: Edinburgh Airport", "Germany DE (not the airport's)", "Europe/London", "Instructor 1 time, Trainer 1 time"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(page.text.contains("href=\"https://github.com/hp\""));
}

#[tokio::test]
async fn what_people_wrote_is_text_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mallory = app.person("Mallory Mark").create().await;
    sqlx::query(
        "UPDATE person SET personal = '<script>alert(1)</script>', family = '\"><img>', url = 'javascript:alert(2)', twitter = '\"><b>', mastodon = 'x@evil.org/<i>', user_notes = '<u>one</u>',
         orcid = 'javascript:alert(3)', gender = 'O', gender_other = '<em>' WHERE id = $1",
    )
    .bind(mallory.id)
    .execute(app.pool())
    .await
    .unwrap();
    for path in [url(mallory.id, ""), url(mallory.id, "edit/"), "/workshops/persons/".to_owned()] {
        let page = app.get(&path).as_user(&admin).await.expect_page();
        for raw in ["<script>alert", "<img>", "<b>", "<i>", "<u>", "<em>", "href=\"javascript:"] {
            assert!(!page.text.contains(raw), "{path}: {raw}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_finds_the_buttons_disabled() {
    let app = TestApp::start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let harry = app.person("Harry Potter").create().await;
    let page = app.get(&url(harry.id, "")).as_user(&reader).await.expect_page();
    assert!(!page.text.contains(&format!("href=\"{}\"", url(harry.id, "edit/"))));
    assert!(page.says("Edit") && page.says("Delete person"));
    let page = app.get("/workshops/persons/").as_user(&reader).await.expect_page();
    assert!(!page.text.contains("href=\"/workshops/persons/add/\" title"));
}

#[tokio::test]
async fn per_10_everything_around_a_person_is_told() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&harry, "instructor", &event).await;
    for sql in [
        "UPDATE person SET github = 'hp', mastodon = 'hp@magic.org', bluesky = 'hp.magic.org', twitter = 'hp' WHERE id = $1",
        "INSERT INTO training_request (person_id, personal, family, email, state) VALUES ($1, 'Harry', 'Potter', 'owl@x.org', 'a')",
        "INSERT INTO training_progress (trainee_id, requirement_id, state, date, notes) SELECT $1, id, 'f', '2026-06-05', 'Wand missing' FROM training_requirement WHERE name = 'Demo'",
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, consortium) VALUES ('Hogwarts', 'gold', '2026-01-01', '2026-12-31', 'financial', true)",
        "INSERT INTO membership_task (membership_id, person_id, role_id) SELECT (SELECT max(id) FROM membership), $1, min(id) FROM membership_person_role",
        "INSERT INTO account (person_id) VALUES ($1)",
        "INSERT INTO account_owner (account_id, person_id, permission_type) SELECT id, $1, 'billing_contact' FROM account",
        "INSERT INTO community_role (person_id, config_id, start, \"end\", inactivation_id, url, target_type, target_id)
         SELECT $1, k.id, '2026-01-01', '2026-02-01', i.id, 'https://x.org/', 'workshops.lesson', (SELECT min(id) FROM lesson)
         FROM community_role_config k, community_role_inactivation i WHERE k.name = 'maintainer' AND i.name = 'End of term'",
        "INSERT INTO scheduled_email (scheduled_at, created_at, to_header, from_header, subject, body, template_id, target_type, target_id)
         SELECT now(), '2026-01-01Z', '{a@b.org}', 'c@d.org', 's', 'b', id, 'workshops.person', $1 FROM email_template WHERE signal = 'persons_merged'",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    sqlx::query("INSERT INTO scheduled_email (scheduled_at, created_at, to_header, from_header, subject, body, target_type, target_id, state)
         VALUES (now(), '2026-02-01Z', '{a@b.org}', 'c@d.org', 'Of the task', 'b', 'workshops.task', $1, 'succeeded')")
        .bind(task)
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&url(harry.id, "")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for (id, words) in [
        ("trainingrequests", "Harry Potter <owl@x.org> - Accepted"),
        ("progress", "Failed Demo, on Friday 05 June 2026. Notes: Wand missing"),
        ("memberships", "Hogwarts Jan 01 - Dec 31, 2026 yes"),
        ("communityroles", "Maintainer Jan 01 - Feb 01, 2026"),
        ("communityroles", "yes End of term"),
        ("communityroles", "x.org"),
        ("account", "Account individual for \"Harry Potter <harry.potter@example.org>\""),
        ("accountowners", "Billing contact"),
        ("emails", "Of the task - Succeeded"),
        ("tasks", "Instructor 1 time, Trainer 0 times"),
    ] {
        assert!(page.text_of(id).contains(words), "{id}: {}", page.text_of(id));
    }
    assert!(page.text_of("emails").find("Of the task") < page.text_of("emails").find("Scheduled"), "{}", page.text_of("emails"));
    for link in
        ["https://github.com/hp", "https://twitter.com/hp", "https://bsky.app/profile/hp.magic.org", "https://magic.org/@hp"]
    {
        assert!(page.links().iter().any(|known| known == link), "{link}");
    }
    for button in ["edit/", "permissions/"] {
        assert_eq!(page.links().iter().filter(|link| **link == url(harry.id, button)).count(), 2, "{button}");
    }
    assert!(page.text.contains(&url(harry.id, "sync_usersocialauth/")) && page.says("Allow logging in with GitHub"));
    sqlx::query("INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', '1')")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&url(harry.id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Logging in allowed") && page.says("Can login with github"), "{}", page.visible());
}

#[tokio::test]
async fn per_10_what_needs_attention_is_told_at_each_view() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ned = app.member().await;
    app.run("UPDATE person SET is_active = false WHERE personal = 'Ned'").await;
    for _ in 0..2 {
        let page = app.get(&url(ned.id, "")).as_user(&admin).await.expect_page();
        assert!(page.says("Ned Nobody is not active") && page.says("has no airport"), "{}", page.visible());
    }
}

#[tokio::test]
async fn per_10_accounts_belong_to_the_service_offering() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.get(&url(admin.id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Account owner roles"));
    app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'no', true)").await;
    let page = app.get(&url(admin.id, "")).as_user(&admin).await.expect_page();
    assert!(!page.says("Account owner roles"), "{}", page.visible());
}
