//! Community roles (DM-CROLE).

use chrono::NaiveDate;
use shared::community_role::{self, CommunityRoleInput, ConfigInput, CustomKeys, Own, is_active};
use shared::deletion;
use shared::record::Kind;

use super::{award, change, db, fields, role, told, wrong};
use crate::support::{Person, TestApp};

async fn config(app: &TestApp, name: &str) -> i32 {
    sqlx::query_scalar("SELECT id FROM community_role_config WHERE name = $1").bind(name).fetch_one(app.pool()).await.unwrap()
}

/// A role of a kind from 1 June 2026 on.
async fn input(app: &TestApp, person: &Person, name: &str) -> CommunityRoleInput {
    CommunityRoleInput {
        config: config(app, name).await,
        person: person.id,
        start: day("2026-06-01"),
        ..CommunityRoleInput::default()
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// A membership, an account with a partnership, and the ids of both.
async fn membership_and_partnership(app: &TestApp) -> (i32, i32) {
    let membership = "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
        VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id";
    let partnership = "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
        SELECT 'Lund', 1, a.id, '2026-03-01', '2027-02-28', a.organization_id FROM account a ORDER BY a.organization_id LIMIT 1 RETURNING id";
    (
        sqlx::query_scalar(membership).fetch_one(app.pool()).await.unwrap(),
        sqlx::query_scalar(partnership).fetch_one(app.pool()).await.unwrap(),
    )
}

/// DM-CROLE-01, DM-CROLE-02, DM-CROLE-03, D-01: the database and Rust agree, so lists, gates and checks do.
#[tokio::test]
async fn dm_crole_01_dm_crole_02_dm_crole_03_one_definition_of_active_everywhere() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let admin = app.admin().await;
    let id = role(&app, &harry, "instructor", None, None).await;
    let today = app.clock.today();
    let event = app.event("2026-07-01-lund").create().await;
    for (start, end, inactive) in [
        (None, None, false),
        (None, None, true),
        (Some("2026-06-15"), None, false),
        (Some("2026-06-16"), None, false),
        (Some("2026-06-14"), Some("2026-06-15"), false),
        (Some("2026-06-14"), Some("2026-06-16"), false),
        (None, Some("2026-06-14"), false),
    ] {
        let set = r#"UPDATE community_role SET start = $2::text::date, "end" = $3::text::date,
            inactivation_id = CASE WHEN $4 THEN (SELECT min(id) FROM community_role_inactivation) END WHERE id = $1"#;
        sqlx::query(set).bind(id).bind(start).bind(end).bind(inactive).execute(app.pool()).await.unwrap();
        let expected = is_active(inactive, start.and_then(day), end.and_then(day), today);
        let case = format!("{start:?} {end:?} {inactive}");
        let mut db = db(&app).await;
        assert_eq!(community_role::holds_active(&mut db, harry.id, "instructor", today).await.unwrap(), expected, "{case}");
        let details = community_role::by_id(&mut db, id, today).await.unwrap().unwrap();
        assert_eq!(details.active, expected, "{case}");
        let task = shared::task::TaskInput {
            event: event.id,
            person: harry.id,
            role: super::id_of(&app, "role", "instructor").await,
            ..Default::default()
        };
        drop(db);
        let own = shared::task::Own { id: None, open_training: false, today };
        assert_eq!(fields(&app, &task, &own).await.is_empty(), expected, "{case}");
        let found = app.get("/workshops/persons/?items_per_page=all").as_user(&admin).await.expect_page();
        assert_eq!(found.says("Instructor role (active)"), expected, "{case}: {}", found.visible());
    }
}

/// DM-CROLE-04
#[tokio::test]
async fn dm_crole_04_a_role_has_what_its_kind_asks_for_and_all_that_lacks_is_said_at_once() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let (membership, partnership) = membership_and_partnership(&app).await;
    let (own, others, other_badge) =
        (award(&app, &harry, "maintainer").await, award(&app, &ron, "maintainer").await, award(&app, &harry, "trainer").await);
    app.run("UPDATE community_role_config SET link_to_membership = true, link_to_partnership = true, additional_url = true WHERE name = 'maintainer'").await;
    let new = Own::default();
    let bare = input(&app, &harry, "maintainer").await;
    assert_eq!(fields(&app, &bare, &new).await, ["award", "membership", "partnership", "url"]);
    let lesson = super::id_of(&app, "lesson", "swc/git").await;
    let whole = CommunityRoleInput {
        award: Some(own),
        membership: Some(membership),
        partnership: Some(partnership),
        url: "https://x.org".into(),
        generic_relation_pk: Some(lesson),
        ..bare
    };
    assert!(fields(&app, &whole, &new).await.is_empty());
    for (input, field) in [
        (CommunityRoleInput { award: Some(others), ..whole.clone() }, "award"),
        (CommunityRoleInput { award: Some(other_badge), ..whole.clone() }, "award"),
        (CommunityRoleInput { award: Some(999), ..whole.clone() }, "award"),
        (CommunityRoleInput { membership: Some(999), ..whole.clone() }, "membership"),
        (CommunityRoleInput { partnership: Some(999), ..whole.clone() }, "partnership"),
        (CommunityRoleInput { generic_relation_pk: Some(999), ..whole.clone() }, "generic_relation_pk"),
        (CommunityRoleInput { generic_relation_pk: Some(-1), ..whole.clone() }, "generic_relation_pk"),
        (CommunityRoleInput { inactivation: Some(1), ..whole.clone() }, "end"),
        (CommunityRoleInput { inactivation: Some(999), ..whole.clone() }, "inactivation"),
        (CommunityRoleInput { start: None, ..whole.clone() }, "start"),
        // Nothing more is told without the kind or the person.
        (CommunityRoleInput { config: 999, award: Some(999), ..whole.clone() }, "config"),
        (CommunityRoleInput { person: 999, award: Some(999), ..whole.clone() }, "person"),
    ] {
        assert_eq!(fields(&app, &input, &new).await, [field], "{input:?}");
    }
    // A kind that points at nothing does not look.
    let plain = CommunityRoleInput { generic_relation_pk: Some(999), ..input(&app, &harry, "committee_member").await };
    assert!(fields(&app, &plain, &new).await.is_empty());
}

