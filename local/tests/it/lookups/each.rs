//! What each look-up matches and in which order, where the other tests do not say it by the way.

use serde_json::json;
use shared::lookup::Lookup;

use super::{ask, one_of_each, texts, with_term};
use crate::support::{Person, TestApp};

/// The first column of a query.
async fn column(app: &TestApp, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(query).fetch_all(app.pool()).await.unwrap()
}

async fn start() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    (app, admin)
}

#[tokio::test]
async fn lkp_01_tags_are_found_by_name_and_come_by_priority() {
    let (app, admin) = start().await;
    let path = Lookup::Tags.path();
    let all = column(&app, "SELECT name::text FROM tag ORDER BY priority, name LIMIT 25").await;
    assert_eq!(texts(&app, &admin, path).await, all);
    assert_eq!(texts(&app, &admin, &with_term(path, "sw")).await, ["SWC"]);
}

#[tokio::test]
async fn lkp_02_badges_are_found_by_name_and_title_and_come_by_title() {
    let (app, admin) = start().await;
    let path = Lookup::Badges.path();
    assert_eq!(texts(&app, &admin, path).await, column(&app, "SELECT title::text FROM badge ORDER BY title LIMIT 25").await);
    for term in ["swc-INSTR", "software carpentry instr"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, ["Software Carpentry Instructor"], "{term}");
    }
}

#[tokio::test]
async fn lkp_03_lessons_are_found_by_name_and_come_by_it() {
    let (app, admin) = start().await;
    let path = Lookup::Lessons.path();
    assert_eq!(texts(&app, &admin, path).await, column(&app, "SELECT name::text FROM lesson ORDER BY name LIMIT 25").await);
    assert_eq!(texts(&app, &admin, &with_term(path, "C/GIT")).await, ["swc/git"]);
}

#[tokio::test]
async fn lkp_04_events_are_found_by_slug_the_undated_first_then_the_latest() {
    let (app, admin) = start().await;
    for (slug, day) in [("2025-01-01-early", "2025-01-01"), ("2026-01-01-late", "2026-01-01")] {
        app.event(slug).between(day, day).create().await;
    }
    app.event("2024-xx-xx-undated").create().await;
    let path = Lookup::Events.path();
    assert_eq!(texts(&app, &admin, path).await, ["2024-xx-xx-undated", "2026-01-01-late", "2025-01-01-early"]);
    assert_eq!(texts(&app, &admin, &with_term(path, "01-LATE")).await, ["2026-01-01-late"]);
}

#[tokio::test]
async fn lkp_05_what_is_no_badge_restricts_no_events() {
    let (app, admin) = start().await;
    app.event("2026-01-01-swc").create().await;
    let path = Lookup::EventsForAwards.path();
    let instructor = app.id_of("badge", "instructor").await;
    for query in
        [String::new(), format!("?person={}", admin.id), format!("?badge={instructor}"), format!("?person={}&badge=x", admin.id)]
    {
        assert_eq!(texts(&app, &admin, &format!("{path}{query}")).await, ["2026-01-01-swc"], "{query}");
    }
    assert_eq!(texts(&app, &admin, &format!("{path}?person={}&badge={instructor}", admin.id)).await, [""; 0]);
    let trainer = app.id_of("badge", "trainer").await;
    assert_eq!(texts(&app, &admin, &format!("{path}?person={}&badge={trainer}", admin.id)).await.len(), 1);
}

#[tokio::test]
async fn lkp_11_lkp_12_roles_in_memberships_are_found_by_name_and_wording() {
    let (app, admin) = start().await;
    let path = Lookup::MemberRoles.path();
    for term in ["contract_s", "contract s"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, ["Contract Signatory"], "{term}");
    }
    let path = Lookup::MembershipPersonRoles.path();
    for term in ["billing_c", "BILLING C"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, ["Billing Contact"], "{term}");
    }
}

