//! All records of a kind at once (LKP-21, LKP-22).

use serde_json::json;

use super::{ask, texts};
use crate::support::TestApp;

const GENERIC: &str = "/select_lookups/generic/";
const OWNERS: &str = "/select_lookups/offering-account-relation/";

#[tokio::test]
async fn lkp_21_every_record_of_the_kind_comes_whatever_is_typed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lessons: i64 = app.value("SELECT count(*) FROM lesson").await;
    let found = ask(&app, &admin, &format!("{GENERIC}?content_type=workshops.lesson&term=git&page=2")).await;
    assert_eq!(i64::try_from(found["results"].as_array().unwrap().len()).unwrap(), lessons);
    assert!(found.get("more").is_none(), "there is no paging: {found}");
    let first: i32 = app.value("SELECT min(id) FROM lesson").await;
    let name: String = app.value("SELECT name::text FROM lesson ORDER BY id LIMIT 1").await;
    assert_eq!(found["results"][0], json!({"id": first, "text": name}));
    // Ids that are no numbers are texts.
    app.run("INSERT INTO benefit (name, unit_type, credits) VALUES ('Workshop', 'event', 5)").await;
    let benefits = ask(&app, &admin, &format!("{GENERIC}?content_type=offering.benefit")).await;
    assert!(benefits["results"][0]["id"].is_string(), "{benefits}");
}

#[tokio::test]
async fn lkp_21_it_takes_a_known_kind_and_the_permission_to_see_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lessons = format!("{GENERIC}?content_type=workshops.lesson");
    app.get(&lessons).await.expect_status(403);
    app.get(&lessons).as_user(&app.member().await).await.expect_status(403);
    for path in [GENERIC.to_owned(), format!("{GENERIC}?content_type="), format!("{GENERIC}?term=x")] {
        app.get(&path).as_user(&admin).await.expect_status(400);
    }
    for kind in ["workshops.unknown", "lesson", "12", "';--"] {
        app.get(&format!("{GENERIC}?content_type={kind}")).as_user(&admin).await.expect_status(403);
    }
    app.run(
        "DELETE FROM user_group_permission gp USING permission p WHERE p.id = gp.permission_id AND p.codename = 'view_lesson'",
    )
    .await;
    let refused = app.get(&lessons).as_user(&admin).await.expect_status(403);
    assert!(refused.says("view_lesson"), "{}", refused.visible());
    let reader = app.person("Rita Reader").in_group("trainers").with_permission("view_lesson").create().await;
    app.get(&lessons).as_user(&reader).await.expect_page();
    // Whoever may see them need not be staff.
    let member = app.person("Mia Member").with_permission("view_lesson").create().await;
    assert!(!texts(&app, &member, &lessons).await.is_empty());
    app.get(&format!("{GENERIC}?content_type=workshops.person")).as_user(&member).await.expect_status(403);
    app.post(GENERIC, &[]).as_user(&admin).await.expect_status(405);
}

#[tokio::test]
async fn lkp_22_owners_of_accounts_are_found_by_the_fields_of_their_kind() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.person("Grace Hopper").create().await;
    app.organization("lu.se", "Lund University").await;
    app.run("INSERT INTO consortium (name, description) VALUES ('Nordic group', 'Northern people')").await;
    for (kind, label, terms) in [
        ("individual", "Grace Hopper <grace.hopper@example.org>", ["GRACE", "hopp", "hopper@"]),
        ("organisation", "Lund University <lu.se>", ["LU.SE", "lund", "universi"]),
        ("consortium", "Nordic group", ["nord", "NORTHERN", "people"]),
    ] {
        for term in terms {
            let found = texts(&app, &admin, &format!("{OWNERS}?content_type_name={kind}&term={term}")).await;
            assert!(found.iter().any(|text| text == label), "{kind} {term}: {found:?}");
        }
        let all = texts(&app, &admin, &format!("{OWNERS}?content_type_name={kind}")).await;
        assert!(all.iter().any(|text| text == label), "{kind}: {all:?}");
        assert_eq!(texts(&app, &admin, &format!("{OWNERS}?content_type_name={kind}&term=nothing+of+this+name")).await, [""; 0]);
    }
    let persons = ask(&app, &admin, &format!("{OWNERS}?content_type_name=individual")).await;
    assert!(persons.get("more").is_none() && persons["results"].as_array().unwrap().len() == 2, "{persons}");
}

/// A form asks for a page, since there are many persons.
#[tokio::test]
async fn lkp_22_whoever_asks_for_a_page_gets_one() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for n in 10..36 {
        app.person(&format!("Grace Number{n}")).create().await;
    }
    let page = async |query: &str| ask(&app, &admin, &format!("{OWNERS}?content_type_name=individual&{query}")).await;
    let first = page("term=grace&page=1").await;
    assert_eq!((first["results"].as_array().unwrap().len(), &first["more"]), (25, &json!(true)));
    let second = page("term=grace&page=2").await;
    assert_eq!(second["results"][0]["text"], "Grace Number35 <grace.number35@example.org>");
    assert_eq!((second["results"].as_array().unwrap().len(), &second["more"]), (1, &json!(false)));
    // Both names, either way round.
    for term in ["grace+number11", "Number11+Grace"] {
        assert_eq!(page(&format!("term={term}&page=1")).await["results"].as_array().unwrap().len(), 1, "{term}");
    }
    app.get(&format!("{OWNERS}?content_type_name=individual&page=0")).as_user(&admin).await.expect_status(404);
    let member = app.person("Mia Member").with_permission("view_organization").create().await;
    app.get(&format!("{OWNERS}?content_type_name=individual&page=1")).as_user(&member).await.expect_status(403);
    app.get(&format!("{OWNERS}?content_type_name=organisation&page=1")).as_user(&member).await.expect_page();
}

#[tokio::test]
async fn lkp_22_it_takes_one_of_three_kinds_and_the_permission_to_see_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.get(&format!("{OWNERS}?content_type_name=individual")).await.expect_status(403);
    app.get(OWNERS).as_user(&admin).await.expect_status(400);
    for kind in ["person", "workshops.person", "Individual"] {
        app.get(&format!("{OWNERS}?content_type_name={kind}")).as_user(&admin).await.expect_status(403);
    }
    app.run("DELETE FROM user_group_permission gp USING permission p WHERE p.id = gp.permission_id AND p.codename = 'view_consortium'").await;
    app.get(&format!("{OWNERS}?content_type_name=consortium")).as_user(&admin).await.expect_status(403);
    app.get(&format!("{OWNERS}?content_type_name=organisation")).as_user(&admin).await.expect_page();
    let member = app.person("Mia Member").with_permission("view_organization").create().await;
    app.get(&format!("{OWNERS}?content_type_name=organisation")).as_user(&member).await.expect_page();
    app.get(&format!("{OWNERS}?content_type_name=individual")).as_user(&member).await.expect_status(403);
}