/// DM-CROLE-05
#[tokio::test]
async fn dm_crole_05_a_role_ends_no_earlier_than_it_starts() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    for (end, expected) in [("2026-05-31", vec!["end"]), ("2026-06-01", vec![]), ("2026-06-02", vec![])] {
        let input = CommunityRoleInput { end: day(end), ..input(&app, &harry, "instructor").await };
        assert_eq!(fields(&app, &input, &Own::default()).await, expected, "{end}");
    }
}

/// DM-CROLE-06
#[tokio::test]
async fn dm_crole_06_a_new_role_does_not_concur_with_one_of_its_kind() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let known = role(&app, &harry, "instructor", Some("2026-03-01"), Some("2026-09-01")).await;
    let at = async |start: &str, end: Option<&str>| CommunityRoleInput {
        start: day(start),
        end: end.and_then(day),
        ..input(&app, &harry, "instructor").await
    };
    for (start, end, concurs) in [
        ("2026-06-01", None, true),
        ("2026-01-01", None, true),
        ("2026-01-01", Some("2026-03-02"), true),
        ("2026-01-01", Some("2026-03-01"), false),
        ("2026-09-01", None, false),
        ("2026-08-31", Some("2026-12-31"), true),
    ] {
        let input = at(start, end).await;
        assert_eq!(fields(&app, &input, &Own::default()).await == ["person"], concurs, "{start} {end:?}");
    }
    let told = wrong(&app, &at("2026-06-01", None).await, &Own::default()).await;
    assert!(told.of("person")[0].contains("Mar 01 - Sep 01, 2026"), "{told:?}");
    // Not of another person or kind, and not of an existing role.
    assert!(fields(&app, &input(&app, &ron, "instructor").await, &Own::default()).await.is_empty());
    assert!(fields(&app, &input(&app, &harry, "committee_member").await, &Own::default()).await.is_empty());
    assert!(fields(&app, &at("2026-06-01", None).await, &Own { id: Some(known) }).await.is_empty());

    // Open on both sides, and, where addresses tell them apart, with the same address only.
    let editor = role(&app, &harry, "carpentries_lab_editor", None, None).await;
    sqlx::query("UPDATE community_role SET url = 'https://x.org' WHERE id = $1").bind(editor).execute(app.pool()).await.unwrap();
    for (url, expected) in [("https://x.org", vec!["person"]), ("https://y.org", vec![])] {
        let input = CommunityRoleInput { url: url.into(), ..input(&app, &harry, "carpentries_lab_editor").await };
        assert_eq!(fields(&app, &input, &Own::default()).await, expected, "{url}");
    }
}

