//! Look-ups (LKP-01 … LKP-28): what is found as one types.

mod each;
mod whole;

use serde_json::{Value, json};
use shared::lookup::{Keys, Lookup};

use crate::support::{Person, TestApp};

async fn ask(app: &TestApp, who: &Person, path: &str) -> Value {
    let answer = app.get(path).as_user(who).await.expect_page();
    assert_eq!(answer.header("content-type"), "application/json");
    serde_json::from_str(&answer.text).unwrap()
}

/// The display strings of what a look-up finds.
async fn texts(app: &TestApp, who: &Person, path: &str) -> Vec<String> {
    let found = ask(app, who, path).await;
    found["results"].as_array().unwrap().iter().map(|hit| hit["text"].as_str().unwrap().to_owned()).collect()
}

fn with_term(path: &str, term: &str) -> String {
    format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).append_pair("term", term).finish())
}

/// At least one record for every look-up.
async fn one_of_each(app: &TestApp) -> Person {
    let admin = app.person("Ada Admin").administrator().create().await;
    let event = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    app.task(&admin, "learner", &event).await;
    app.run("INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type) VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial')").await;
    app.run("INSERT INTO benefit (name, unit_type, credits) VALUES ('Workshop', 'event', 5)").await;
    app.run("INSERT INTO account_benefit (account_id, benefit_id, start_date, end_date, allocation) SELECT a.id, b.id, '2026-01-01', '2026-12-31', 1 FROM account a, benefit b WHERE a.organization_id = (SELECT min(organization_id) FROM account)").await;
    app.run("INSERT INTO award (person_id, badge_id, awarded, event_id) SELECT p.id, b.id, '2026-07-03', e.id FROM person p, badge b, event e WHERE b.name = 'instructor'").await;
    app.run("INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id) SELECT 'Lund', 5, a.id, '2026-01-01', '2026-12-31', a.organization_id FROM account a WHERE a.organization_id = (SELECT min(organization_id) FROM account)").await;
    app.run("INSERT INTO training_request (personal, email) VALUES ('Cyd', 'c@c.org')").await;
    app.run("INSERT INTO community_role (config_id, person_id) SELECT c.id, p.id FROM community_role_config c, person p WHERE c.name = 'instructor'").await;
    admin
}

#[tokio::test]
async fn every_look_up_finds_records_and_nothing_for_nonsense() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    for lookup in Lookup::ALL {
        let path = lookup.path();
        let found = ask(&app, &admin, path).await;
        let results = found["results"].as_array().unwrap();
        assert!((1..=25).contains(&results.len()), "{path}: {found}");
        assert!(found["more"].is_boolean(), "{path}: {found}");
        for hit in results {
            let is_key = if lookup.keys() == Keys::Ints { hit["id"].is_i64() } else { hit["id"].is_string() };
            assert!(is_key && !hit["text"].as_str().unwrap().trim().is_empty(), "{path}: {hit}");
        }
        let nothing = ask(&app, &admin, &with_term(path, "nothing of this name")).await;
        assert_eq!(nothing, json!({"results": [], "more": false}), "{path}");
    }
}

/// A term is text: `%` and `_` are letters like others, and nothing in it is SQL.
#[tokio::test]
async fn a_term_means_itself() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    for lookup in Lookup::ALL {
        for term in ["%%", "a%a", "\\", "\\%", "';--", "\" OR 1=1", "(((", "\u{1F600}", &"x".repeat(5000)] {
            let found = ask(&app, &admin, &with_term(lookup.path(), term)).await;
            assert_eq!(found["results"], json!([]), "{} {term:?}", lookup.path());
        }
    }
    app.organization("odd_name%.org", "50% of_all\\any").await;
    for term in ["d_n", "50%", "of_all\\", "%.ORG"] {
        assert_eq!(
            texts(&app, &admin, &with_term("/select_lookups/organizations/", term)).await,
            ["50% of_all\\any <odd_name%.org>"],
            "{term}"
        );
    }
}

