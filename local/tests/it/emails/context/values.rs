//! What is in the objects.

use serde_json::{Value, json};

use super::{object, one_of_each};
use crate::support::TestApp;

/// The parts of an object that a test looks at.
async fn part(app: &TestApp, model: &str, pk: i32, keys: &[&str]) -> Value {
    let object = object(app, model, pk).await;
    keys.iter()
        .map(|key| ((*key).to_owned(), object.get(*key).cloned().unwrap_or("absent".into())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[tokio::test]
async fn eml_tpl_20_an_event_has_its_dates_tags_and_addresses_in_words() {
    let app = TestApp::start().await;
    one_of_each(&app).await;
    let id: i32 = app.value("SELECT id FROM event").await;
    let keys = [
        "slug",
        "start",
        "end",
        "host",
        "sponsor",
        "tags",
        "main_tag",
        "url",
        "repository_url",
        "website_url",
        "country",
        "assigned_to",
        "human_readable_date",
        "eligible_for_instructor_recruitment",
        "workshop_reports_link",
    ];
    let expected = json!({
        "slug": "2026-07-01-lund", "start": "2026-07-01", "end": "2026-07-02", "host": "lu.se", "sponsor": null,
        "tags": ["DC", "online"], "main_tag": "DC", "url": null, "repository_url": null, "website_url": null, "country": "SE",
        "assigned_to": null, "human_readable_date": "Jul 01 - 02, 2026", "eligible_for_instructor_recruitment": true,
        "workshop_reports_link": "",
    });
    let mut found = part(&app, "event", id, &keys).await;
    // The order of tags is that in which they were made, whichever that is.
    found["tags"].as_array_mut().unwrap().sort_by_key(Value::to_string);
    assert_eq!(found, expected);

    app.run("DELETE FROM event_tag").await;
    app.run(
        r#"UPDATE event SET url = 'https://user.github.io/2026-07-01-lund', "end" = NULL, instructors_pre = 'https://example.org/r',
            country = NULL, assigned_to_id = (SELECT id FROM person), sponsor_id = host_id"#,
    )
    .await;
    let expected = json!({
        "slug": "2026-07-01-lund", "start": "2026-07-01", "end": null, "host": "lu.se", "sponsor": "lu.se", "tags": [],
        "main_tag": null, "url": "https://user.github.io/2026-07-01-lund",
        "repository_url": "https://github.com/user/2026-07-01-lund", "website_url": "https://user.github.io/2026-07-01-lund/",
        "country": "", "assigned_to": "lovelace_ada", "human_readable_date": "Jul 01, 2026 - ???",
        "eligible_for_instructor_recruitment": false, "workshop_reports_link": "https://example.org/r",
    });
    assert_eq!(part(&app, "event", id, &keys).await, expected);
    app.run("UPDATE event SET venue = 'Hall', latitude = 55.7, longitude = 13.2").await;
    let place = json!({ "eligible_for_instructor_recruitment": true, "latitude": 55.7 });
    assert_eq!(part(&app, "event", id, &["eligible_for_instructor_recruitment", "latitude"]).await, place);
}

#[tokio::test]
async fn eml_tpl_20_a_membership_has_the_numbers_of_its_page() {
    let app = TestApp::start().await;
    one_of_each(&app).await;
    app.run_all(
        "UPDATE membership SET workshops_without_admin_fee_per_agreement = 3, workshops_without_admin_fee_rolled_from_previous = 1,
            public_instructor_training_seats = 4, additional_public_instructor_training_seats = 1, inhouse_instructor_training_seats = 2;
         INSERT INTO member (membership_id, organization_id, role_id)
         SELECT m.id, o.id, min(r.id) FROM membership m, organization o, member_role r WHERE o.domain = 'lu.se' GROUP BY m.id, o.id;
         INSERT INTO membership_task (membership_id, person_id, role_id)
         SELECT m.id, p.id, r.id FROM membership m, person p, (SELECT id FROM membership_person_role ORDER BY id LIMIT 2) r;
         INSERT INTO event (slug, host_id, administrator_id, membership_id, start)
         SELECT 'past-' || n, h.id, a.id, m.id, '2026-03-01' FROM generate_series(1, 2) n, membership m, organization h, organization a
         WHERE h.domain = 'lu.se' AND a.domain = 'software-carpentry.org';
         INSERT INTO task (event_id, person_id, role_id, seat_membership_id, seat_public)
         SELECT e.id, p.id, r.id, m.id, e.slug <> 'past-2' FROM event e, person p, role r, membership m WHERE r.name = 'learner';",
    )
    .await;
    let id: i32 = app.value("SELECT id FROM membership").await;
    let expected = json!({
        "organizations": ["lu.se"], "persons": ["lovelace_ada"], "extensions": [30, 60], "rolled_to_membership": null,
        "rolled_from_membership": "absent", "workshops_without_admin_fee_total_allowed": 4,
        "workshops_without_admin_fee_completed": 2, "workshops_without_admin_fee_remaining": 2,
        "public_instructor_training_seats_total": 5, "public_instructor_training_seats_utilized": 2,
        "public_instructor_training_seats_remaining": 3, "inhouse_instructor_training_seats_remaining": 1,
    });
    let keys: Vec<&str> = expected.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(part(&app, "membership", id, &keys).await, expected);

    app.run(
        "WITH next AS (INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
            VALUES ('Lund again', 'gold', '2027-01-01', '2027-12-31', 'financial') RETURNING id)
         UPDATE membership m SET rolled_to_membership_id = next.id FROM next WHERE m.name = 'Lund'",
    )
    .await;
    let next: i32 = app.value("SELECT max(id) FROM membership").await;
    let after = json!({ "rolled_to_membership": "Lund again" });
    assert_eq!(part(&app, "membership", id, &["rolled_to_membership"]).await, after);
    let before = json!({ "rolled_from_membership": "Lund" });
    assert_eq!(part(&app, "membership", next, &["rolled_from_membership"]).await, before);
}

#[tokio::test]
async fn eml_tpl_20_other_records_name_what_they_belong_to() {
    let app = TestApp::start().await;
    one_of_each(&app).await;
    for (model, id, expected) in [
        ("person", "SELECT id FROM person", json!({ "full_name": "Ada Lovelace", "github": null, "is_active": true })),
        (
            "award",
            "SELECT id FROM award",
            json!({ "person": "lovelace_ada", "badge": "instructor", "awarded": "2026-06-03", "event": "2026-07-01-lund", "awarded_by": null }),
        ),
        (
            "task",
            "SELECT id FROM task",
            json!({
                "event": "2026-07-01-lund", "person": "lovelace_ada", "role": "instructor", "seat_membership": null, "pk": "absent",
            }),
        ),
        (
            "trainingprogress",
            "SELECT id FROM training_progress",
            json!({ "trainee": "lovelace_ada", "requirement": "Training", "state": "a", "state_verbose": "Asked to repeat", "date": "2026-06-01" }),
        ),
        (
            "instructorrecruitmentsignup",
            "SELECT id FROM instructor_recruitment_signup",
            json!({ "event": "2026-07-01-lund", "person": "lovelace_ada", "state_verbose": "Accepted", "interest": "session" }),
        ),
        (
            "partnership",
            "SELECT id FROM partnership",
            json!({ "tier": "Gold (10 credits)", "credits": 5, "agreement_start": "2026-01-01", "rolled_to_partnership": null }),
        ),
        ("consortium", "SELECT id FROM consortium", json!({ "name": "Nordic", "organizations": ["lu.se"] })),
        (
            "selforganisedsubmission",
            "SELECT id FROM self_organised_submission",
            json!({ "event": "2026-07-01-lund", "state_verbose": "Pending", "country": "", "institution_other_URL": "" }),
        ),
    ] {
        let keys: Vec<&str> = expected.as_object().unwrap().keys().map(String::as_str).collect();
        let id: i32 = app.value(id).await;
        assert_eq!(part(&app, model, id, &keys).await, expected, "{model}");
    }
    let submission: i32 = app.value("SELECT id FROM self_organised_submission").await;
    assert_eq!(object(&app, "selforganisedsubmission", submission).await["workshop_types"].as_array().unwrap().len(), 2);

    let other = app.organization("ku.dk", "University of Copenhagen").await;
    app.run("INSERT INTO organization_affiliation SELECT min(id), max(id) FROM organization WHERE domain IN ('lu.se', 'ku.dk')")
        .await;
    assert_eq!(
        part(&app, "organization", other, &["affiliated_organizations"]).await,
        json!({ "affiliated_organizations": ["lu.se"] })
    );
}
