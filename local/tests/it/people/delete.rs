//! Deleted persons (PER-13, DM-PERSON-23).

use super::{told, url};
use crate::support::TestApp;

#[tokio::test]
async fn dm_person_23_tasks_lessons_and_awards_stand_in_the_way() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let ron = app.person("Ron Weasley").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.task(&harry, "instructor", &event).await;
    for sql in [
        "INSERT INTO qualification (person_id, lesson_id) SELECT $1, min(id) FROM lesson",
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = 'trainer'",
        "INSERT INTO award (person_id, awarded_by_id, badge_id, awarded)
         SELECT p.id, $1, b.id, '2026-01-02' FROM badge b, person p WHERE b.name = 'mentor' AND p.username = 'weasley_ron'",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    let page = app.post(&url(harry.id, "delete/"), &[]).as_user(&admin).await.expect_page();
    for words in ["Failed to delete", "2026-07-01-lund/Harry Potter", "/Trainer/2026-01-01/None", "Ron Weasley", "qualifications"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(told(&app, "SELECT username FROM person WHERE id = $1", harry.id).await.is_some());
    assert!(told(&app, "SELECT username FROM person WHERE id = $1", ron.id).await.is_some());
}

#[tokio::test]
async fn dm_person_23_what_is_only_the_persons_goes_with_them() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    for sql in [
        "INSERT INTO community_role (person_id, config_id) SELECT $1, min(id) FROM community_role_config",
        "INSERT INTO event (slug, host_id, assigned_to_id) SELECT '2026-07-01-lund', min(id), $1 FROM organization",
        "INSERT INTO comment (object_type, object_id, person_id, comment, submit_date) VALUES ('workshops.event', '1', $1, 'x', now())",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    let to = app.post(&url(harry.id, "delete/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/persons/");
    assert!(app.get(&to).as_user(&admin).await.says("The person Harry Potter <harry.potter@example.org> was deleted."));
    let left =
        "SELECT concat_ws('|', (SELECT count(*) FROM person WHERE id = $1), (SELECT count(*) FROM consent WHERE person_id = $1),
        (SELECT count(*) FROM community_role WHERE person_id = $1), (SELECT count(*) FROM event WHERE assigned_to_id IS NULL),
        (SELECT count(*) FROM comment WHERE person_id IS NULL))";
    assert_eq!(told(&app, left, harry.id).await.as_deref(), Some("0|0|0|1|1"));
}
