//! Making and changing partnerships (PAR-02, PAR-04).

use shared::account_benefit::AccountBenefitInput;
use shared::record::Kind;

use super::{LIST, World, url, world};
use crate::fiscal::{account_benefit_input, account_of, comments, new_account_benefit, new_benefit, new_membership, terms, tier};
use crate::support::{Answer, Form};

/// The form of a new partnership with Lund, filled in.
async fn filled(w: &World) -> Form {
    let form = w.open(&format!("{LIST}create/")).await.form("main-form");
    form.fill("partner_organisation", &w.lund.to_string())
        .fill("name", "Lund")
        .fill("tier", &w.gold.to_string())
        .fill("agreement_start", "2026-08-01")
        .fill("agreement_end", "07/31/2027")
        .fill("agreement_link", "example.org/agreement")
        .fill("registration_code", " lund-26 ")
}

async fn send(w: &World, form: &Form) -> Answer {
    form.send(&w.app).as_user(&w.admin).await
}

async fn stored(w: &World, id: i32) -> shared::partnership::Stored {
    shared::partnership::stored(&mut *w.app.db().await, id, false).await.unwrap().unwrap()
}

/// The only partnership.
async fn only(w: &World) -> i32 {
    w.app.value("SELECT id FROM partnership").await
}

#[tokio::test]
async fn par_02_a_partnership_is_made_with_its_account_and_credits_and_its_partner_welcomed() {
    let w = world().await;
    w.owner().await;
    let sweden: i32 = w.app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let page = w.open(&format!("{LIST}create/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Create a new partnership</title>"));
    assert_eq!(page.form("main-form").value("public_status"), "private");
    for markup in [
        "data-excludes=\"id_partner_organisation\"",
        "data-excludes=\"id_partner_consortium\"",
        "data-copies=\"fullname:id_name\"",
        "gold (100 credits)",
    ] {
        assert!(page.text.contains(markup), "{markup}");
    }
    let to = send(&w, &filled(&w).await).await.expect_redirect();
    let id = only(&w).await;
    assert_eq!(to, url(id, ""));
    let page = w.open(&to).await;
    assert!(page.says("Success: Lund Gold partnership Aug 01, 2026 - Jul 31, 2027 was created."), "{}", page.visible());
    let made = stored(&w, id).await;
    assert_eq!((made.credits, made.account), (100, account_of(&w.app, w.lund).await));
    assert_eq!(made.input.agreement_link, "https://example.org/agreement");
    assert_eq!(made.input.registration_code, "lund-26");
    assert_eq!(w.welcomes().await, [(id, "scheduled".to_owned())]);
    // With a consortium, too: its account is made.
    let form = filled(&w).await.fill("partner_organisation", "").fill("partner_consortium", &sweden.to_string());
    send(&w, &form.fill("registration_code", "sweden-26")).await.expect_status(302);
    let label: String =
        w.app.value("SELECT partnership_label(p) FROM partnership p WHERE partner_consortium_id IS NOT NULL").await;
    assert_eq!(label, "Lund Gold partnership Aug 01, 2026 - Jul 31, 2027 (consortium)");
    let accounts = "SELECT count(*) FROM account WHERE consortium_id IS NOT NULL";
    assert_eq!(w.app.value::<i64>(accounts).await, 1);
}

#[tokio::test]
async fn par_02_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let w = world().await;
    let sweden: i32 = w.app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    new_membership(&w.app, w.lund, shared::membership::Terms { registration_code: "taken".into(), ..terms() }).await;
    let (sweden, long, code) = (sweden.to_string(), "x".repeat(101), "x".repeat(41));
    let link = format!("https://example.org/{}", "x".repeat(200));
    for (field, value) in [
        ("partner_organisation", "999999"),
        ("name", ""),
        ("name", long.as_str()),
        ("tier", ""),
        ("tier", "00000000-0000-0000-0000-000000000000"),
        ("agreement_start", ""),
        ("agreement_start", "soon"),
        ("agreement_end", ""),
        ("agreement_end", "2026-07-31"),
        ("agreement_link", ""),
        ("agreement_link", "not an address"),
        ("agreement_link", link.as_str()),
        ("registration_code", ""),
        ("registration_code", code.as_str()),
        ("registration_code", "taken"),
        ("public_status", ""),
        ("public_status", "secret"),
    ] {
        let page = send(&w, &filled(&w).await.fill(field, value)).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field} {value}: {}", page.visible());
        let kept = page.form("main-form");
        let other = if field == "name" { "agreement_link" } else { "name" };
        assert!(!kept.value("partner_organisation").is_empty() && !kept.value(other).is_empty(), "{field} {value}");
    }
    for (organisation, consortium) in [("", ""), (w.lund.to_string().as_str(), sweden.as_str())] {
        let form = filled(&w).await.fill("partner_organisation", organisation).fill("partner_consortium", consortium);
        let page = send(&w, &form).await.expect_status(422);
        assert!(page.says("Choose a consortium or an organization as the partner, and not both."), "{}", page.visible());
        let kept = page.form("main-form");
        assert_eq!((kept.value("partner_organisation"), kept.value("partner_consortium")), (organisation, consortium));
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM partnership").await, 0);
}

