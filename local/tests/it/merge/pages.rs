//! The pages that merge (PER-03, EVT-03).

use std::collections::BTreeMap;

use shared::merge::{EVENT, Mergeable, PERSON};

use crate::support::{Answer, Event, Person, TestApp};

/// What a browser sends: everything of the first, but what the test says.
fn fields<'a>(
    kind: &Mergeable,
    names: [&'a str; 2],
    ids: &'a [String; 2],
    others: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut fields: BTreeMap<&'a str, &'a str> = kind.offers().map(|offer| (offer.name, "obj_a")).collect();
    fields.insert("id", "obj_a");
    fields.extend([(names[0], ids[0].as_str()), (names[1], ids[1].as_str())]);
    fields.extend(others.iter().copied());
    fields.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

impl TestApp {
    async fn send_persons(&self, who: &Person, a: i32, b: i32, others: &[(&str, &str)]) -> Answer {
        let ids = [a.to_string(), b.to_string()];
        let fields = fields(&PERSON, ["person_a", "person_b"], &ids, others);
        self.post("/workshops/persons/merge/", &fields).as_user(who).await
    }

    async fn send_events(&self, who: &Person, a: &Event, b: &Event, others: &[(&str, &str)]) -> Answer {
        let ids = [a.id.to_string(), b.id.to_string()];
        let fields = fields(&EVENT, ["event_a", "event_b"], &ids, others);
        self.post("/workshops/events/merge/", &fields).as_user(who).await
    }
}

fn persons(a: i32, b: i32) -> String {
    format!("/workshops/persons/merge/?person_a={a}&person_b={b}")
}

async fn two_events(app: &TestApp) -> (Event, Event) {
    let a = app.event("2026-01-01-a").between("2026-01-01", "2026-01-02").tagged("SWC").create().await;
    let b = app.event("2026-01-01-b").between("2026-01-03", "2026-01-04").tagged("DC").create().await;
    (a, b)
}

/// Whatever one of the two signs in with opens the other's account from then on.
#[tokio::test]
async fn per_03_only_superusers_merge_a_superuser() {
    let app = TestApp::start().await;
    let (admin, boss) = (app.admin().await, app.person("Bo Boss").superuser().create().await);
    let (ada, root) = (app.person("Ada Lovelace").create().await, app.person("Root Rootson").superuser().create().await);
    for (a, b) in [(ada.id, root.id), (root.id, ada.id)] {
        app.send_persons(&admin, a, b, &[]).await.expect_status(403);
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 4);
    app.send_persons(&boss, ada.id, root.id, &[]).await.expect_redirect();
}

#[tokio::test]
async fn per_03_nobody_merges_who_holds_more() {
    let app = TestApp::start().await;
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("delete_person").with_permission("change_person");
    let (clerk, admin) = (clerk.create().await, app.admin().await);
    let idle = app.person("Ina Idle").administrator().inactive().create().await;
    let (ada, augusta) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    for other in [admin.id, idle.id] {
        for (a, b) in [(ada.id, other), (other, ada.id), (clerk.id, other)] {
            let page = app.send_persons(&clerk, a, b, &[]).await.expect_status(403);
            assert!(page.says("all rights of this person, such as “add_"), "{}", page.visible());
        }
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 5);
    app.send_persons(&clerk, ada.id, augusta.id, &[]).await.expect_redirect();
    app.send_persons(&clerk, clerk.id, ada.id, &[]).await.expect_redirect();
    app.send_persons(&admin, admin.id, idle.id, &[]).await.expect_redirect();
}

#[tokio::test]
async fn per_03_the_last_superuser_who_can_log_in_stays_one() {
    let app = TestApp::start().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let (ada, idle) = (app.person("Ada Lovelace").create().await, app.person("Ina Idle").inactive().create().await);
    // The one would be gone, the other not be active.
    for (other, choices) in [(ada.id, [("id", "obj_b")].as_slice()), (idle.id, &[("is_active", "obj_b")])] {
        let page = app.send_persons(&root, root.id, other, choices).await.expect_status(422);
        assert!(page.says("This is the last superuser who can log in. Make another one first."), "{}", page.visible());
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 3);
    app.send_persons(&root, root.id, idle.id, &[]).await.expect_redirect();
    let boss = app.person("Bo Boss").superuser().create().await;
    app.send_persons(&boss, root.id, ada.id, &[("id", "obj_b")]).await.expect_redirect();
}

/// DM-MERGE-06
#[tokio::test]
async fn per_03_without_both_the_page_asks_which_two() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ada = app.person("Ada Lovelace").create().await;
    let page = app.get("/workshops/persons/merge/").as_user(&admin).await.expect_page();
    assert!(page.says("Merge Persons") && page.says("Person From") && page.says("Person To"), "{}", page.visible());
    assert!(page.text.contains(r#"method="get""#) && page.text.contains("/select_lookups/persons/"));
    // Without scripts a text finds; what was chosen before is kept.
    let found = format!("/workshops/persons/merge/?person_a={}&person_b=&person_b__term=lovel&_find=person_b", ada.id);
    let page = app.get(&found).as_user(&admin).await.expect_page();
    assert!(page.says("1 found") && page.text.matches("Ada Lovelace").count() >= 2, "{}", page.visible());
    let half = format!("/workshops/persons/merge/?person_a={}&person_b=", ada.id);
    let page = app.get(&half).as_user(&admin).await.expect_status(422);
    assert!(page.says("Choose one."), "{}", page.visible());
    // Who came here to go on is sent there, if it is here.
    let go = app.get("/workshops/persons/merge/?next=/workshops/persons/").as_user(&admin).await;
    assert_eq!(go.expect_redirect(), "/workshops/persons/");
    app.get("/workshops/persons/merge/?next=https://evil.org/").as_user(&admin).await.expect_page();
}

#[tokio::test]
async fn per_03_the_same_twice_is_refused_and_an_unknown_one_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.get(&persons(admin.id, admin.id)).as_user(&admin).await.expect_status(422);
    assert!(page.says("one and the same person"), "{}", page.visible());
    app.get(&persons(admin.id, 999_999)).as_user(&admin).await.expect_status(404);
    app.get("/workshops/persons/merge/?person_a=1&person_b=x").as_user(&admin).await.expect_status(404);
    app.send_persons(&admin, admin.id, 999_999, &[]).await.expect_status(404);
    let page = app.send_persons(&admin, admin.id, admin.id, &[]).await.expect_status(422);
    assert!(page.says("one and the same person"));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 1);
}

