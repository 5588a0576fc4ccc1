//! Partnerships.

use shared::agreement::ExtendInput;
use shared::partnership::{self, ExtendCreditsInput, PartnershipInput};

use super::{NORDIC, PARTNERSHIP, SECOND, setting, whole};
use crate::support::{TestApp, all_or_nothing};

#[tokio::test]
async fn a_new_partnership_with_the_account_of_its_partner() {
    whole(async |change, _| {
        let like = partnership::stored(change, PARTNERSHIP, true).await?.unwrap().input;
        let input = PartnershipInput {
            partner_consortium: Some(NORDIC),
            partner_organisation: None,
            registration_code: "nordic-26".into(),
            ..like
        };
        partnership::create(change, &input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_partnership_of_another_partner_and_tier() {
    let unused = async |app: &TestApp| {
        setting(app).await;
        app.run("DELETE FROM account_benefit").await;
    };
    all_or_nothing(unused, async |change, ()| {
        let stored = partnership::stored(change, PARTNERSHIP, true).await?.unwrap();
        let input = PartnershipInput {
            partner_consortium: Some(NORDIC),
            partner_organisation: None,
            tier: Some(SECOND),
            registration_code: "nordic-26".into(),
            ..stored.input.clone()
        };
        partnership::update(change, &stored, &input).await
    })
    .await;
}

#[tokio::test]
async fn an_extended_partnership_and_its_comment() {
    whole(async |change, ada| {
        let input = ExtendInput { new_agreement_end: "2027-01-31".parse().unwrap(), comment: "They asked.".into() };
        assert_eq!(partnership::extend(change, PARTNERSHIP, &input, ada).await?, Some(31));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn more_credits_and_their_comment() {
    whole(async |change, ada| {
        let input = ExtendCreditsInput { new_credits: 130, comment: "They asked.".into() };
        assert_eq!(partnership::extend_credits(change, PARTNERSHIP, &input, ada).await?, Some(30));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_partnership_that_is_rolled_over_with_frozen_benefits() {
    whole(async |change, _| {
        let start = partnership::roll_over_start(change, PARTNERSHIP, true).await?.unwrap();
        let input = PartnershipInput { tier: Some(SECOND), registration_code: "partner-27".into(), ..start.input };
        partnership::roll_over(change, &start.from, &input).await?;
        Ok(())
    })
    .await;
}