#[tokio::test]
async fn par_04_a_change_is_stored_and_said_and_the_partner_welcomed() {
    let w = world().await;
    let silver = tier(&w.app, "silver", 32).await;
    let id = w.partnership("p").await;
    w.set(id, "credits = 130, credits_extensions = '{30}'").await;
    w.owner().await;
    let page = w.open(&url(id, "edit/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Lund Gold partnership Jan 01 - Dec 31, 2026</title>"));
    let form = page.form("main-form");
    let values = ["name", "tier", "agreement_start", "agreement_end", "agreement_link", "registration_code", "public_status"];
    let (gold, lund) = (w.gold.to_string(), w.lund.to_string());
    let expected = ["Lund", gold.as_str(), "2026-01-01", "2026-12-31", "https://example.org/agreement", "p", "private"];
    assert_eq!(values.map(|name| form.value(name)), expected);
    assert_eq!((form.value("partner_organisation"), form.value("partner_consortium")), (lund.as_str(), ""));
    assert!(page.says("Lund University <lu.se>"), "{}", page.visible());

    // DM-PART-06: credits stay while the tier does.
    let to = send(&w, &form.fill("name", "Lund again").fill("public_status", "public")).await.expect_redirect();
    assert_eq!(to, url(id, ""));
    let page = w.open(&to).await;
    assert!(page.says("Success: Lund again Gold partnership Jan 01 - Dec 31, 2026 was updated."), "{}", page.visible());
    assert!(page.says("Name Lund again") && page.says("Public status Public"), "{}", page.visible());
    assert_eq!(stored(&w, id).await.credits, 130);
    assert_eq!(w.welcomes().await, [(id, "scheduled".to_owned())]);
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    send(&w, &form.fill("tier", &silver.to_string())).await.expect_status(302);
    assert_eq!(stored(&w, id).await.credits, 62, "those of the tier, and what they were extended by");
    assert!(comments(&w.app, Kind::Partnership, id).await.is_empty());
    w.app.get(&url(999_999, "edit/")).as_user(&w.admin).await.expect_status(404);
}

#[tokio::test]
async fn par_04_a_mistake_changes_nothing_and_its_own_code_is_none() {
    let w = world().await;
    let (id, other) = (w.partnership("p").await, w.partnership("q").await);
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    for (field, value) in [("registration_code", "q"), ("registration_code", ""), ("agreement_end", "2025-12-31"), ("tier", "")] {
        let page = send(&w, &form.clone().fill("name", "Lost?").fill(field, value)).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field} {value}: {}", page.visible());
        let again = page.form("main-form");
        assert_eq!((again.action.as_str(), again.value("name")), (url(id, "edit/").as_str(), "Lost?"));
    }
    assert_eq!((stored(&w, id).await.input.name, stored(&w, other).await.input.registration_code), ("Lund".into(), "q".into()));
    send(&w, &form).await.expect_status(302);
}

#[tokio::test]
async fn par_04_who_was_overtaken_sees_both() {
    let w = world().await;
    let id = w.partnership("p").await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    w.app.clock.advance(chrono::Duration::minutes(1));
    send(&w, &form.clone().fill("name", "Theirs")).await.expect_status(302);
    let page = send(&w, &form.fill("name", "Mine")).await.expect_status(409);
    assert!(page.says("Somebody else was faster") && page.says("Theirs"), "{}", page.visible());
    assert_eq!(page.form("main-form").value("name"), "Mine");
    assert_eq!(stored(&w, id).await.input.name, "Theirs");
    send(&w, &page.form("main-form")).await.expect_status(302);
    assert_eq!(stored(&w, id).await.input.name, "Mine");
}

/// DM-PART-02
#[tokio::test]
async fn par_04_the_account_follows_another_partner_until_benefits_draw_on_it() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let id = w.partnership("p").await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    send(&w, &form.fill("partner_organisation", &kth.to_string())).await.expect_status(302);
    let account = account_of(&w.app, kth).await;
    assert_eq!(stored(&w, id).await.account, account);
    let benefit = new_benefit(&w.app, "A seat", "seat", 1).await;
    let input = AccountBenefitInput { partnership: Some(id), ..account_benefit_input(account, benefit, 1) };
    new_account_benefit(&w.app, &input).await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    let page = send(&w, &form.fill("partner_organisation", &w.lund.to_string())).await.expect_status(422);
    assert!(page.error_at("partner_organisation").contains("the partner cannot change"), "{}", page.visible());
    assert_eq!(stored(&w, id).await.account, account);
}