#[tokio::test]
async fn blanks_around_a_term_are_no_part_of_it_and_case_does_not_matter() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    assert_eq!(texts(&app, &admin, "/select_lookups/tags/?term=%20%20swc+").await, ["SWC"]);
    assert_eq!(
        texts(&app, &admin, "/select_lookups/tags/?term=%20").await.len(),
        texts(&app, &admin, "/select_lookups/tags/").await.len()
    );
}

#[tokio::test]
async fn languages_and_airports_are_for_everybody_and_the_rest_for_staff() {
    let app = TestApp::start().await;
    let member = app.member().await;
    for lookup in Lookup::ALL {
        let is_public = matches!(lookup, Lookup::Languages | Lookup::Airports);
        let expected = if is_public { 200 } else { 403 };
        app.get(lookup.path()).await.expect_status(expected);
        app.get(lookup.path()).as_user(&member).await.expect_status(expected);
    }
}

#[tokio::test]
async fn results_come_in_pages_of_twenty_five() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for n in 0..51 {
        app.event(&format!("2026-01-{n:02}-paged")).create().await;
    }
    let mut seen = Vec::new();
    for (page, count, more) in [(1, 25, true), (2, 25, true), (3, 1, false)] {
        let found = ask(&app, &admin, &format!("/select_lookups/events/?term=paged&page={page}")).await;
        let results = found["results"].as_array().unwrap();
        assert_eq!((results.len(), found["more"].as_bool()), (count, Some(more)), "page {page}");
        seen.extend(results.iter().map(|hit| hit["id"].as_i64().unwrap()));
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 51, "a record on two pages is a record on none");
    let exact = ask(&app, &admin, "/select_lookups/events/?term=paged&page=1").await;
    app.run("DELETE FROM event WHERE slug > '2026-01-24-paged'").await;
    let last = ask(&app, &admin, "/select_lookups/events/?term=paged").await;
    assert_eq!((exact["more"].as_bool(), last["more"].as_bool()), (Some(true), Some(false)));
    for page in ["0", "-1", "4", "x", "1.5", "99999999999999999999", "9223372036854775807"] {
        app.get(&format!("/select_lookups/events/?term=paged&page={page}")).as_user(&admin).await.expect_status(404);
    }
    // The first page of nothing is an empty page.
    app.get("/select_lookups/events/?term=nothing&page=1").as_user(&admin).await.expect_page();
    ask(&app, &admin, "/select_lookups/events/?page=").await;
}

/// UTL-04's rule: two words are also the two names, either way round.
#[tokio::test]
async fn persons_are_found_by_both_names() {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().create().await;
    app.person("Grace Hopper").create().await;
    app.person("Harry Grace").create().await;
    app.run("UPDATE person SET secondary_email = 'amazing@navy.mil' WHERE family = 'Hopper'").await;
    let grace = "Grace Hopper <grace.hopper@example.org>";
    for term in ["Grace Hopper", "hopper grace", "gra hop", "HOPPER", "hopper_grace", "grace.hopper@", "navy.mil"] {
        assert_eq!(texts(&app, &admin, &with_term("/select_lookups/persons/", term)).await, [grace], "{term}");
    }
    for term in ["grace hopper x", "gracehopper", "Grace Admin"] {
        assert_eq!(texts(&app, &admin, &with_term("/select_lookups/persons/", term)).await, [""; 0], "{term}");
    }
    // By family name, then by personal name.
    assert_eq!(
        texts(&app, &admin, &with_term("/select_lookups/persons/", "grace")).await,
        ["Harry Grace <harry.grace@example.org>", grace]
    );
}

#[tokio::test]
async fn administrators_are_few_and_each_comes_once() {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").superuser().in_group("administrators").in_group("trainers").create().await;
    app.person("Tina Trainer").in_group("trainers").create().await;
    app.person("Grace Hopper").in_group("administrators").create().await;
    let path = "/select_lookups/admins/";
    assert_eq!(texts(&app, &admin, path).await, ["Ada Admin <ada.admin@example.org>", "Grace Hopper <grace.hopper@example.org>"]);
    assert_eq!(texts(&app, &admin, &with_term(path, "grace")).await.len(), 1);
    assert_eq!(texts(&app, &admin, &with_term(path, "hopper grace")).await.len(), 0, "no crosswise search here");
}

