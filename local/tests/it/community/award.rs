//! Awards and badges (DM-AWARD).

use shared::award::{self, AwardInput, Preset};
use shared::listing::{Query, Value};
use shared::lookup::{Extras, Lookup, search};
use shared::record::Kind;
use shared::{badge, deletion};

use super::{award as hold, change, db, fields, id_of, role, told};
use crate::support::{Event, Person, TestApp};

async fn input(app: &TestApp, person: &Person, badge: &str) -> AwardInput {
    AwardInput {
        person: person.id,
        badge: id_of(app, "badge", badge).await,
        awarded: app.clock.today(),
        confirmed: true,
        ..AwardInput::default()
    }
}

/// Writes down that a trainee passed (or not) a requirement at an event.
async fn progress(app: &TestApp, person: &Person, requirement: &str, state: &str, event: Option<&Event>) {
    let progress = "INSERT INTO training_progress (trainee_id, requirement_id, state, event_id)
        SELECT $1, id, $3, $4 FROM training_requirement WHERE name = $2";
    let progress = sqlx::query(progress).bind(person.id).bind(requirement).bind(state).bind(event.map(|event| event.id));
    progress.execute(app.pool()).await.unwrap();
}

async fn create(app: &TestApp, input: &AwardInput) -> i32 {
    let mut tx = change(app).await;
    let id = award::create(&mut tx, input).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// DM-AWARD-02
#[tokio::test]
async fn dm_award_02_badges_of_former_days_are_not_offered() {
    let app = TestApp::start().await;
    let offered = badge::choices(&mut *db(&app).await).await.unwrap();
    let titles: Vec<&str> = offered.iter().map(|(_, title)| title.as_str()).collect();
    assert!(titles.is_sorted() && titles.contains(&"Instructor") && titles.contains(&"Trainer"), "{titles:?}");
    assert_eq!(titles.len(), 8);
    let harry = app.person("Harry Potter").create().await;
    for name in ["swc-instructor", "dc-instructor", "lc-instructor"] {
        assert_eq!(fields(&app, &input(&app, &harry, name).await, &()).await, ["badge"], "{name}");
    }
    assert!(fields(&app, &input(&app, &harry, "mentor").await, &()).await.is_empty());
}

#[tokio::test]
async fn what_an_award_names_must_exist() {
    let app = TestApp::start().await;
    let nothing = AwardInput { event: Some(999), awarded_by: Some(999), awarded: app.clock.today(), ..AwardInput::default() };
    assert_eq!(fields(&app, &nothing, &()).await, ["awarded_by", "badge", "event", "person"]);
}

/// DM-AWARD-03
#[tokio::test]
async fn dm_award_03_roles_come_with_a_badge_unless_one_concurs() {
    let app = TestApp::start().await;
    app.run(
        "UPDATE community_role_config SET award_badge_limit_id = (SELECT id FROM badge WHERE name = 'mentor'), autoassign_when_award_created = true,
            target_type = CASE WHEN name = 'committee_member' THEN 'workshops.lesson' END
         WHERE name IN ('committee_member', 'task_force_member')",
    )
    .await;
    // Another badge's, and one that is not assigned by itself.
    app.run("UPDATE community_role_config SET autoassign_when_award_created = true WHERE name = 'trainer'").await;
    app.run("UPDATE community_role_config SET award_badge_limit_id = (SELECT id FROM badge WHERE name = 'mentor') WHERE name = 'regional_coordinator'").await;
    let (harry, ron, ginny) = (
        app.person("Harry Potter").create().await,
        app.person("Ron Weasley").create().await,
        app.person("Ginny Weasley").create().await,
    );
    role(&app, &ron, "task_force_member", Some("2026-01-01"), None).await;
    // Ended on the very day: it does not concur.
    role(&app, &ginny, "task_force_member", Some("2026-01-01"), Some("2026-06-15")).await;
    let given = "SELECT string_agg(concat_ws('/', k.name, c.start, c.\"end\", c.url, c.inactivation_id, c.membership_id, c.target_type), ' ' ORDER BY k.name)
        FROM community_role c JOIN community_role_config k ON k.id = c.config_id WHERE c.award_id = $1";
    for (person, expected) in [
        (&harry, "committee_member/2026-06-15//workshops.lesson task_force_member/2026-06-15/"),
        (&ron, "committee_member/2026-06-15//workshops.lesson"),
        (&ginny, "committee_member/2026-06-15//workshops.lesson task_force_member/2026-06-15/"),
    ] {
        let id = create(&app, &input(&app, person, "mentor").await).await;
        assert_eq!(told(&app, given, id).await.as_deref(), Some(expected), "{}", person.username);
    }
}

/// DM-AWARD-04
#[tokio::test]
async fn dm_award_04_a_trainee_is_offered_the_badge_at_their_only_passed_training() {
    let app = TestApp::start().await;
    let (first, second) = (app.event("2026-01-01-ttt").create().await, app.event("2026-02-01-ttt").create().await);
    let harry = app.person("Harry Potter").create().await;
    let badge = id_of(&app, "badge", "instructor").await;
    let preset = async || award::after_training(&mut *db(&app).await, harry.id).await.unwrap();
    assert_eq!(preset().await, Some(Preset { badge, event: None }));
    progress(&app, &harry, "Training", "f", Some(&second)).await;
    progress(&app, &harry, "Demo", "p", None).await;
    assert_eq!(preset().await, Some(Preset { badge, event: None }));
    progress(&app, &harry, "Training", "p", Some(&first)).await;
    assert_eq!(preset().await, Some(Preset { badge, event: Some(first.id) }));
    progress(&app, &harry, "Training", "p", None).await;
    assert_eq!(preset().await, Some(Preset { badge, event: None }), "two are as good as none");
}

/// DM-AWARD-05
#[tokio::test]
async fn dm_award_05_an_instructor_is_made_at_a_passed_training() {
    let app = TestApp::start().await;
    let (passed, failed) = (app.event("2026-01-01-ttt").create().await, app.event("2026-02-01-ttt").create().await);
    let welcome = app.event("2026-03-01-welcome").create().await;
    let harry = app.person("Harry Potter").create().await;
    progress(&app, &harry, "Training", "p", Some(&passed)).await;
    progress(&app, &harry, "Training", "f", Some(&failed)).await;
    progress(&app, &harry, "Welcome Session", "p", Some(&welcome)).await;
    let offered = async |badge: Option<i32>| {
        let extras = Extras { person: Some(harry.id), badge, ..Extras::default() };
        let found = search(&mut *db(&app).await, Lookup::EventsForAwards, "", &extras, 1).await.unwrap().unwrap();
        found.results.into_iter().map(|hit| hit.text).collect::<Vec<_>>()
    };
    let (instructor, mentor) = (id_of(&app, "badge", "instructor").await, id_of(&app, "badge", "mentor").await);
    assert_eq!(offered(Some(instructor)).await, ["2026-01-01-ttt"]);
    assert_eq!(offered(Some(mentor)).await.len(), 3);
    assert_eq!(offered(None).await.len(), 3);

    let at = async |badge: &str, event: &Event| {
        let input = AwardInput { event: Some(event.id), ..input(&app, &harry, badge).await };
        fields(&app, &input, &()).await
    };
    assert!(at("instructor", &passed).await.is_empty() && at("mentor", &failed).await.is_empty());
    assert_eq!(at("instructor", &failed).await, ["event"]);
    assert_eq!(at("instructor", &welcome).await, ["event"]);
}

/// DM-AWARD-06
#[tokio::test]
async fn dm_award_06_an_award_that_a_role_stands_upon_stays() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let id = hold(&app, &harry, "trainer").await;
    let trainer = role(&app, &harry, "trainer", None, None).await;
    sqlx::query("UPDATE community_role SET award_id = $2 WHERE id = $1")
        .bind(trainer)
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
    let delete = async || {
        let mut tx = change(&app).await;
        let blockers = deletion::delete(&mut tx, Kind::Award, &id.to_string()).await.unwrap();
        tx.commit().await.unwrap();
        blockers.groups.into_iter().map(|group| group.kind).collect::<Vec<_>>()
    };
    assert_eq!(delete().await, ["community roles"]);
    sqlx::query("DELETE FROM community_role WHERE id = $1").bind(trainer).execute(app.pool()).await.unwrap();
    assert!(delete().await.is_empty());
    assert!(told(&app, "SELECT id::text FROM award WHERE id = $1", id).await.is_none());
}

