//! What holds everywhere (DM-GEN).

use chrono::NaiveDate;
use shared::dates::DateRange;
use shared::lookup::{Extras, Lookup, PER_PAGE, search};
use shared::person::{self, PersonInput};
use shared::{badge, deletion, mailbox, record};

use super::{award, change, db, role, told};
use crate::support::TestApp;

/// DM-GEN-01
#[tokio::test]
async fn dm_gen_01_ids_are_numbers_but_of_a_few_kinds() {
    let app = TestApp::start().await;
    let uuids: Vec<String> = app
        .value(
            "SELECT array_agg(table_name::text ORDER BY table_name) FROM information_schema.columns
             WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'uuid'",
        )
        .await;
    let expected = [
        "account",
        "account_benefit",
        "account_benefit_discount",
        "account_owner",
        "attachment",
        "benefit",
        "email_template",
        "event_category",
        "partnership_tier",
        "scheduled_email",
        "scheduled_email_log",
    ];
    assert_eq!(uuids, expected);
    // The one row of the change feed is no record.
    let not_counted: i64 = app
        .value(
            "SELECT count(*) FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
             WHERE c.table_schema = 'public' AND c.column_name = 'id' AND t.table_type = 'BASE TABLE' AND c.data_type <> 'uuid' AND t.table_name <> 'change_feed'
             AND (c.is_identity = 'NO' OR c.data_type NOT IN ('integer', 'bigint'))",
        )
        .await;
    assert_eq!(not_counted, 0);
}

/// DM-GEN-02
#[tokio::test]
async fn dm_gen_02_a_stopped_deletion_changes_nothing_and_names_what_stops_it() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let held = award(&app, &harry, "trainer").await;
    let instructor = role(&app, &harry, "trainer", None, None).await;
    sqlx::query("UPDATE community_role SET award_id = $2 WHERE id = $1")
        .bind(instructor)
        .bind(held)
        .execute(app.pool())
        .await
        .unwrap();
    let mut tx = change(&app).await;
    let blockers = deletion::delete(&mut tx, record::Kind::Person, &harry.id.to_string()).await.unwrap();
    tx.commit().await.unwrap();
    let [group] = blockers.groups.as_slice() else { panic!("{blockers:?}") };
    assert_eq!(
        (group.kind.as_str(), group.records[0].label.as_str()),
        ("awards", "Harry Potter <harry.potter@example.org>/Trainer/2026-01-01/None")
    );
    assert_eq!(group.records[0].url.as_deref(), Some(format!("/workshops/person/{}/", harry.id).as_str()));
    assert!(told(&app, "SELECT username FROM person WHERE id = $1", harry.id).await.is_some());
}

/// DM-GEN-03
#[tokio::test]
async fn dm_gen_03_a_change_that_is_not_committed_leaves_nothing() {
    let app = TestApp::start().await;
    let before: i64 = app.value("SELECT count(*) FROM version").await;
    let mut tx = change(&app).await;
    let input = PersonInput { personal: "Harry".into(), family: "Potter".into(), gender: "U".into(), ..PersonInput::default() };
    person::create(&mut tx, input).await.unwrap();
    drop(tx);
    let left: String = app
        .value("SELECT concat_ws('|', (SELECT count(*) FROM person), (SELECT count(*) FROM consent), (SELECT count(*) FROM version))")
        .await;
    assert_eq!(left, format!("0|0|{before}"));
}

/// DM-GEN-05, D-05
#[tokio::test]
async fn dm_gen_05_there_are_251_countries_and_none_is_null() {
    let app = TestApp::start().await;
    let countries: String = app
        .value(
            "SELECT concat_ws('|', count(*), max(name) FILTER (WHERE code = 'EU'), max(name) FILTER (WHERE code = 'W3'),
                max(name) FILTER (WHERE code = 'US'), count(*) FILTER (WHERE code = 'XK')) FROM country",
        )
        .await;
    assert_eq!(countries, "251|European Union|Online|United States|0");
    for statement in [
        "INSERT INTO event (slug, host_id, country) SELECT '2026-01-01-a', min(id), '' FROM organization",
        "INSERT INTO organization (domain, fullname, country) VALUES ('a.org', 'A', 'XK')",
    ] {
        assert!(sqlx::query(statement).execute(app.pool()).await.is_err(), "{statement}");
    }
}

/// DM-GEN-06
#[tokio::test]
async fn dm_gen_06_airports_are_a_set_of_7859_found_by_code_name_and_country() {
    let app = TestApp::start().await;
    assert_eq!(app.value::<i64>("SELECT count(*) FROM airport").await, 7859);
    let mut db = db(&app).await;
    let mut found = async |term: &str| {
        let found = search(&mut db, Lookup::Airports, term, &Extras::default(), 1).await.unwrap().unwrap();
        found.results.into_iter().map(|hit| (hit.id, hit.text)).collect::<Vec<_>>()
    };
    let london = found("lhr").await;
    let (id, text) = &london[0];
    assert_eq!(id, "LHR");
    assert!(text.starts_with("LHR: London Heathrow") && text.ends_with("(United Kingdom, Europe/London)"), "{text}");
    assert!(found("heathrow").await.iter().any(|(id, _)| id == "LHR"));
    let icelandic = found("iceLAND").await;
    assert!(icelandic.iter().all(|(_, text)| text.contains("celand")), "{icelandic:?}");
    let codes: Vec<&str> = icelandic.iter().filter_map(|(id, _)| id.as_str()).collect();
    assert!(codes.is_sorted() && codes.len() > 10, "{codes:?}");
    assert_eq!(found("").await.len(), usize::try_from(PER_PAGE).unwrap());
}