#[tokio::test]
async fn lkp_14_administrators_are_found_by_each_field() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").superuser().in_group("administrators").in_group("trainers").create().await;
    app.run("UPDATE person SET secondary_email = 'amazing@navy.mil', username = 'captain' WHERE family = 'Hopper'").await;
    let path = Lookup::Admins.path();
    for term in ["grac", "hopp", "grace.hopper@", "navy.mil", "captain"] {
        let found = ask(&app, &admin, &with_term(path, term)).await;
        assert_eq!(found["results"], json!([{"id": grace.id, "text": "Grace Hopper <grace.hopper@example.org>"}]), "{term}");
    }
}

#[tokio::test]
async fn lkp_15_kinds_of_roles_tell_what_they_ask_for() {
    let (app, admin) = start().await;
    let path = Lookup::CommunityRoles.path();
    let badge: i32 = app.id_of("badge", "maintainer").await.parse().unwrap();
    let found = ask(&app, &admin, &with_term(path, "MAINTAIN")).await;
    let id: i32 = app.value("SELECT id FROM community_role_config WHERE name = 'maintainer'").await;
    assert_eq!(
        found["results"],
        json!([{
            "id": id, "text": "Maintainer", "link_to_award": true, "award_badge_limit": badge, "link_to_membership": false,
            "link_to_partnership": false, "additional_url": false, "generic_relation_content_type": "workshops.lesson"
        }])
    );
    assert_eq!(texts(&app, &admin, &with_term(path, "task_force")).await, ["Task Force Member"]);
}

#[tokio::test]
async fn lkp_16_instructors_are_found_as_persons_are() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    let path = Lookup::Instructors.path();
    for term in ["admin ada", "ADA AD", "ada.admin@"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, ["Ada Admin <ada.admin@example.org>"], "{term}");
    }
}

#[tokio::test]
async fn lkp_19_applications_are_found_by_names_and_addresses_the_oldest_first() {
    let (app, admin) = start().await;
    app.run(
        "INSERT INTO training_request (created_at, personal, middle, family, email, secondary_email, affiliation) VALUES
            ('2026-02-01Z', 'Rosa', 'Quill', 'Younger', 'rosa@apply.example', 'second@apply.example', 'Some Institute'),
            ('2026-01-01Z', 'Karl', '', 'Older', 'karl@apply.example', '', '')",
    )
    .await;
    let (rosa, karl) = ("Rosa Younger <rosa@apply.example> - Pending", "Karl Older <karl@apply.example> - Pending");
    let path = Lookup::TrainingRequests.path();
    assert_eq!(texts(&app, &admin, path).await, [karl, rosa]);
    assert_eq!(texts(&app, &admin, &with_term(path, "apply.example")).await, [karl, rosa]);
    for term in ["ROSA", "young", "rosa@", "second@", "rosa young", "younger ros"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, [rosa], "{term}");
    }
    for term in ["quill", "some institute", "rosa older"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, [""; 0], "{term}");
    }
}

#[tokio::test]
async fn lkp_20_awards_are_found_by_their_persons_fields_and_their_badge() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    app.person("Grace Hopper").create().await;
    app.run(
        "UPDATE person SET middle = 'Brewster', secondary_email = 'amazing@navy.mil', github = 'ghopper' WHERE family = 'Hopper'",
    )
    .await;
    app.run("INSERT INTO award (person_id, badge_id, awarded) SELECT p.id, b.id, '2026-01-01' FROM person p, badge b WHERE p.family = 'Hopper' AND b.name = 'trainer'").await;
    let path = Lookup::Awards.path();
    for term in ["GRACE", "brews", "hopp", "grace.hopper@", "train"] {
        let found = texts(&app, &admin, &with_term(path, term)).await;
        assert_eq!(found, ["Grace Brewster Hopper <grace.hopper@example.org>/Trainer/2026-01-01/None"], "{term}");
    }
    // Fields that the search over everything looks into, and this does not; nor does a term reach from one field into the next.
    for term in ["navy.mil", "ghopper", "Grace\u{1f}Brewster", "grace hopper"] {
        assert_eq!(texts(&app, &admin, &with_term(path, term)).await, [""; 0], "{term:?}");
    }
}