/// DM-ORG-02
#[tokio::test]
async fn six_organizations_administer() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.organization("lu.se", "Lund University").await;
    let found = texts(&app, &admin, "/select_lookups/admin_orgs/").await;
    let domains: Vec<&str> = found.iter().map(|text| text.split_once('<').unwrap().1.trim_end_matches('>')).collect();
    let six = [
        "carpentries.org",
        "carpentries.org/community-lessons/",
        "datacarpentry.org",
        "librarycarpentry.org",
        "self-organized",
        "software-carpentry.org",
    ];
    assert_eq!(domains, six);
    assert_eq!(texts(&app, &admin, "/select_lookups/admin_orgs/?term=lund").await, [""; 0]);
}

#[tokio::test]
async fn organizations_bring_their_full_name_along() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = app.organization("lu.se", "Lund University").await;
    for term in ["lund", "lu.se"] {
        let found = ask(&app, &admin, &with_term("/select_lookups/organizations/", term)).await;
        assert_eq!(
            found["results"],
            json!([{"id": id, "text": "Lund University <lu.se>", "fullname": "Lund University"}]),
            "{term}"
        );
    }
    let tags = ask(&app, &admin, "/select_lookups/tags/?term=SWC").await;
    assert!(tags["results"][0].get("fullname").is_none(), "{tags}");
}

#[tokio::test]
async fn trainings_are_those_tagged_and_those_of_a_trainee() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (learner, helper) = (app.person("Lena Learner").create().await, app.person("Hans Helper").create().await);
    app.event("2026-01-01-swc").tagged("SWC").create().await;
    let one = app.event("2026-02-01-one").between("2026-02-01", "2026-02-02").tagged("TTT").create().await;
    let other = app.event("2026-03-01-other").between("2026-03-01", "2026-03-02").tagged("TTT").create().await;
    app.task(&learner, "learner", &one).await;
    app.task(&helper, "helper", &other).await;
    let path = "/select_lookups/ttt_events/";
    assert_eq!(texts(&app, &admin, path).await, ["2026-03-01-other", "2026-02-01-one"]);
    assert_eq!(texts(&app, &admin, &format!("{path}?trainee={}", learner.id)).await, ["2026-02-01-one"]);
    assert_eq!(texts(&app, &admin, &format!("{path}?trainee={}", helper.id)).await, [""; 0]);
    assert_eq!(texts(&app, &admin, &format!("{path}?trainee=x")).await.len(), 2, "what is no number restricts nothing");
}

#[tokio::test]
async fn a_subtag_is_matched_whole_where_it_is_asked_for() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = "/select_lookups/languages/";
    assert!(texts(&app, &admin, &format!("{path}?term=en")).await.len() > 1);
    assert_eq!(texts(&app, &admin, &format!("{path}?term=EN&subtag")).await, ["English"]);
    assert_eq!(texts(&app, &admin, &format!("{path}?term=eng&subtag=1")).await, [""; 0]);
    assert_eq!(texts(&app, &admin, &format!("{path}?subtag=1")).await.len(), 25, "without a term there is nothing to match");
}

#[tokio::test]
async fn what_more_people_speak_comes_first() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run("INSERT INTO person_language SELECT p.id, l.id FROM person p, language l WHERE l.name = 'Swedish'").await;
    assert_eq!(texts(&app, &admin, "/select_lookups/languages/").await[0], "Swedish");
    app.run("INSERT INTO person_domain SELECT p.id, d.id FROM person p, (SELECT max(id) AS id FROM knowledge_domain) d").await;
    let last: String = app.value("SELECT name::text FROM knowledge_domain ORDER BY id DESC LIMIT 1").await;
    assert_eq!(texts(&app, &admin, "/select_lookups/knowledge_domains/").await[0], last);
}

