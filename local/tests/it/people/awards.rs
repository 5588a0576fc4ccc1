//! Awards (AWD-01, AWD-02).

use super::{told, url};
use crate::support::{Event, Person, TestApp};

const ADD: &str = "/workshops/awards/add/";

async fn badge(app: &TestApp, name: &str) -> String {
    app.id_of("badge", name).await
}

/// Writes down how a trainee fared at an event.
async fn training(app: &TestApp, person: &Person, state: &str, event: &Event) {
    let progress = "INSERT INTO training_progress (trainee_id, requirement_id, state, event_id) SELECT $1, id, $2, $3 FROM training_requirement WHERE name = 'Training'";
    sqlx::query(progress).bind(person.id).bind(state).bind(event.id).execute(app.pool()).await.unwrap();
}

/// All that is known of a person's awards.
async fn held(app: &TestApp, person: &Person) -> Option<String> {
    let awards = "SELECT string_agg(concat_ws('/', b.name, a.awarded, a.event_id, a.awarded_by_id), ' ' ORDER BY b.name)
        FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = $1";
    told(app, awards, person.id).await
}

#[tokio::test]
async fn awd_01_a_badge_is_awarded_and_its_page_follows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let event = app.event("2026-01-01-ttt").create().await;
    let form = app.get(ADD).as_user(&admin).await.expect_page().form("main-form");
    assert_eq!(form.value("award-awarded"), "2026-06-15");
    let (person, mentor, given) = (harry.id.to_string(), badge(&app, "mentor").await, event.id.to_string());
    let by = admin.id.to_string();
    let sent = [
        ("award-person", person.as_str()),
        ("award-badge", &mentor),
        ("award-awarded", "March 5, 2026"),
        ("award-event", &given),
        ("award-awarded_by", &by),
    ];
    let to = app.post(ADD, &sent).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/badge/mentor/");
    let page = app.get(&to).as_user(&admin).await.expect_page();
    let label = "The award Harry Potter <harry.potter@example.org>/Mentor/2026-03-05/2026-01-01-ttt was created.";
    assert!(page.says(label), "{}", page.visible());
    assert_eq!(held(&app, &harry).await, Some(format!("mentor/2026-03-05/{given}/{by}")));
    // Once is enough.
    let again = app.post(ADD, &sent).as_user(&admin).await.expect_status(422);
    assert!(again.says("This person holds this badge already.") && again.text.contains("2026-01-01-ttt"));
}

#[tokio::test]
async fn awd_01_what_is_missing_or_wrong_is_said_beside_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.post(ADD, &[("award-awarded", "soon")]).as_user(&admin).await.expect_status(422);
    for field in ["award-person", "award-badge", "award-awarded"] {
        assert!(!page.error_at(field).is_empty(), "{field}: {}", page.visible());
    }
    assert!(page.text.contains("value=\"soon\""));
    let swc = badge(&app, "swc-instructor").await;
    let (id, event) = (admin.id.to_string(), app.event("2026-01-01-ttt").create().await.id.to_string());
    let sent = |badge: &str, event: &str| {
        vec![
            ("award-person", id.clone()),
            ("award-badge", badge.to_owned()),
            ("award-awarded", "2026-01-01".into()),
            ("award-event", event.to_owned()),
        ]
    };
    let instructor = badge(&app, "instructor").await;
    for (badge, event, field) in
        [(&swc, "", "award-badge"), (&instructor, event.as_str(), "award-event"), (&instructor, "999999", "award-event")]
    {
        let sent = sent(badge, event);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = app.post(ADD, &sent).as_user(&admin).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}: {}", page.visible());
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM award").await, 0);
}

