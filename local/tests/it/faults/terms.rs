//! Terms and their options, and what the maintenance screens save.

use shared::db::Change;
use shared::reference;
use shared::term::{self, Archival};

use super::whole;

/// The id of what a query finds.
async fn id(change: &mut Change, query: &'static str) -> shared::Result<i32> {
    Ok(sqlx::query_scalar(query).fetch_one(&mut **change).await?)
}

#[tokio::test]
async fn an_archived_term_with_its_options_and_answers() {
    whole(async |change, _| {
        let term = id(change, "SELECT id FROM term WHERE slug = 'may-contact'").await?;
        assert_eq!(term::archive(change, term).await?, Some(Archival::Done));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_archived_option_whose_people_are_asked_again() {
    whole(async |change, _| {
        let chosen = "SELECT term_option_id FROM consent c JOIN term t ON t.id = c.term_id WHERE t.slug = 'may-contact' LIMIT 1";
        let option = id(change, chosen).await?;
        assert_eq!(term::archive_option(change, option).await?, Some(Archival::Done));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_maintained_record_that_takes_a_flag_from_another() {
    whole(async |change, _| {
        let table = reference::tables().find(|table| table.name == "curriculum").unwrap();
        let id = id(change, "SELECT min(id) FROM curriculum WHERE NOT unknown").await?.to_string();
        let mut record = serde_json::to_value(reference::stored(change, table, &id, true).await?.unwrap().record).unwrap();
        record["unknown"] = true.into();
        reference::update(change, table, &id, &serde_json::from_value(record).unwrap()).await
    })
    .await;
}
