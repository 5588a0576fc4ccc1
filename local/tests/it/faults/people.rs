//! Persons, what they are awarded, and what they consent to. Their archival is tried in `people`.

use shared::award::{self, AwardInput};
use shared::bulk_upload::{self, Row, Saved};
use shared::consent::{self, ConsentInput};
use shared::event::ReportsLink;
use shared::person::{self, PersonInput};

use super::{ADA, GRACE, whole};

#[tokio::test]
async fn a_new_person_with_their_sets_and_a_comment() {
    whole(async |change, _| {
        let input = PersonInput {
            personal: "Katherine".into(),
            family: "Johnson".into(),
            email: "kj@example.org".into(),
            gender: "F".into(),
            airport_iata: "ARN".into(),
            lessons: vec![1, 2],
            domains: vec![1],
            languages: vec![1, 2],
            comment: "New".into(),
            ..PersonInput::default()
        };
        person::create(change, input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_person_with_their_sets() {
    whole(async |change, _| {
        let stored = person::stored(change, GRACE, true).await?.unwrap();
        let input = PersonInput {
            github: "ghopper".into(),
            lessons: vec![1, 2],
            domains: vec![1],
            languages: vec![1],
            ..stored.input.clone()
        };
        person::update(change, GRACE, &stored, input).await
    })
    .await;
}

#[tokio::test]
async fn people_out_of_a_file_with_their_tasks() {
    whole(async |change, _| {
        let row = |personal: &str, matched| Row {
            personal: personal.into(),
            family: "Upload".into(),
            airport_iata: "ARN".into(),
            event: "2026-07-01-lund".into(),
            role: "helper".into(),
            matched,
            ..Row::default()
        };
        let rows = vec![row("Mary", None), row("Grace", Some(GRACE)), row("Dorothy", None)];
        let now = change.now();
        bulk_upload::put(change, ADA, rows.clone(), now).await?;
        let saved = bulk_upload::save(change, ADA, &rows, &ReportsLink::default()).await?;
        assert_eq!(saved, Some(Saved { persons: 2, tasks: 3 }));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn persons_that_were_looked_at_as_duplicates() {
    whole(async |change, _| {
        assert_eq!(person::mark_reviewed(change, &[ADA, GRACE]).await?, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_new_award_with_the_community_roles_of_its_badge() {
    whole(async |change, _| {
        let badge = sqlx::query_scalar("SELECT id FROM badge WHERE name = 'mentor'").fetch_one(&mut **change).await?;
        let input = AwardInput { person: GRACE, badge, awarded: change.today(), ..AwardInput::default() };
        award::create(change, &input).await?;
        let roles: i64 = sqlx::query_scalar("SELECT count(*) FROM community_role").fetch_one(&mut **change).await?;
        assert_eq!(roles, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn answers_to_terms_in_the_place_of_others() {
    whole(async |change, _| {
        let others =
            "SELECT t.slug, max(o.id) FROM term t JOIN term_option o ON o.term_id = t.id GROUP BY t.slug HAVING count(*) > 1";
        let others: Vec<(String, i32)> = sqlx::query_as(others).fetch_all(&mut **change).await?;
        let answers = others.into_iter().map(|(slug, option)| (slug, Some(option))).collect();
        assert!(consent::record(change, GRACE, &ConsentInput { answers }).await? > 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn all_terms_asked_anew() {
    whole(async |change, _| consent::renew_all(change, GRACE).await).await;
}
