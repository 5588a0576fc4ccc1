//! Deleting partnerships (PAR-08).

use shared::account_benefit::AccountBenefitInput;

use super::{LIST, url, world};
use crate::fiscal::{account_benefit_input, account_of, new_account_benefit, new_benefit};

#[tokio::test]
async fn par_08_a_partnership_goes_with_the_email_that_was_to_welcome_its_partner() {
    let w = world().await;
    w.owner().await;
    let (id, before) = (w.partnership("p").await, w.partnership("q").await);
    w.set(before, &format!("rolled_to_partnership_id = {id}")).await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    assert_eq!(w.welcomes().await, [(id, "scheduled".to_owned())]);
    w.app.get(&url(id, "delete/")).as_user(&w.admin).await.expect_status(405);
    let form = w.open(&url(id, "")).await.form_to(&url(id, "delete/"));
    assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), LIST);
    let page = w.open(LIST).await;
    assert!(page.says("Success: Lund Gold partnership Jan 01 - Dec 31, 2026 was deleted."), "{}", page.visible());
    assert_eq!(w.welcomes().await, [(id, "cancelled".to_owned())]);
    w.app.get(&url(id, "")).as_user(&w.admin).await.expect_status(404);
    w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_status(404);
    // The one before it can be rolled over again.
    assert!(w.open(&url(before, "")).await.links().contains(&url(before, "roll-over/")));
}

#[tokio::test]
async fn par_08_benefits_and_community_roles_keep_it_with_its_email() {
    let w = world().await;
    let olga = w.owner().await;
    let id = w.partnership("p").await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    let seat = new_benefit(&w.app, "A seat", "seat", 1).await;
    let input = account_benefit_input(account_of(&w.app, w.lund).await, seat, 1);
    new_account_benefit(&w.app, &AccountBenefitInput { partnership: Some(id), ..input }).await;
    let role = "INSERT INTO community_role (person_id, config_id, partnership_id)
        SELECT $1, id, $2 FROM community_role_config WHERE name = 'instructor'";
    sqlx::query(role).bind(olga.id).bind(id).execute(w.app.pool()).await.unwrap();
    let page = w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_page();
    for words in
        ["Failed to delete", "Lund Gold partnership Jan 01 - Dec 31, 2026 was not deleted", "account benefits", "community roles"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(page.links().contains(&url(id, "")), "{:?}", page.links());
    assert_eq!(w.welcomes().await, [(id, "scheduled".to_owned())]);
    w.app.run("DELETE FROM account_benefit").await;
    w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_page();
    w.app.run("DELETE FROM community_role").await;
    w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_status(302);
}