#[tokio::test]
async fn awd_01_what_the_address_names_cannot_be_changed_by_the_form() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let (mentor, trainer) = (badge(&app, "mentor").await, badge(&app, "trainer").await);
    let path = format!("{ADD}?person={}&badge={mentor}", harry.id);
    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!(page.says("Person Harry Potter <harry.potter@example.org> Badge Mentor"), "{}", page.visible());
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let form = page.form("main-form");
    assert_eq!((form.value("award-person"), form.value("award-badge")), (harry.id.to_string().as_str(), mentor.as_str()));
    let other = ron.id.to_string();
    let sent = [("award-person", other.as_str()), ("award-badge", &trainer), ("award-awarded", "2026-01-01")];
    app.post(&path, &sent).as_user(&admin).await.expect_redirect();
    assert_eq!(held(&app, &harry).await.as_deref(), Some("mentor/2026-01-01"));
    assert_eq!(held(&app, &ron).await, None);
    for nobody in ["person=999999", "person=x", "badge=999999", "badge=x"] {
        app.get(&format!("{ADD}?{nobody}")).as_user(&admin).await.expect_status(404);
        app.post(&format!("{ADD}?{nobody}"), &sent).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn awd_01_a_trainees_only_passed_training_is_proposed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let event = app.event("2026-01-01-ttt").create().await;
    training(&app, &harry, "p", &event).await;
    let path = format!("{ADD}?find-training&person={}", harry.id);
    let page = app.get(&path).as_user(&admin).await.expect_page();
    let form = page.form("main-form");
    assert_eq!(form.value("award-event"), event.id.to_string());
    assert_eq!(form.value("award-badge"), badge(&app, "instructor").await);
    assert!(page.text.contains("2026-01-01-ttt") && app.statements() <= 6, "{}", app.statements());
    form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(held(&app, &harry).await, Some(format!("instructor/2026-06-15/{}", event.id)));
}

/// DM-ST-30: with or without scripts, whoever awards is asked twice.
#[tokio::test]
async fn awd_01_who_failed_something_gets_a_badge_only_knowingly() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    training(&app, &harry, "f", &app.event("2026-01-01-ttt").create().await).await;
    let (id, mentor) = (harry.id.to_string(), badge(&app, "mentor").await);
    let sent = [("award-person", id.as_str()), ("award-badge", &mentor), ("award-awarded", "2026-01-01")];
    let page = app.post(ADD, &sent).as_user(&admin).await.expect_status(422);
    assert!(!page.error_at("award-confirmed").is_empty(), "{}", page.visible());
    assert_eq!(held(&app, &harry).await, None);
    let known = [sent[0], sent[1], sent[2], ("award-confirmed", "on")];
    app.post(ADD, &known).as_user(&admin).await.expect_redirect();
    assert!(held(&app, &harry).await.is_some());
    // Where the person is known from the beginning, the box is there from the beginning.
    assert!(app.get(&format!("{ADD}?person={id}")).as_user(&admin).await.text.contains("award-confirmed"));
    assert!(!app.get(&format!("{ADD}?person={}", admin.id)).as_user(&admin).await.text.contains("award-confirmed"));
}

/// DM-AWARD-03 through the page.
#[tokio::test]
async fn awd_01_community_roles_come_with_the_badge() {
    let app = TestApp::start().await;
    app.run(
        "UPDATE community_role_config SET award_badge_limit_id = (SELECT id FROM badge WHERE name = 'mentor'), autoassign_when_award_created = true
         WHERE name = 'committee_member'",
    )
    .await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let (id, mentor) = (harry.id.to_string(), badge(&app, "mentor").await);
    let sent = [("award-person", id.as_str()), ("award-badge", &mentor), ("award-awarded", "2026-01-01")];
    app.post(ADD, &sent).as_user(&admin).await.expect_redirect();
    let roles = "SELECT string_agg(k.name || '/' || c.start || '/' || (a.person_id = c.person_id), ' ') FROM community_role c
        JOIN community_role_config k ON k.id = c.config_id JOIN award a ON a.id = c.award_id WHERE c.person_id = $1";
    assert_eq!(told(&app, roles, harry.id).await.as_deref(), Some("committee_member/2026-06-15/true"));
}

#[tokio::test]
async fn awd_01_it_leads_on_to_where_one_came_from_and_nowhere_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").near("EDI").create().await;
    let edit = url(harry.id, "edit/");
    let form = app.get(&edit).as_user(&admin).await.expect_page().form("award-form");
    let mentor = badge(&app, "mentor").await;
    let id = harry.id.to_string();
    let sent = [("award-person", id.as_str()), ("award-badge", &mentor), ("award-awarded", "2026-01-01")];
    let action = form.action.clone();
    assert_eq!(app.post(&action, &sent).as_user(&admin).await.expect_redirect(), format!("{edit}#awards"));
    // An error keeps the way.
    assert_eq!(app.post(&action, &sent).as_user(&admin).await.expect_status(422).form("main-form").action, action);
    let trainer = badge(&app, "trainer").await;
    let sent = [sent[0], ("award-badge", trainer.as_str()), sent[2]];
    let to = app.post(&format!("{ADD}?next=https%3A%2F%2Fevil.example"), &sent).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/badge/trainer/");
}