/// DM-GEN-08: PostgreSQL and Rust write the same.
#[tokio::test]
async fn dm_gen_08_both_languages_write_ranges_alike() {
    let app = TestApp::start().await;
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let role = DateRange { no_left: "?", no_right: "present", separator: " to ", ..DateRange::default() };
    for (first, last) in [
        ("2020-01-02", "2020-01-05"),
        ("2020-01-01", "2020-01-01"),
        ("2020-01-02", "2020-03-05"),
        ("2020-01-02", "2021-01-05"),
        ("2019-12-31", "2020-01-01"),
        ("", "2020-01-05"),
        ("2020-01-02", ""),
        ("", ""),
    ] {
        let (first, last) = (day(first), day(last));
        let sql = "SELECT human_dates($1, $2) || '|' || human_dates($1, $2, '?', 'present', ' to ')
            || '|' || human_dates($1, $2, same_month => ARRAY['DD', 'DD.MM.'])";
        let written: String = sqlx::query_scalar(sql).bind(first).bind(last).fetch_one(app.pool()).await.unwrap();
        let dense = DateRange { same_month: ("%d", "%d.%m."), ..DateRange::default() };
        assert_eq!(
            written,
            format!("{}|{}|{}", DateRange::default().write(first, last), role.write(first, last), dense.write(first, last))
        );
    }
}

/// DM-GEN-11
#[tokio::test]
async fn dm_gen_11_the_countrys_mailboxes_are_told_or_else_the_usual_one() {
    let app = TestApp::start().await;
    app.run("DELETE FROM criterium").await;
    app.run("INSERT INTO criterium (name, email) VALUES ('UK', 'uk@c.org'), ('Europe', 'europe@c.org'), ('AU', 'au@c.org')")
        .await;
    app.run(
        "INSERT INTO criterium_country SELECT c.id, x.code FROM criterium c
         JOIN (VALUES ('UK', 'GB'), ('Europe', 'GB'), ('Europe', 'FR'), ('AU', 'AU')) x (name, code) USING (name)",
    )
    .await;
    let mut db = db(&app).await;
    for (country, expected) in [
        (Some("GB"), vec!["europe@c.org", "uk@c.org"]),
        (Some("FR"), vec!["europe@c.org"]),
        (Some("BR"), vec!["else@c.org"]),
        (None, vec!["else@c.org"]),
    ] {
        assert_eq!(mailbox::of_country(&mut db, country, "else@c.org").await.unwrap(), expected, "{country:?}");
    }
    assert_eq!(mailbox::DEFAULT, "workshops@carpentries.org");
}

/// DM-GEN-13: a saved record is touched, a set of records that is marked is not.
#[tokio::test]
async fn dm_gen_13_saving_refreshes_the_last_update_and_marking_does_not() {
    let app = TestApp::start().await;
    let mut tx = change(&app).await;
    let input = PersonInput { personal: "Harry".into(), gender: "U".into(), ..PersonInput::default() };
    let id = person::create(&mut tx, input).await.unwrap();
    tx.commit().await.unwrap();
    let updated = "SELECT last_updated_at::text FROM person WHERE id = $1";
    let created = told(&app, updated, id).await;
    assert!(created.is_some());

    app.clock.advance(chrono::Duration::hours(1));
    let mut tx = change(&app).await;
    assert_eq!(person::mark_reviewed(&mut tx, &[id]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(told(&app, updated, id).await, created);

    let mut tx = change(&app).await;
    let stored = person::stored(&mut tx, id, true).await.unwrap().unwrap();
    person::update(&mut tx, id, &stored, PersonInput { family: "Potter".into(), ..stored.input.clone() }).await.unwrap();
    tx.commit().await.unwrap();
    assert!(told(&app, updated, id).await > created);
}

/// DM-ROLE-01, DM-AWARD-01: the names that the code depends on are there.
#[tokio::test]
async fn dm_role_01_dm_award_01_roles_and_badges_that_rules_name_are_seeded() {
    let app = TestApp::start().await;
    for role in ["instructor", "learner", "helper", "host", "organizer", "supporting-instructor", "contributor"] {
        app.id_of("role", role).await;
    }
    for name in badge::INSTRUCTOR_BADGES.iter().chain(&badge::IMPORTANT) {
        app.id_of("badge", name).await;
    }
    assert_eq!(badge::INSTRUCTOR_BADGES, ["dc-instructor", "swc-instructor", "lc-instructor", badge::INSTRUCTOR]);
    assert_eq!(badge::IMPORTANT, [badge::INSTRUCTOR, badge::TRAINER]);
}