/// DM-CROLE-07
#[tokio::test]
async fn dm_crole_07_the_kind_stays_and_says_what_the_role_points_at() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let curriculum = super::id_of(&app, "curriculum", "lc").await;
    let new = CommunityRoleInput {
        generic_relation_pk: Some(curriculum),
        custom_keys: vec!["ignored".into()],
        ..input(&app, &harry, "curriculum_advisor").await
    };
    let mut tx = change(&app).await;
    let id = community_role::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    let details = community_role::by_id(&mut *db(&app).await, id, app.clock.today()).await.unwrap().unwrap();
    assert_eq!(details.target_type.as_deref(), Some("workshops.curriculum"));
    assert!(details.target.unwrap().starts_with("Library Carpentry"), "the record that it points at");
    assert_eq!(details.label, "Community Role \"Curriculum Advisor\" for Harry Potter <harry.potter@example.org>");
    assert!(details.custom_keys.0.is_empty());

    app.run("UPDATE community_role_config SET custom_key_labels = '{Lesson,Language}', target_type = 'workshops.lesson' WHERE name = 'curriculum_advisor'").await;
    let edited = CommunityRoleInput {
        config: config(&app, "instructor").await,
        person: ron.id,
        end: day("2026-12-31"),
        custom_keys: vec!["git".into(), "French".into()],
        ..new
    };
    assert!(
        fields(&app, &CommunityRoleInput { generic_relation_pk: None, ..edited.clone() }, &Own { id: Some(id) }).await.is_empty()
    );
    let mut tx = change(&app).await;
    community_role::update(&mut tx, id, &edited).await.unwrap();
    tx.commit().await.unwrap();
    let stored = community_role::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
    assert_eq!((stored.input.config, stored.input.person), (config(&app, "curriculum_advisor").await, harry.id));
    assert_eq!((stored.input.end, stored.input.custom_keys), (day("2026-12-31"), vec!["git".to_owned(), "French".to_owned()]));
    let row = "SELECT target_type || ' ' || custom_keys::text FROM community_role WHERE id = $1";
    assert_eq!(told(&app, row, id).await.as_deref(), Some(r#"workshops.lesson [["Lesson", "git"], ["Language", "French"]]"#));

    // A label that is not asked any more keeps its value.
    app.run("UPDATE community_role_config SET custom_key_labels = '{Language}' WHERE name = 'curriculum_advisor'").await;
    let stored = community_role::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
    let pairs = [("Language", "French"), ("Lesson", "git")].map(|(label, value)| (label.to_owned(), value.to_owned()));
    assert_eq!(stored.custom_keys, CustomKeys(pairs.to_vec()));
}

/// DM-CROLE-08
#[tokio::test]
async fn dm_crole_08_a_role_opened_from_a_partnership_is_of_its_time() {
    let app = TestApp::start().await;
    let (_, partnership) = membership_and_partnership(&app).await;
    let preset = community_role::from_partnership(&mut *db(&app).await, partnership).await.unwrap().unwrap();
    assert_eq!((preset.partnership, preset.start, preset.end), (Some(partnership), day("2026-03-01"), day("2027-02-28")));
    assert!(community_role::from_partnership(&mut *db(&app).await, 999).await.unwrap().is_none());
}

/// DM-CROLE-09, D-26: several roles of a kind are normal, and one that is active will do.
#[tokio::test]
async fn dm_crole_09_any_active_role_of_a_kind_will_do() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let today = app.clock.today();
    let holds =
        async |person: &Person| community_role::holds_active(&mut *db(&app).await, person.id, "instructor", today).await.unwrap();
    assert!(!holds(&harry).await);
    role(&app, &harry, "instructor", Some("2020-01-01"), Some("2021-01-01")).await;
    role(&app, &harry, "trainer", None, None).await;
    assert!(!holds(&harry).await);
    role(&app, &harry, "instructor", Some("2025-01-01"), None).await;
    role(&app, &harry, "instructor", Some("2030-01-01"), None).await;
    assert!(holds(&harry).await && !holds(&ron).await);
}