#[tokio::test]
async fn lkp_24_partnerships_are_found_by_name_and_restricted_by_account() {
    let (app, admin) = start().await;
    app.run(
        "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
         SELECT x.name, 10, a.id, x.start, x.start + 364, a.organization_id
         FROM (VALUES ('Second', date '2026-01-01', 2), ('First', date '2027-01-01', 1), ('First', date '2026-01-01', 1)) AS x (name, start, place)
         JOIN (SELECT id, organization_id, row_number() OVER (ORDER BY organization_id) AS place FROM account WHERE organization_id IS NOT NULL) a
            USING (place)",
    )
    .await;
    let path = Lookup::Partnerships.path();
    let found = ask(&app, &admin, path).await;
    let starts: Vec<_> =
        found["results"].as_array().unwrap().iter().map(|hit| hit["agreement_start"].as_str().unwrap()).collect();
    assert_eq!(starts, ["2026-01-01", "2027-01-01", "2026-01-01"]);
    assert_eq!(found["results"][0]["agreement_end"], "2026-12-31");
    assert_eq!(texts(&app, &admin, &with_term(path, "SECO")).await.len(), 1);
    let account: String = app.value("SELECT account_id::text FROM partnership WHERE name = 'Second'").await;
    assert_eq!(texts(&app, &admin, &format!("{path}?account={account}")).await.len(), 1);
    assert_eq!(texts(&app, &admin, &format!("{path}?account=x")).await.len(), 3, "what is no account restricts nothing");
}

#[tokio::test]
async fn lkp_25_lkp_26_lkp_27_lkp_28_benefits_are_found_by_name_and_description() {
    let (app, admin) = start().await;
    app.run(
        "INSERT INTO benefit (name, description, unit_type, credits) VALUES
            ('Deep dive', 'several days long', 'event', 5), ('Chair', 'something to sit on', 'seat', 1)",
    )
    .await;
    app.run(
        "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
         SELECT 'Great deal', 10, a.id, '2026-01-01', '2026-12-31', a.organization_id
         FROM account a WHERE a.organization_id = (SELECT min(organization_id) FROM account)",
    )
    .await;
    app.run(
        "INSERT INTO account_benefit (account_id, partnership_id, benefit_id, start_date, end_date, allocation)
         SELECT p.account_id, p.id, b.id, '2026-01-01', '2026-12-31', 1 FROM partnership p, benefit b WHERE b.name IN ('Deep dive', 'Chair')",
    )
    .await;
    for (lookup, others, terms) in [
        (Lookup::BenefitsEvents, Lookup::BenefitsSeats, ["DEEP", "days long"]),
        (Lookup::BenefitsSeats, Lookup::BenefitsEvents, ["chai", "to sit"]),
        (Lookup::AccountBenefitsEvents, Lookup::AccountBenefitsSeats, ["deep d", "days long"]),
        (Lookup::AccountBenefitsSeats, Lookup::AccountBenefitsEvents, ["chair", "to sit"]),
    ] {
        for term in terms {
            assert_eq!(texts(&app, &admin, &with_term(lookup.path(), term)).await.len(), 1, "{} {term}", lookup.path());
            assert_eq!(texts(&app, &admin, &with_term(others.path(), term)).await.len(), 0, "{} {term}", others.path());
        }
    }
    for lookup in [Lookup::AccountBenefitsEvents, Lookup::AccountBenefitsSeats] {
        assert_eq!(texts(&app, &admin, &with_term(lookup.path(), "great deal")).await.len(), 1, "{}", lookup.path());
    }
}