#[tokio::test]
async fn per_03_the_two_are_compared_and_what_happens_is_told_before() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").near("LHR").create().await, app.person("Augusta King").create().await);
    let (first, second) = two_events(&app).await;
    app.task(&a, "instructor", &first).await;
    app.task(&b, "instructor", &first).await;
    app.task(&b, "helper", &second).await;
    app.run_all(&format!(
        "INSERT INTO training_request (personal, email, person_id) VALUES ('Augusta', 'a@x.org', {0});
         INSERT INTO person_permission SELECT {0}, id FROM permission WHERE codename = 'add_event';
         INSERT INTO consent (person_id, term_id, term_option_id, created_at) SELECT {0}, t.id, o.id, '2027-01-01Z' FROM term t JOIN term_option o ON o.term_id = t.id
             WHERE t.slug = 'may-contact' AND o.option_type = 'agree' AND NOT EXISTS (SELECT FROM consent c WHERE c.person_id = {0} AND c.term_id = t.id AND c.archived_at IS NULL)",
        b.id
    ))
    .await;
    let page = app.get(&persons(a.id, b.id)).as_user(&admin).await.expect_page();
    for words in [
        "Merge two persons",
        "Personal name Ada Augusta",
        "LHR: London Heathrow",
        "keeps 1, deletes 2 of B",
        "keeps 2, deletes 1 that both have",
        "training requests: 0 of A, 1 of B",
        "permissions of their own: 0 of A, 1 of B",
        "the most recent answer to each term counts",
        "fields are the same in both",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert_eq!(page.text.matches(r#"role="radiogroup""#).count(), PERSON.offers().count() + 1);
    assert_eq!(page.text.matches(r#"value="obj_a" checked"#).count(), PERSON.offers().count() + 1, "all the first's by default");
    assert!(app.statements() <= 6, "{}", app.statements());
}

#[tokio::test]
async fn per_03_statements_do_not_grow_with_what_belongs_to_the_two() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    app.get(&persons(a.id, b.id)).as_user(&admin).await.expect_page();
    let few = app.statements();
    app.run_all(&format!(
        "INSERT INTO event (slug, host_id) SELECT 'e-' || n, (SELECT min(id) FROM organization) FROM generate_series(1, 300) n;
         INSERT INTO task (event_id, person_id, role_id) SELECT e.id, p, r.id FROM event e, role r, unnest(ARRAY[{}, {}]) p WHERE r.name = 'helper'",
        a.id, b.id
    ))
    .await;
    let page = app.get(&persons(a.id, b.id)).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few);
    assert!(page.says("and 275 beyond the first 25"), "{}", page.visible());
    app.send_persons(&admin, a.id, b.id, &[("task_set", "combine")]).await.expect_redirect();
    let many = app.statements();
    let (c, d) = (app.person("Grace Hopper").create().await, app.person("G Hopper").create().await);
    // Emails are about tasks and events: they are read where there are any.
    let event = app.event("one").create().await;
    app.task(&d, "helper", &event).await;
    app.send_persons(&admin, c.id, d.id, &[("task_set", "combine")]).await.expect_redirect();
    assert_eq!(app.statements(), many);
}

#[tokio::test]
async fn per_03_a_merge_leads_to_the_survivor() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    let answer =
        app.send_persons(&admin, a.id, b.id, &[("id", "obj_b"), ("family", "obj_b"), ("consent_set", "most_recent")]).await;
    let to = answer.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", b.id));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Ada King") && page.says("were merged into Ada King"), "{}", page.visible());
    assert_eq!(
        app.texts("SELECT concat_ws('|', username, personal, family) FROM person WHERE personal = 'Ada' AND family = 'King'")
            .await,
        ["lovelace_ada|Ada|King"]
    );
    app.get(&format!("/workshops/person/{}/", a.id)).as_user(&admin).await.expect_status(404);
    // GLB-13: one revision, in the name of who did it.
    let by = "SELECT p.username || ' ' || r.comment FROM revision r JOIN person p ON p.id = r.person_id";
    assert_eq!(app.texts(by).await, [format!("{} merge persons", admin.username)]);
}

