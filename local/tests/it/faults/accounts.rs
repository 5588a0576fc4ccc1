//! Organizations, consortiums, their accounts, and the benefits of those.

use shared::account::{self, AccountInput, OwnerRow, Target};
use shared::account_benefit::{self, AccountBenefitInput};
use shared::consortium::{self, ConsortiumInput};
use shared::organization::{self, OrganizationInput};

use super::{ADA, FIRST, GRACE, LUND, NORDIC, OSLO, SECOND, whole};

#[tokio::test]
async fn a_new_organization_with_affiliations_account_and_comment() {
    whole(async |change, _| {
        let input = OrganizationInput {
            domain: "ku.dk".into(),
            fullname: "University of Copenhagen".into(),
            affiliated_organizations: vec![LUND, OSLO],
            comment: "New".into(),
            ..OrganizationInput::default()
        };
        organization::create(change, &input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_organization_with_affiliations() {
    whole(async |change, _| {
        let stored = organization::stored(change, "lu.se", true).await?.unwrap();
        let input = OrganizationInput { fullname: "Lund".into(), affiliated_organizations: vec![OSLO], ..stored.input };
        organization::update(change, &stored.own, &input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_new_consortium_with_its_organizations() {
    whole(async |change, _| {
        let input = ConsortiumInput { name: "Öresund".into(), organisations: vec![LUND, OSLO], ..ConsortiumInput::default() };
        consortium::create(change, &input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_consortium_with_its_organizations() {
    whole(async |change, _| {
        let input = ConsortiumInput { name: "Norden".into(), organisations: vec![LUND, OSLO], ..ConsortiumInput::default() };
        consortium::update(change, NORDIC, &input).await
    })
    .await;
}

#[tokio::test]
async fn a_new_account_with_its_owner() {
    whole(async |change, _| {
        let input = AccountInput { account_type: "individual".into(), generic_relation_pk: GRACE, active: true };
        account::create(change, &input).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_account_that_becomes_somebody_elses() {
    whole(async |change, _| {
        let input = AccountInput { account_type: "individual".into(), generic_relation_pk: GRACE, active: true };
        account::update(change, account::Own { id: SECOND, target: Target::Person(ADA) }, &input).await
    })
    .await;
}

#[tokio::test]
async fn a_deleted_account_with_its_owners() {
    whole(async |change, _| {
        assert!(account::remove(change, SECOND).await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_owners_of_an_account() {
    whole(async |change, _| {
        let stored = account::stored_owners(change, FIRST, true).await?.unwrap();
        let mut input = stored.clone();
        input.form[0].delete = true;
        input.form[1].permission_type = Some("programmatic_contact".into());
        input.form[1].editable = true;
        let permission_type = Some("owner".to_owned());
        input.form.push(OwnerRow { row: 2, person: Some(GRACE), permission_type, ..OwnerRow::default() });
        account::save_owners(change, FIRST, &stored, &input).await
    })
    .await;
}

#[tokio::test]
async fn a_new_benefit_of_an_account_with_its_code() {
    whole(async |change, _| {
        let today = change.today();
        let like = account_benefit::stored(change, FIRST, today, true).await?.unwrap().input;
        account_benefit::create(change, &AccountBenefitInput { registration_code: "seat-26".into(), ..like }).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_benefit_of_an_account_with_its_code() {
    whole(async |change, _| {
        let today = change.today();
        let stored = account_benefit::stored(change, FIRST, today, true).await?.unwrap().input;
        account_benefit::update(change, FIRST, &AccountBenefitInput { registration_code: "seat-26".into(), ..stored }).await
    })
    .await;
}
