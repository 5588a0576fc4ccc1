//! Two events (DM-MERGE-20, DM-MERGE-21).

use shared::merge::{Choice, EVENT, Outcome, Pair, Side, merge};

use super::{choose, combine};
use crate::support::{Event, TestApp, all_or_nothing};

async fn twice(app: &TestApp) -> (Event, Event) {
    let a = app.event("2026-01-01-a").between("2026-01-01", "2026-01-02").in_country("SE").tagged("SWC").create().await;
    let b = app
        .event("2026-01-01-b")
        .between("2026-01-03", "2026-01-04")
        .in_country("FR")
        .tagged("SWC")
        .tagged("online")
        .create()
        .await;
    let (ada, grace) = (app.person("Ada Lovelace").create().await, app.person("Grace Hopper").create().await);
    app.task(&ada, "instructor", &a).await;
    app.task(&ada, "instructor", &b).await;
    app.task(&grace, "learner", &b).await;
    app.run_all(&format!(
        "UPDATE event SET contact = 'a@x.org', venue = 'Hall', address = 'Road 1', manual_attendance = 3 WHERE id = {0};
         UPDATE event SET contact = 'b@x.org', venue = 'Room', address = 'Road 2', manual_attendance = 5, url = 'https://b.org',
             open_ttt_applications = true, event_category_id = (SELECT id FROM event_category WHERE name = 'skillup') WHERE id = {1};
         INSERT INTO event_curriculum SELECT {1}, id FROM curriculum WHERE slug = 'lc';
         INSERT INTO event_lesson SELECT {1}, id FROM lesson WHERE name = 'swc/git';
         INSERT INTO award (person_id, badge_id, awarded, event_id) SELECT {2}, id, '2026-02-01', {1} FROM badge WHERE name = 'instructor';
         INSERT INTO training_requirement (name) VALUES ('Some requirement');
         INSERT INTO training_progress (trainee_id, requirement_id, event_id) SELECT p, r.id, e FROM training_requirement r,
             (VALUES ({2}, {0}), ({2}, {1}), ({3}, {1})) AS x (p, e) WHERE r.name = 'Some requirement';
         INSERT INTO instructor_recruitment (event_id) VALUES ({0}), ({1});
         INSERT INTO instructor_recruitment_signup (recruitment_id, person_id) SELECT i.id, p FROM instructor_recruitment i, unnest(ARRAY[{2}, {3}]) p
             WHERE i.event_id = {1} OR p = {2};
         INSERT INTO comment (object_type, object_id, comment, submit_date) VALUES ('workshops.event', '{0}', 'on a', '2026-01-01Z'), ('workshops.event', '{1}', 'on b', '2026-01-01Z');",
        a.id, b.id, ada.id, grace.id
    ))
    .await;
    (a, b)
}

#[tokio::test]
async fn dm_merge_20_texts_are_combined_with_what_separates_them_and_sets_are_united() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    assert_eq!(app.merge(&EVENT, a.id, b.id, &combine(&EVENT, Side::A)).await, Outcome::Merged(a.id));
    assert_eq!(
        app.texts("SELECT concat_ws('|', id, slug, contact, venue, address, country, start) FROM event").await,
        [format!("{}|2026-01-01-a|a@x.org;b@x.org|Hall, Room|Road 1, Road 2|SE|2026-01-01", a.id)]
    );
    assert_eq!(app.texts("SELECT t.name FROM event_tag x JOIN tag t ON t.id = x.tag_id ORDER BY 1").await, ["online", "SWC"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 2);
    assert_eq!(app.texts("SELECT comment FROM comment WHERE NOT is_removed ORDER BY 1").await, ["on a", "on b"]);
}

/// D-06: AMY offers these and forgets them.
#[tokio::test]
async fn dm_merge_21_what_amy_forgets_is_merged() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    let of_b = ["manual_attendance", "open_TTT_applications", "event_category", "curricula", "lessons", "url"]
        .map(|name| (name, Choice::B));
    app.merge(&EVENT, a.id, b.id, &choose(&EVENT, Side::A, &of_b)).await;
    let row = "SELECT concat_ws('|', manual_attendance, open_ttt_applications, (SELECT name FROM event_category c WHERE c.id = e.event_category_id), url) FROM event e";
    assert_eq!(app.texts(row).await, ["5|t|skillup|https://b.org"]);
    assert_eq!(app.value::<i64>("SELECT (SELECT count(*) FROM event_curriculum) + (SELECT count(*) FROM event_lesson)").await, 2);
}

#[tokio::test]
async fn what_amy_is_stopped_by_or_loses_goes_to_the_survivor() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    app.merge(&EVENT, a.id, b.id, &choose(&EVENT, Side::A, &[])).await;
    let id = a.id.to_string();
    assert_eq!(app.texts("SELECT event_id FROM award").await, [id.as_str()]);
    // The second progress of one trainee keeps what it says, without an event.
    assert_eq!(app.texts("SELECT event_id FROM training_progress ORDER BY event_id").await, [id.as_str(), id.as_str(), "-"]);
    assert_eq!(app.texts("SELECT event_id FROM instructor_recruitment").await, [id.as_str()]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM instructor_recruitment_signup").await, 2);
}

#[tokio::test]
async fn a_request_moves_unless_the_survivor_has_one_of_its_kind() {
    let request = "INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, language_id, workshop_format, event_id)
        SELECT 'X', 'x@x.org', 'online', 'public', (SELECT min(id) FROM language), 'short', e FROM unnest($1::int[]) e";
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    sqlx::query(request).bind([b.id]).execute(app.pool()).await.unwrap();
    app.merge(&EVENT, a.id, b.id, &choose(&EVENT, Side::A, &[])).await;
    assert_eq!(app.texts("SELECT event_id FROM self_organised_submission").await, [a.id.to_string()]);

    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    sqlx::query(request).bind([a.id, b.id]).execute(app.pool()).await.unwrap();
    let outcome = app.merge(&EVENT, a.id, b.id, &choose(&EVENT, Side::A, &[])).await;
    let Outcome::Blocked(blockers) = outcome else { panic!("{outcome:?}") };
    assert_eq!(blockers.groups[0].kind, "self-organised submissions");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 2);
}

#[tokio::test]
async fn dm_event_04_a_merged_event_online_is_on_the_internet() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    app.run("UPDATE event SET country = 'W3', venue = 'Internet', address = 'Internet' WHERE slug = '2026-01-01-b'").await;
    app.merge(&EVENT, a.id, b.id, &choose(&EVENT, Side::A, &[("country", Choice::B)])).await;
    assert_eq!(app.texts("SELECT venue || '|' || address || '|' || country FROM event").await, ["Internet|Internet|W3"]);
}

#[tokio::test]
async fn texts_that_are_too_long_together_are_told_of_and_nothing_happens() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    app.run("UPDATE event SET venue = repeat('x', 200)").await;
    let outcome = app.merge(&EVENT, a.id, b.id, &combine(&EVENT, Side::A)).await;
    let Outcome::Invalid(errors) = outcome else { panic!("{outcome:?}") };
    assert_eq!(errors.of("venue"), ["Together these are longer than 255 characters. Choose one of the two."]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 2);
}

#[tokio::test]
async fn a_merge_happens_as_a_whole_or_not_at_all() {
    all_or_nothing(twice, async |change, (a, b)| {
        let outcome = merge(change, &EVENT, Pair::of(a.id, b.id).unwrap(), &combine(&EVENT, Side::B)).await?;
        assert_eq!(outcome, Outcome::Merged(b.id));
        Ok(())
    })
    .await;
}