#[tokio::test]
async fn per_03_a_choice_left_out_is_asked_for_again() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    let page = app
        .send_persons(&admin, a.id, b.id, &[("mastodon", ""), ("email", "combine"), ("family", "obj_b")])
        .await
        .expect_status(422);
    assert!(page.says("Mastodon: Fill this in."), "{}", page.visible());
    // The other choices are kept, and the row that is asked for is in sight.
    let family = page.text.split(r#"id="id_family""#).nth(1).unwrap();
    assert!(family.split("</tr>").next().unwrap().contains(r#"value="obj_b" checked"#));
    let in_sight = page.text.split("merge-same").next().unwrap();
    assert!(in_sight.contains(r#"id="id_mastodon""#));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 3);
}

/// DM-MERGE-05, GLB-12
#[tokio::test]
async fn per_03_what_stands_in_the_way_is_named_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    app.run_all(&format!(
        "INSERT INTO award (person_id, badge_id, awarded) SELECT {0}, id, '2021-01-01' FROM badge WHERE name = 'instructor';
         INSERT INTO community_role (config_id, person_id, award_id, start) SELECT c.id, a.person_id, a.id, '2021-01-01'
             FROM community_role_config c, award a WHERE c.name = 'instructor' AND a.person_id = {0}",
        b.id
    ))
    .await;
    let page = app.send_persons(&admin, a.id, b.id, &[("family", "obj_b")]).await.expect_page();
    assert!(page.says("Failed to delete") && page.says("community roles") && page.says("were not merged"), "{}", page.visible());
    assert!(page.text.contains(&persons(a.id, b.id).replace('&', "&amp;")), "the way back");
    assert_eq!(app.texts("SELECT family FROM person WHERE personal = 'Ada' AND family <> 'Admin'").await, ["Lovelace"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision WHERE comment = 'merge persons'").await, 0);
    app.send_persons(&admin, a.id, b.id, &[("award_set", "combine")]).await.expect_redirect();
}

#[tokio::test]
async fn per_03_the_second_of_two_merges_learns_that_it_came_too_late() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = (app.person("Ada Lovelace").create().await, app.person("Augusta King").create().await);
    app.send_persons(&admin, a.id, b.id, &[]).await.expect_redirect();
    let page = app.get(&format!("/workshops/person/{}/", a.id)).as_user(&admin).await.expect_page();
    assert!(page.says("were merged into"));
    let to = app.send_persons(&admin, a.id, b.id, &[("id", "obj_b")]).await.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", a.id));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Nothing was merged now: of the two only Ada Lovelace"), "{}", page.visible());
}

#[tokio::test]
async fn evt_03_one_event_alone_is_not_found_and_twice_the_same_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = two_events(&app).await;
    let page = app.get("/workshops/events/merge/").as_user(&admin).await.expect_page();
    assert!(page.says("Merge Events") && page.says("Event A") && page.says("Event B"));
    app.get(&format!("/workshops/events/merge/?event_a={}", a.id)).as_user(&admin).await.expect_status(404);
    app.get(&format!("/workshops/events/merge/?event_a={}&event_b=999999", a.id)).as_user(&admin).await.expect_status(404);
    // D-17: in AMY it would lose its tags and tasks.
    let page = app.send_events(&admin, &a, &a, &[]).await.expect_status(422);
    assert!(page.says("one and the same event"));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_tag").await, 2);
    let page =
        app.get(&format!("/workshops/events/merge/?event_a={}&event_b={}", a.id, b.id)).as_user(&admin).await.expect_page();
    assert_eq!(page.text.matches(r#"role="radiogroup""#).count(), EVENT.offers().count() + 1);
    assert!(app.statements() <= 6, "{}", app.statements());
}

/// DM-MERGE-21, D-06: AMY asks for some of these and forgets them, and cannot ask for others.
#[tokio::test]
async fn evt_03_every_choice_counts() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = two_events(&app).await;
    app.run_all(&format!(
        "UPDATE event SET contact = 'a@x.org', venue = 'Hall', address = 'Road 1' WHERE id = {0};
         UPDATE event SET contact = 'b@x.org', venue = 'Room', address = 'Road 2', manual_attendance = 5, open_ttt_applications = true, public_status = 'private',
             event_category_id = (SELECT id FROM event_category WHERE name = 'skillup') WHERE id = {1};
         INSERT INTO event_curriculum SELECT {1}, id FROM curriculum WHERE slug = 'lc';
         INSERT INTO event_lesson SELECT {1}, id FROM lesson WHERE name = 'swc/git'",
        a.id, b.id
    ))
    .await;
    let choices = [
        ("contact", "combine"),
        ("venue", "combine"),
        ("address", "combine"),
        ("tags", "combine"),
        ("manual_attendance", "obj_b"),
        ("open_TTT_applications", "obj_b"),
        ("public_status", "obj_b"),
        ("event_category", "obj_b"),
        ("curricula", "obj_b"),
        ("lessons", "obj_b"),
    ];
    assert_eq!(app.send_events(&admin, &a, &b, &choices).await.expect_redirect(), a.url(""));
    let row = "SELECT concat_ws('|', contact, venue, address, manual_attendance, open_ttt_applications, public_status, c.name,
        (SELECT count(*) FROM event_curriculum), (SELECT count(*) FROM event_lesson), (SELECT count(*) FROM event_tag))
        FROM event e JOIN event_category c ON c.id = e.event_category_id";
    assert_eq!(app.texts(row).await, ["a@x.org;b@x.org|Hall, Room|Road 1, Road 2|5|t|private|skillup|1|1|2"]);
}

#[tokio::test]
async fn evt_03_what_does_not_fit_together_is_said_beside_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (a, b) = two_events(&app).await;
    app.run("UPDATE event SET venue = repeat('x', 200)").await;
    let page = app.send_events(&admin, &a, &b, &[("venue", "combine"), ("slug", "obj_b")]).await.expect_status(422);
    assert!(page.says("Venue: Together these are longer than 255 characters"), "{}", page.visible());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 2);
}
