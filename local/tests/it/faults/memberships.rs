//! Memberships, and who is in them.

use shared::agreement::ExtendInput;
use shared::membership::{self, CreateInput, MemberRow, PersonRow, Terms};

use super::{ADA, GRACE, LUND, MEMBERSHIP, NEWEST, whole};

#[tokio::test]
async fn a_new_membership_with_its_member_and_comment() {
    whole(async |change, _| {
        let like = membership::stored(change, MEMBERSHIP, true).await?.unwrap().input.terms;
        let terms = Terms { name: "Again".into(), registration_code: "again-26".into(), ..like };
        membership::create(change, &CreateInput { main_organization: LUND, terms, comment: "Welcome".into() }).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_membership_with_extensions_and_its_neighbours() {
    whole(async |change, ada| {
        let stored = membership::stored(change, MEMBERSHIP, true).await?.unwrap();
        assert!(stored.is_rolled_from && stored.is_rolled_over);
        let mut input = stored.input.clone();
        input.extensions = vec![20];
        input.rolled.public_instructor_training_seats_rolled_from_previous = Some(3);
        input.rolled.workshops_without_admin_fee_rolled_over = Some(2);
        membership::update(change, &stored, &input, ada).await
    })
    .await;
}

#[tokio::test]
async fn the_organizations_of_a_membership() {
    whole(async |change, ada| {
        let stored = membership::stored_members(change, MEMBERSHIP, true).await?.unwrap();
        let mut input = stored.0.clone();
        let role = input.form[0].role;
        input.form[0].delete = true;
        input.form[1].organization = Some(LUND);
        input.form[1].role = role.map(|role| role + 1);
        input.form[1].editable = true;
        input.form.push(MemberRow { row: 2, organization: Some(1), role, ..MemberRow::default() });
        membership::save_members(change, MEMBERSHIP, &stored, &input, ada).await
    })
    .await;
}

#[tokio::test]
async fn the_persons_of_a_membership() {
    whole(async |change, _| {
        let stored = membership::stored_persons(change, MEMBERSHIP, true).await?.unwrap();
        let mut input = stored.clone();
        let role = input.form[0].role;
        input.form[0].delete = true;
        input.form[1].person = Some(GRACE);
        input.form[1].role = role.map(|role| role + 1);
        input.form[1].editable = true;
        input.form.push(PersonRow { row: 2, person: Some(ADA), role: role.map(|role| role + 2), ..PersonRow::default() });
        membership::save_persons(change, MEMBERSHIP, &stored, &input).await
    })
    .await;
}

#[tokio::test]
async fn an_extended_membership_and_its_comment() {
    whole(async |change, ada| {
        let input = ExtendInput { new_agreement_end: "2027-01-31".parse().unwrap(), comment: "They asked.".into() };
        assert_eq!(membership::extend(change, MEMBERSHIP, &input, ada).await?, Some(31));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_membership_that_is_rolled_over() {
    whole(async |change, _| {
        let today = change.today();
        let start = membership::roll_over_start(change, NEWEST, today, true).await?.unwrap();
        let mut input = start.input.clone();
        input.public_instructor_training_seats_rolled_from_previous = Some(2);
        input.comment = "Another year".into();
        membership::roll_over(change, &start, &input).await?;
        Ok(())
    })
    .await;
}
