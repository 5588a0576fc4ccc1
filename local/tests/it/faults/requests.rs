//! Workshop requests of the three kinds, from their submission to their event.

use shared::decision::Decision;
use shared::event::{self, EventInput, ReportsLink};
use shared::workshop_request::{Edited, InquiryInput, Kind, RequestInput, SubmissionInput, accept};

use super::{WORKSHOP, setting};
use crate::requests::{inquiry, request, submission};
use crate::support::{TestApp, all_or_nothing};

#[tokio::test]
async fn a_workshop_request_with_its_sets() {
    all_or_nothing(request, async |change, request| {
        request.create(change).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_inquiry_with_its_sets() {
    let all = async |app: &TestApp| InquiryInput {
        domains: vec![1, 2],
        academic_levels: vec![1, 2],
        computing_levels: vec![1, 2],
        routine_data: vec![1, 2],
        carpentries_info_source: vec![1],
        ..inquiry(app).await
    };
    all_or_nothing(all, async |change, inquiry| {
        inquiry.create(change).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_self_organized_workshop_with_its_sets() {
    all_or_nothing(submission, async |change, submission| {
        submission.create(change).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_workshop_request_with_its_sets_and_event() {
    let stored = async |app: &TestApp| {
        setting(app).await;
        let mut answers = request(app).await;
        let mut change = app.change(None).await;
        let id = answers.create(&mut change).await.unwrap();
        change.commit().await.unwrap();
        answers.carpentries_info_source = vec![3];
        answers.requested_workshop_types = vec![1, 2];
        (id, Edited { state: Decision::Accepted, event: Some(WORKSHOP), answers })
    };
    all_or_nothing(stored, async |change, (id, edited)| edited.update(change, *id).await).await;
}

/// Stores a request of a kind from Grace, and accepts it with an event under faults.
async fn accepted(kind: Kind) {
    let pending = async |app: &TestApp| {
        setting(app).await;
        let (request, inquiry, submission): (RequestInput, InquiryInput, SubmissionInput) =
            (request(app).await, inquiry(app).await, submission(app).await);
        let mut change = app.change(None).await;
        let id = match kind {
            Kind::Request => request.create(&mut change).await,
            Kind::Inquiry => inquiry.create(&mut change).await,
            Kind::Submission => submission.create(&mut change).await,
        };
        change.commit().await.unwrap();
        id.unwrap()
    };
    all_or_nothing(pending, async |change, id| {
        let like = event::stored(change, "2026-07-01-lund", true).await?.unwrap().input;
        let event = EventInput { slug: "2026-10-01-lund".into(), comment: "Accepted".into(), ..like };
        let accepted = accept(change, kind, *id, event, &ReportsLink::default()).await?.unwrap();
        assert!(accepted.host_task.is_some());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_accepted_workshop_request_with_event_and_host() {
    accepted(Kind::Request).await;
}

#[tokio::test]
async fn an_accepted_inquiry_with_event_and_host() {
    accepted(Kind::Inquiry).await;
}

#[tokio::test]
async fn an_accepted_self_organized_workshop_with_event_and_host() {
    accepted(Kind::Submission).await;
}