#[tokio::test]
async fn memberships_are_found_by_name_member_variant_and_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.organization("uu.se", "Uppsala University").await;
    app.run("INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type) VALUES ('Vintage', 'silver', '2024-01-01', '2024-12-31', 'financial'), ('New', 'gold', '2026-01-01', '2026-12-31', 'financial')").await;
    app.run("INSERT INTO member (membership_id, organization_id, role_id) SELECT m.id, o.id, r.id FROM membership m, organization o, member_role r WHERE m.name = 'Vintage' AND o.domain = 'uu.se'").await;
    for path in ["/select_lookups/memberships/", "/select_lookups/memberships_for_tasks/"] {
        let (old, new) = ("Vintage Silver membership Jan 01 - Dec 31, 2024", "New Gold membership Jan 01 - Dec 31, 2026");
        assert_eq!(texts(&app, &admin, path).await, [new, old]);
        for term in ["vintage", "silv", "uppsala", "UU.SE", "2024-01-01", "2024-12-31"] {
            assert_eq!(texts(&app, &admin, &with_term(path, term)).await, [old], "{term}: once, however many roles a member has");
        }
        assert_eq!(texts(&app, &admin, &with_term(path, "2026-06-15")).await, [new]);
        for term in ["2025-06-15", "2024-13-01"] {
            assert_eq!(texts(&app, &admin, &with_term(path, term)).await, [""; 0], "{term}");
        }
    }
}

#[tokio::test]
async fn awards_are_restricted_by_badge_and_person() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    let other = app.person("Grace Hopper").create().await;
    app.run("INSERT INTO award (person_id, badge_id, awarded) SELECT p.id, b.id, '2026-01-01' FROM person p, badge b WHERE p.family = 'Hopper' AND b.name = 'trainer'").await;
    let path = "/select_lookups/awards/";
    let (ada, grace) = (
        "Ada Admin <ada.admin@example.org>/Instructor/2026-07-03/2026-07-01-ttt",
        "Grace Hopper <grace.hopper@example.org>/Trainer/2026-01-01/None",
    );
    assert_eq!(texts(&app, &admin, path).await, [grace, ada]);
    assert_eq!(texts(&app, &admin, &format!("{path}?person={}", other.id)).await, [grace]);
    assert_eq!(texts(&app, &admin, &format!("{path}?badge={}", app.id_of("badge", "instructor").await)).await, [ada]);
    assert_eq!(texts(&app, &admin, &format!("{path}?term=trainer")).await, [grace]);
    assert_eq!(
        texts(&app, &admin, &format!("{path}?person={}&badge={}", other.id, app.id_of("badge", "instructor").await)).await,
        [""; 0]
    );
}

#[tokio::test]
async fn an_instructor_comes_once_however_many_roles_they_have() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    app.run("INSERT INTO community_role (config_id, person_id) SELECT c.id, p.id FROM community_role_config c, person p WHERE c.name IN ('instructor', 'trainer')").await;
    app.person("Grace Hopper").create().await;
    assert_eq!(texts(&app, &admin, "/select_lookups/instructors/").await, ["Ada Admin <ada.admin@example.org>"]);
}

#[tokio::test]
async fn airports_are_found_by_code_name_and_country() {
    let app = TestApp::start().await;
    let path = "/select_lookups/airports/";
    let admin = app.admin().await;
    let all = ask(&app, &admin, path).await;
    assert_eq!((all["results"].as_array().unwrap().len(), all["more"].as_bool()), (25, Some(true)));
    let found = ask(&app, &admin, &with_term(path, "arlanda")).await;
    let text = found["results"][0]["text"].as_str().unwrap();
    assert_eq!(found["results"][0]["id"], "ARN");
    assert!(text.starts_with("ARN: ") && text.ends_with("(Sweden, Europe/Stockholm)"), "{text}");
    assert!(texts(&app, &admin, &with_term(path, "sweden")).await.len() == 25);
}

#[tokio::test]
async fn a_look_up_is_one_statement_beside_the_session() {
    let app = TestApp::start().await;
    let admin = one_of_each(&app).await;
    for lookup in Lookup::ALL {
        ask(&app, &admin, &with_term(lookup.path(), "a b")).await;
        assert!((1..=2).contains(&app.statements()), "{}: {}", lookup.path(), app.statements());
    }
}

/// The original's signed parameter is taken and ignored.
#[tokio::test]
async fn a_field_id_makes_no_difference() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert_eq!(texts(&app, &admin, "/select_lookups/tags/?term=swc&field_id=abc:def:ghi").await, ["SWC"]);
}
