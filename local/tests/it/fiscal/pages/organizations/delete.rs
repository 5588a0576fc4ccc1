//! Deleting organizations (ORG-05, DM-ORG-04, D-23).

use super::{LIST, LUND, world};
use crate::fiscal::{account_of, new_membership, new_partnership, partnership_input, terms, tier};

#[tokio::test]
async fn org_05_an_organization_goes_with_its_account() {
    let w = world().await;
    let account = account_of(&w.app, w.lund).await;
    w.app.get(&format!("{LUND}delete/")).as_user(&w.admin).await.expect_status(405);
    let form = w.open(LUND).await.form_to(&format!("{LUND}delete/"));
    assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), LIST);
    let page = w.open(LIST).await;
    assert!(page.says("Success: Lund University <lu.se> was deleted."), "{}", page.visible());
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM account WHERE id = $1").bind(account).fetch_one(w.app.pool()).await.unwrap();
    assert_eq!(left, 0, "it would point at nothing");
    w.app.get(LUND).as_user(&w.admin).await.expect_status(404);
    w.app.post(&format!("{LUND}delete/"), &[]).as_user(&w.admin).await.expect_status(404);
}

/// DM-ORG-04
#[tokio::test]
async fn org_05_what_refers_to_an_organization_keeps_it() {
    let w = world().await;
    let event = w.app.event("2026-07-01-lund").hosted_by("lu.se").create().await;
    let membership = new_membership(&w.app, w.lund, terms()).await;
    let gold = tier(&w.app, "gold", 100).await;
    new_partnership(&w.app, &partnership_input(w.lund, gold, "p")).await;
    for request in [
        "INSERT INTO workshop_request (personal, email, online_inperson, public_event, language_id, administrative_fee, travel_expences_management, institution_restrictions, institution_id)
         SELECT 'Ada', 'ada@example.org', 'online', 'public', (SELECT min(id) FROM language), 'member', 'booked', 'no_restrictions', id FROM organization WHERE domain = 'lu.se'",
        "INSERT INTO workshop_inquiry_request (personal, email, online_inperson, administrative_fee, institution_id)
         SELECT 'Ada', 'ada@example.org', 'online', 'member', id FROM organization WHERE domain = 'lu.se'",
        "INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, workshop_format, language_id, institution_id)
         SELECT 'Ada', 'ada@example.org', 'online', 'public', 'short', (SELECT min(id) FROM language), id FROM organization WHERE domain = 'lu.se'",
    ] {
        w.app.run(request).await;
    }
    let delete = format!("{LUND}delete/");
    let page = w.app.post(&delete, &[]).as_user(&w.admin).await.expect_page();
    for words in [
        "Failed to delete",
        "Lund University <lu.se> was not deleted",
        "events 2026-07-01-lund",
        "members of memberships Lund University <lu.se>",
        "partnerships Lund Gold partnership Jan 01 - Dec 31, 2026",
        "self-organised submissions Self-Organised Submission",
        "workshop inquiries Workshop inquiry",
        "workshop requests Workshop request",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    for link in [LUND.to_owned(), event.url(""), format!("/fiscal/membership/{membership}/")] {
        assert!(page.links().contains(&link), "{link} is not among {:?}", page.links());
    }
    for statement in [
        "DELETE FROM event",
        "DELETE FROM member",
        "DELETE FROM partnership",
        "DELETE FROM workshop_request",
        "DELETE FROM workshop_inquiry_request",
        "DELETE FROM self_organised_submission",
    ] {
        let page = w.app.post(&delete, &[]).as_user(&w.admin).await.expect_page();
        assert!(page.says("Failed to delete"), "before {statement}");
        w.app.run(statement).await;
    }
    w.app.post(&delete, &[]).as_user(&w.admin).await.expect_status(302);
}

/// D-23: owners and benefits are not taken along unseen.
#[tokio::test]
async fn org_05_an_account_in_use_keeps_its_organization() {
    let w = world().await;
    let account = account_of(&w.app, w.lund).await;
    let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
    sqlx::query(owner).bind(account).bind(w.admin.id).execute(w.app.pool()).await.unwrap();
    let page = w.app.post(&format!("{LUND}delete/"), &[]).as_user(&w.admin).await.expect_page();
    assert!(page.says("Failed to delete") && page.says("account owners"), "{}", page.visible());
    w.open(LUND).await;
}