async fn award(app: &TestApp, person: &Person) -> i32 {
    let award = "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = 'trainer' RETURNING id";
    sqlx::query_scalar(award).bind(person.id).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn awd_02_an_award_is_taken_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let id = award(&app, &harry).await;
    let to = app.post(&format!("/workshops/award/{id}/delete/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/badge/trainer/");
    assert!(app.get(&to).as_user(&admin).await.says("/Trainer/2026-01-01/None was deleted."));
    assert_eq!(held(&app, &harry).await, None);
    let next = format!("/workshops/award/{}/delete/?next=%2Fworkshops%2Fpersons%2F", award(&app, &harry).await);
    assert_eq!(app.post(&next, &[]).as_user(&admin).await.expect_redirect(), "/workshops/persons/");
    app.post(&next, &[]).as_user(&admin).await.expect_status(404);
    app.get(&format!("/workshops/award/{id}/delete/")).as_user(&admin).await.expect_status(405);
}

/// DM-AWARD-06
#[tokio::test]
async fn awd_02_an_award_that_a_role_stands_upon_stays_and_one_can_go_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let id = award(&app, &harry).await;
    let role = "INSERT INTO community_role (person_id, config_id, award_id) SELECT $1, id, $2 FROM community_role_config WHERE name = 'trainer'";
    sqlx::query(role).bind(harry.id).bind(id).execute(app.pool()).await.unwrap();
    let path = format!("/workshops/award/{id}/delete/");
    let page = app.post(&path, &[]).as_user(&admin).await.expect_page();
    assert!(page.says("Failed to delete") && page.says("Community Role \"Trainer\" for Harry Potter"), "{}", page.visible());
    assert!(page.links().contains(&format!("{}#awards", url(harry.id, "edit/"))), "{:?}", page.links());
    for (referer, back) in [
        (
            "http://localhost:3000/workshops/badge/trainer/?page=1",
            "http://localhost:3000/workshops/badge/trainer/?page=1".to_owned(),
        ),
        ("https://evil.example/", format!("{}#awards", url(harry.id, "edit/"))),
    ] {
        let page = app.post(&path, &[]).with_header("referer", referer).as_user(&admin).await.expect_page();
        assert!(page.links().contains(&back), "{referer}: {:?}", page.links());
    }
    assert!(held(&app, &harry).await.is_some());
}

/// The certificate of an instructor is a file; other badges have none.
#[tokio::test]
async fn awd_01_instructors_have_a_certificate() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (harry, wang) = (app.person("Harry Potter").create().await, app.person("Ming Wang").create().await);
    app.run("UPDATE person SET personal = '小明', family = '王' WHERE family = 'Wang'").await;
    let award =
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-03-05' FROM badge WHERE name = $2 RETURNING id";
    let mut ids = Vec::new();
    for (person, badge) in [(&harry, "instructor"), (&wang, "instructor"), (&harry, "trainer")] {
        ids.push(sqlx::query_scalar::<_, i32>(award).bind(person.id).bind(badge).fetch_one(app.pool()).await.unwrap());
    }
    let path = |id: i32| format!("/workshops/award/{id}/certificate/");
    assert!(app.get(&url(harry.id, "")).as_user(&admin).await.links().contains(&path(ids[0])));
    let file = app.get(&path(ids[0])).as_user(&admin).await.expect_page();
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"certificate.pdf\"");
    assert!(file.text.starts_with("%PDF-"));
    // A name that the font cannot write is told, not drawn as boxes.
    let page = app.get(&path(ids[1])).as_user(&admin).await.expect_status(422);
    assert!(page.says("its font has no “小”, “明”, “王”"), "{}", page.visible());
    app.get(&path(ids[2])).as_user(&admin).await.expect_status(404);
    app.get(&path(999_999)).as_user(&admin).await.expect_status(404);
}
