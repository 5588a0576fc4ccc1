//! Events and tasks, looking for instructors, and deleting and restoring.

use shared::decision::Decision;
use shared::deletion;
use shared::event::{self, EventInput, ReportsLink};
use shared::history;
use shared::record::Kind;
use shared::recruitment;
use shared::task::{self, TaskInput};

use super::{FREE, GRACE, TRAINING, WORKSHOP, setting, whole};
use crate::support::all_or_nothing;

#[tokio::test]
async fn a_new_event_with_its_sets_and_a_comment() {
    whole(async |change, _| {
        let like = event::stored(change, "2026-07-01-lund", true).await?.unwrap().input;
        let input = EventInput { slug: "2026-10-01-lund".into(), comment: "Again".into(), ..like };
        assert!(!input.tags.is_empty() && !input.curricula.is_empty());
        event::create(change, input, &ReportsLink::default()).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_event_with_its_sets() {
    whole(async |change, _| {
        let stored = event::stored(change, "2026-07-01-lund", true).await?.unwrap();
        let input = EventInput {
            slug: "2026-07-02-lund".into(),
            tags: vec![1, 2],
            curricula: vec![1, 2],
            lessons: Some(vec![1, 2]),
            comment: "Later".into(),
            ..stored.input
        };
        event::update(change, stored.id, input, &ReportsLink::default()).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_deleted_event_with_all_that_belongs_to_it() {
    whole(async |change, _| {
        assert!(deletion::delete(change, Kind::Event, &FREE.to_string()).await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_restored_event_with_its_sets() {
    let gone = async |app: &crate::support::TestApp| {
        setting(app).await;
        let version: i64 = app.value("SELECT max(id) FROM version WHERE object_type = 'event' AND object_id = '1003'").await;
        let mut change = app.change(None).await;
        assert!(deletion::delete(&mut change, Kind::Event, &FREE.to_string()).await.unwrap().is_empty());
        change.commit().await.unwrap();
        let page = history::of_version(&mut *app.db().await, version).await.unwrap().unwrap();
        (version, page.entries[0].version)
    };
    all_or_nothing(gone, async |change, (version, newest)| {
        history::restore(change, *version, *newest, true).await?.unwrap();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_new_task_and_its_event() {
    whole(async |change, _| {
        let input = TaskInput { event: TRAINING, person: GRACE, role: 1, ..TaskInput::default() };
        task::create(change, &input, &ReportsLink::default()).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_task_that_moves_to_another_event() {
    whole(async |change, _| {
        let input = TaskInput { event: WORKSHOP, ..task::stored(change, 1001, true).await?.unwrap().input };
        task::update(change, 1001, &input, &ReportsLink::default()).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_deleted_task_and_its_event() {
    whole(async |change, _| task::remove(change, 1001, &ReportsLink::default()).await).await;
}

#[tokio::test]
async fn an_accepted_instructor_with_their_task() {
    whole(async |change, _| {
        let decided = recruitment::decide(change, 1001, Decision::Accepted, &ReportsLink::default()).await?.unwrap();
        assert!(decided.task_made.is_some());
        Ok(())
    })
    .await;
}