/// DM-AWARD-07
#[tokio::test]
async fn dm_award_07_a_badge_is_held_once_and_its_holders_are_counted() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    create(&app, &input(&app, &harry, "mentor").await).await;
    assert_eq!(fields(&app, &input(&app, &harry, "mentor").await, &()).await, [""]);
    assert!(fields(&app, &input(&app, &ron, "mentor").await, &()).await.is_empty());
    create(&app, &input(&app, &ron, "mentor").await).await;
    let mut tx = change(&app).await;
    let twice = award::create(&mut tx, &input(&app, &ron, "mentor").await).await.unwrap_err();
    assert_eq!(twice.broken_constraint(), Some("award_person_id_badge_id_key"));
    drop(tx);

    let mut db = db(&app).await;
    let badges = badge::all(&mut db).await.unwrap();
    assert!(badges.iter().map(|badge| &badge.name).is_sorted());
    assert_eq!(
        badges.iter().filter(|badge| badge.awards > 0).map(|badge| (badge.name.as_str(), badge.awards)).collect::<Vec<_>>(),
        [("mentor", 2)]
    );
    let mentor = badge::by_name(&mut db, "mentor").await.unwrap().unwrap();
    let query = |filters| Query { filters, ..Query::default() };
    let holders =
        award::LISTING.page::<award::ListRow>(&mut db, &query(vec![("badge", Value::Ints(vec![mentor.id]))])).await.unwrap();
    assert_eq!((holders.total, holders.rows[0].person.as_str(), holders.rows[0].email.as_deref()), (2, "Harry Potter", None));
    let later = query(vec![("awarded_after", Value::Date("2026-06-16".parse().unwrap()))]);
    assert_eq!(award::LISTING.page::<award::ListRow>(&mut db, &later).await.unwrap().total, 0);
}
