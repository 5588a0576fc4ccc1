//! The partnership that follows another (PAR-07).

use shared::account_benefit::AccountBenefitInput;

use super::{World, url, world};
use crate::fiscal::{account_benefit_input, account_of, new_account_benefit, new_benefit, tier};
use crate::support::Form;

async fn filled(w: &World, id: i32) -> Form {
    w.open(&url(id, "roll-over/")).await.form("main-form").fill("registration_code", "lund-27")
}

/// The number of the partnership with this code.
async fn coded(w: &World, code: &str) -> i32 {
    let id = sqlx::query_scalar("SELECT id FROM partnership WHERE registration_code = $1");
    id.bind(code).fetch_one(w.app.pool()).await.unwrap()
}

#[tokio::test]
async fn par_07_the_next_partnership_follows_with_the_old_ones_credits_and_freezes_its_benefits() {
    let w = world().await;
    w.owner().await;
    let (id, parallel) = (w.partnership("lund-26").await, w.partnership("parallel").await);
    w.set(id, "credits = 130, credits_extensions = '{30}'").await;
    let account = account_of(&w.app, w.lund).await;
    let seat = new_benefit(&w.app, "A seat", "seat", 1).await;
    let input = account_benefit_input(account, seat, 1);
    let frozen = new_account_benefit(&w.app, &AccountBenefitInput { partnership: Some(id), ..input.clone() }).await;
    let used = new_account_benefit(&w.app, &AccountBenefitInput { partnership: Some(parallel), ..input }).await;

    let page = w.open(&url(id, "roll-over/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    let title = "Create new partnership from Lund Gold partnership Jan 01 - Dec 31, 2026";
    assert!(page.text.contains(&format!("<title>AMY: {title}</title>")) && page.says("130 credits"), "{}", page.visible());
    let form = page.form("main-form");
    let (gold, lund) = (w.gold.to_string(), w.lund.to_string());
    let expected = [
        ("name", "Lund"),
        ("tier", gold.as_str()),
        ("agreement_start", "2027-01-01"),
        ("agreement_end", "2027-12-31"),
        ("agreement_link", "https://example.org/agreement"),
        ("registration_code", ""),
        ("public_status", "private"),
        ("partner_consortium", ""),
        ("partner_organisation", lund.as_str()),
    ];
    for (field, value) in expected {
        assert_eq!(form.value(field), value, "{field}");
    }

    let to = form.fill("registration_code", "lund-27").send(&w.app).as_user(&w.admin).await.expect_redirect();
    let new = coded(&w, "lund-27").await;
    assert_eq!(to, url(new, ""));
    let page = w.open(&to).await;
    let (old_label, new_label) = ("Lund Gold partnership Jan 01 - Dec 31, 2026", "Lund Gold partnership Jan 01 - Dec 31, 2027");
    assert!(page.says(&format!("Success: {old_label} was rolled over to {new_label}.")), "{}", page.visible());
    assert!(page.says(&format!("Rolled over from {old_label}.")) && page.says("0 of 130"), "{}", page.visible());
    assert!(page.links().contains(&url(id, "")), "{:?}", page.links());
    let states: Vec<(uuid::Uuid, bool)> =
        sqlx::query_as("SELECT id, frozen FROM account_benefit").fetch_all(w.app.pool()).await.unwrap();
    assert!(states.contains(&(frozen, true)) && states.contains(&(used, false)), "{states:?}");
    assert_eq!(w.welcomes().await, [(new, "scheduled".to_owned())], "the old partnership is none to be welcomed");

    // Once, and no more.
    let page = w.open(&url(id, "")).await;
    assert!(page.says(&format!("Rolled over to {new_label}.")) && page.says("Rolled to partnership"), "{}", page.visible());
    assert!(page.links().contains(&url(new, "")) && !page.links().contains(&url(id, "roll-over/")), "{:?}", page.links());
    assert!(page.text.contains("It was rolled over already."));
    w.app.get(&url(id, "roll-over/")).as_user(&w.admin).await.expect_status(404);
    w.app.post(&url(id, "roll-over/"), &[("name", "Again")]).as_user(&w.admin).await.expect_status(404);
    w.app.get(&url(999_999, "roll-over/")).as_user(&w.admin).await.expect_status(404);
}

#[tokio::test]
async fn par_07_another_tier_brings_its_own_credits() {
    let w = world().await;
    let silver = tier(&w.app, "silver", 32).await;
    let id = w.partnership("lund-26").await;
    w.set(id, "credits = 130").await;
    filled(&w, id).await.fill("tier", &silver.to_string()).send(&w.app).as_user(&w.admin).await.expect_status(302);
    assert_eq!(w.app.value::<i32>("SELECT credits FROM partnership WHERE registration_code = 'lund-27'").await, 32);
}

#[tokio::test]
async fn par_07_the_partner_stays_and_the_code_is_another() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await.to_string();
    let sweden: i32 = w.app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let id = w.partnership("lund-26").await;
    for (field, value) in [
        ("partner_organisation", kth.as_str()),
        ("registration_code", ""),
        ("registration_code", "lund-26"),
        ("agreement_end", "2026-12-31"),
        ("name", ""),
    ] {
        let form = filled(&w, id).await.fill("agreement_link", "https://example.org/new").fill(field, value);
        let page = form.send(&w.app).as_user(&w.admin).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field} {value}: {}", page.visible());
        assert_eq!(page.form("main-form").value("agreement_link"), "https://example.org/new");
    }
    let form = filled(&w, id).await.fill("partner_organisation", "").fill("partner_consortium", &sweden.to_string());
    let page = form.send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(page.error_at("partner_consortium").contains("the partner cannot change"), "{}", page.visible());
    let untouched = "SELECT count(*) FROM partnership WHERE rolled_to_partnership_id IS NULL";
    assert_eq!(w.app.value::<i64>(untouched).await, 1);
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM partnership").await, 1);
}