/// MNT-04, MNT-05
#[tokio::test]
async fn kinds_and_reasons_are_kept_while_roles_use_them() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let badge = super::id_of(&app, "badge", "mentor").await;
    let new = ConfigInput {
        name: "mentor".into(),
        display_name: "Mentor".into(),
        link_to_award: true,
        award_badge_limit: Some(badge),
        autoassign_when_award_created: true,
        generic_relation_content_type: Some("workshops.lesson".into()),
        custom_key_labels: vec!["Group".into()],
        ..ConfigInput::default()
    };
    assert!(fields(&app, &new, &()).await.is_empty());
    for (input, field) in [
        (ConfigInput { name: String::new(), ..new.clone() }, "name"),
        (ConfigInput { award_badge_limit: None, ..new.clone() }, "award_badge_limit"),
        (ConfigInput { award_badge_limit: Some(999), ..new.clone() }, "award_badge_limit"),
        (ConfigInput { generic_relation_content_type: Some("x.y".into()), ..new.clone() }, "generic_relation_content_type"),
        (ConfigInput { custom_key_labels: vec!["A".into(), "A".into()], ..new.clone() }, "custom_key_labels"),
    ] {
        assert_eq!(fields(&app, &input, &()).await, [field], "{input:?}");
    }
    let mut tx = change(&app).await;
    let id = community_role::save_config(&mut tx, None, &new).await.unwrap();
    let again = community_role::save_config(&mut tx, Some(id), &ConfigInput { display_name: "Mentors".into(), ..new.clone() })
        .await
        .unwrap();
    let reason = community_role::save_inactivation(&mut tx, None, "Sabatical").await.unwrap();
    community_role::save_inactivation(&mut tx, Some(reason), "Sabbatical").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(again, id);
    let stored = community_role::config(&mut *db(&app).await, id).await.unwrap().unwrap();
    assert_eq!((stored.input, stored.badge.as_deref()), (ConfigInput { display_name: "Mentors".into(), ..new }, Some("Mentor")));
    let reasons = community_role::inactivations(&mut *db(&app).await).await.unwrap();
    assert!(reasons.contains(&(reason.to_string(), "Sabbatical".to_owned())) && reasons.len() == 6, "{reasons:?}");

    let used = role(&app, &harry, "mentor", Some("2020-01-01"), Some("2021-01-01")).await;
    sqlx::query("UPDATE community_role SET inactivation_id = $2 WHERE id = $1")
        .bind(used)
        .bind(reason)
        .execute(app.pool())
        .await
        .unwrap();
    let mut tx = change(&app).await;
    for (kind, id) in [(Kind::CommunityRoleConfig, id), (Kind::CommunityRoleInactivation, reason)] {
        let blockers = deletion::delete(&mut tx, kind, &id.to_string()).await.unwrap();
        assert_eq!(blockers.groups.iter().map(|group| group.kind.as_str()).collect::<Vec<_>>(), ["community roles"]);
    }
}
