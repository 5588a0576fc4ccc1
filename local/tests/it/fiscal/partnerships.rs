//! Partnerships (PAR-01 … PAR-07, DM-PART).

use shared::account::{self, Source, Target};
use shared::agreement::ExtendInput;
use shared::check::{FieldErrors, Input as _};
use shared::listing::{Query, Value};
use shared::partnership::{self, ExtendCreditsInput, LISTING, ListRow, Own, PartnershipInput, Stored};
use shared::record::Kind;
use uuid::Uuid;

use super::{
    account_benefit_input, account_of, change, comments, day, db, fields, new_account_benefit, new_benefit, new_partnership,
    partnership_input, tier, today, viewer, wrong,
};
use crate::support::TestApp;

async fn start() -> (TestApp, i32, Uuid) {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let tier = tier(&app, "gold", 100).await;
    (app, lund, tier)
}

async fn stored(app: &TestApp, id: i32) -> Stored {
    partnership::stored(&mut *db(app).await, id, false).await.unwrap().unwrap()
}

async fn credits(app: &TestApp, id: i32) -> (i32, Vec<i32>) {
    let stored = stored(app, id).await;
    (stored.credits, stored.credits_extensions)
}

async fn update(app: &TestApp, id: i32, alter: impl FnOnce(&mut PartnershipInput)) {
    let mut change = change(app).await;
    let before = partnership::stored(&mut change, id, true).await.unwrap().unwrap();
    let mut input = before.input.clone();
    alter(&mut input);
    assert_eq!(fields(&input.check(&mut change, &Own::edited(&before, today())).await.unwrap()), Vec::<&str>::new());
    partnership::update(&mut change, &before, &input).await.unwrap();
    change.commit().await.unwrap();
}

/// DM-PART-01, DM-PART-03 and what else a form may have wrong.
#[tokio::test]
async fn dm_part_01_one_partner_and_not_both() {
    let (app, lund, tier) = start().await;
    let sweden: i32 = app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let whole = partnership_input(lund, tier, "p");
    let own = Own::new(today());
    assert!(wrong(&app, &whole, &own).await.is_empty());
    for (input, field) in [
        (PartnershipInput { partner_organisation: None, ..whole.clone() }, FieldErrors::FORM),
        (PartnershipInput { partner_consortium: Some(sweden), ..whole.clone() }, FieldErrors::FORM),
        (PartnershipInput { partner_organisation: Some(-1), ..whole.clone() }, "partner_organisation"),
        (PartnershipInput { partner_consortium: Some(-1), partner_organisation: None, ..whole.clone() }, "partner_consortium"),
        (PartnershipInput { agreement_end: day("2025-12-31"), ..whole.clone() }, "agreement_end"),
        (PartnershipInput { tier: None, ..whole.clone() }, "tier"),
        (PartnershipInput { tier: Some(Uuid::nil()), ..whole.clone() }, "tier"),
        (PartnershipInput { public_status: "secret".into(), ..whole.clone() }, "public_status"),
        (PartnershipInput { registration_code: String::new(), ..whole.clone() }, "registration_code"),
    ] {
        assert_eq!(fields(&wrong(&app, &input, &own).await), [field], "{input:?}");
    }
    // The database holds to it, too.
    let id = new_partnership(&app, &whole).await;
    for statement in [
        "UPDATE partnership SET partner_organisation_id = NULL WHERE id = $1",
        "UPDATE partnership SET partner_consortium_id = (SELECT id FROM consortium) WHERE id = $1",
        "UPDATE partnership SET agreement_end = '2025-12-31' WHERE id = $1",
    ] {
        assert!(sqlx::query(statement).bind(id).execute(app.pool()).await.is_err(), "{statement}");
    }
}

/// DM-PART-02: the account is the partner's; while benefits draw on the partnership, the partner cannot change.
#[tokio::test]
async fn dm_part_02_the_account_is_the_partners() {
    let (app, lund, tier) = start().await;
    let kth = app.organization("kth.se", "KTH").await;
    let id = new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    update(&app, id, |input| input.partner_organisation = Some(kth)).await;
    assert_eq!(stored(&app, id).await.account, account_of(&app, kth).await);
    let benefit = new_benefit(&app, "A seat", "seat", 1).await;
    let input = account_benefit_input(account_of(&app, kth).await, benefit, 1);
    new_account_benefit(&app, &shared::account_benefit::AccountBenefitInput { partnership: Some(id), ..input }).await;
    let before = stored(&app, id).await;
    let own = Own::edited(&before, today());
    assert_eq!(own.partner, Some(Target::Organization(kth)));
    let other = PartnershipInput { partner_organisation: Some(lund), ..before.input.clone() };
    assert_eq!(fields(&wrong(&app, &other, &own).await), ["partner_organisation"]);
    assert!(wrong(&app, &before.input, &own).await.is_empty());
    // The database holds to it, too.
    let foreign = sqlx::query("UPDATE partnership SET account_id = $2 WHERE id = $1").bind(id).bind(account_of(&app, lund).await);
    assert!(foreign.execute(app.pool()).await.is_err());
}

/// DM-PART-05: a partnership begins with its tier's credits, on its partner's account.
#[tokio::test]
async fn dm_part_05_a_partnership_begins_with_its_tiers_credits() {
    let (app, lund, tier) = start().await;
    let account = account_of(&app, lund).await;
    let id = new_partnership(&app, &partnership_input(lund, tier, " p ")).await;
    assert_eq!((credits(&app, id).await, stored(&app, id).await.account), ((100, vec![]), account));
    let sweden: i32 = app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let input =
        PartnershipInput { partner_consortium: Some(sweden), partner_organisation: None, ..partnership_input(lund, tier, "c") };
    let second = new_partnership(&app, &input).await;
    let made: String =
        app.value("SELECT string_agg(account_label(a), '') FROM account a WHERE account_type = 'consortium'").await;
    assert_eq!(made, "Account consortium for \"Sweden\"");
    let found = partnership::by_id(&mut *db(&app).await, second).await.unwrap().unwrap();
    assert_eq!(found.label, "Lund Gold partnership Jan 01 - Dec 31, 2026 (consortium)");
    assert_eq!((found.consortium.as_deref(), found.tier.as_deref()), (Some("Sweden"), Some("gold (100 credits)")));
    assert_eq!(
        app.value::<String>("SELECT string_agg(registration_code, ' ' ORDER BY registration_code) FROM partnership").await,
        "c p"
    );
    app.run("DELETE FROM partnership_tier").await;
    let label: String = app.value("SELECT partnership_label(p) FROM partnership p WHERE registration_code = 'p'").await;
    assert_eq!(label, "Lund (No Tier) partnership Jan 01 - Dec 31, 2026");
    let mut change = change(&app).await;
    let input = PartnershipInput { tier: None, ..partnership_input(lund, tier, "n") };
    let none = partnership::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(credits(&app, none).await.0, 0);
}

/// DM-PART-06, D-07: an edit leaves credits alone, unless it changes the tier; what they were extended by stays.
#[tokio::test]
async fn dm_part_06_another_tier_brings_its_credits_and_keeps_the_extensions() {
    let (app, lund, gold) = start().await;
    let platinum = tier(&app, "platinum", 200).await;
    let id = new_partnership(&app, &partnership_input(lund, gold, "p")).await;
    app.run("UPDATE partnership SET credits = 130, credits_extensions = '{30}'").await;
    update(&app, id, |input| input.name = "Other".into()).await;
    assert_eq!(credits(&app, id).await, (130, vec![30]));
    update(&app, id, |input| input.tier = Some(platinum)).await;
    assert_eq!(credits(&app, id).await, (230, vec![30]));
}

/// DM-PART-07: more days and more credits are remembered, and leave comments in the name of who did it.
#[tokio::test]
async fn dm_part_07_extensions_of_days_and_credits_are_told() {
    let (app, lund, tier) = start().await;
    let admin = app.admin().await;
    let author = viewer(&app, &admin).await;
    let id = new_partnership(
        &app,
        &PartnershipInput {
            agreement_start: day("2024-01-01"),
            agreement_end: day("2024-12-31"),
            ..partnership_input(lund, tier, "p")
        },
    )
    .await;
    let later = ExtendInput { new_agreement_end: day("2025-01-31"), comment: "They asked.".into() };
    let more = ExtendCreditsInput { new_credits: 130, comment: String::new() };
    for (extended, expected) in [(true, (Some(31), Some(30))), (false, (None, None))] {
        let mut change = change(&app).await;
        let days = partnership::extend(&mut change, id, &later, &author).await.unwrap();
        let credits = partnership::extend_credits(&mut change, id, &more, &author).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!((days, credits), expected, "{extended}");
    }
    let found = partnership::by_id(&mut *db(&app).await, id).await.unwrap().unwrap();
    assert_eq!((found.agreement.end, found.extensions.as_slice()), (day("2025-01-31"), &[31][..]));
    assert_eq!((found.credits, found.credits_extensions.as_slice(), found.is_extended()), (130, &[30][..], true));
    let said = comments(&app, Kind::Partnership, id).await;
    assert_eq!(
        said,
        [
            (
                "Ada Admin".to_owned(),
                "Extended by 31 days on 2026-06-15 (new end date: 2025-01-31).\n\n----\n\nThey asked.".to_owned()
            ),
            ("Ada Admin".to_owned(), "Extended by 30 credits on 2026-06-15 (new credits: 130).".to_owned()),
        ]
    );
    for (new_credits, fine) in [(129, false), (130, false), (131, true)] {
        let errors = wrong(&app, &ExtendCreditsInput { new_credits, comment: String::new() }, &130).await;
        assert_eq!(fields(&errors), if fine { vec![] } else { vec!["new_credits"] }, "{new_credits}");
    }
}

/// DM-PART-08, D-21: once, with the same partner and account; the benefits of the old partnership and those of none are frozen.
#[tokio::test]
async fn dm_part_08_a_roll_over_freezes_what_came_before() {
    let (app, lund, tier) = start().await;
    let old = new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    let other = new_partnership(&app, &partnership_input(lund, tier, "q")).await;
    app.run("UPDATE partnership SET credits = 130, credits_extensions = '{30}' WHERE registration_code = 'p'").await;
    let benefit = new_benefit(&app, "A seat", "seat", 1).await;
    for (organization, partnership) in [(lund, Some(old)), (lund, Some(other)), (lund, None)] {
        let input = account_benefit_input(account_of(&app, organization).await, benefit, 1);
        new_account_benefit(&app, &shared::account_benefit::AccountBenefitInput { partnership, ..input }).await;
    }
    let kth = app.organization("kth.se", "KTH").await;
    new_account_benefit(&app, &account_benefit_input(account_of(&app, kth).await, benefit, 1)).await;

    let mut change = change(&app).await;
    let start = partnership::roll_over_start(&mut change, old, true).await.unwrap().unwrap();
    let expected = PartnershipInput {
        agreement_start: day("2027-01-01"),
        agreement_end: day("2027-12-31"),
        registration_code: String::new(),
        ..partnership_input(lund, tier, "")
    };
    assert_eq!(start.input, expected);
    let own = Own::rolled_over(&start.from, today());
    let errors = start.input.check(&mut change, &own).await.unwrap();
    assert_eq!(fields(&errors), ["registration_code"], "a code of its own is to be chosen");
    let input = PartnershipInput { registration_code: "p2".into(), ..start.input };
    let elsewhere = PartnershipInput { partner_organisation: Some(kth), ..input.clone() };
    assert_eq!(fields(&elsewhere.check(&mut change, &own).await.unwrap()), ["partner_organisation"]);
    let new = partnership::roll_over(&mut change, &start.from, &input).await.unwrap();
    change.commit().await.unwrap();

    let frozen: String = app
        .value("SELECT string_agg(coalesce(p.registration_code, o.domain) || '=' || b.frozen, ' ' ORDER BY 1) FROM (SELECT b.*, a.organization_id FROM account_benefit b JOIN account a ON a.id = b.account_id) b LEFT JOIN partnership p ON p.id = b.partnership_id JOIN organization o ON o.id = b.organization_id")
        .await;
    assert_eq!(
        frozen.split(' ').collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>(),
        ["kth.se=false", "lu.se=true", "p=true", "q=false"]
    );
    let mut db = db(&app).await;
    let (before, after) =
        (partnership::by_id(&mut db, old).await.unwrap().unwrap(), partnership::by_id(&mut db, new).await.unwrap().unwrap());
    assert_eq!((after.credits, after.credits_extensions.as_slice(), after.account_id), (130, &[][..], before.account_id));
    assert_eq!(before.rolled_to.as_ref().map(|link| link.id), Some(new));
    assert_eq!(after.rolled_from.as_ref().map(|link| link.id), Some(old));
    assert!(!before.may_roll_over() && after.may_roll_over());
    assert!(partnership::roll_over_start(&mut db, old, false).await.unwrap().is_none(), "only once");
    assert!(partnership::roll_over_start(&mut db, -1, false).await.unwrap().is_none());
}

/// DM-PART-08: another tier comes with its own credits; D-19: an agreement that ends on the 29th of February rolls over.
#[tokio::test]
async fn dm_part_08_a_roll_over_to_another_tier_has_its_credits() {
    let (app, lund, gold) = start().await;
    let silver = tier(&app, "silver", 32).await;
    let leap = PartnershipInput { agreement_end: day("2028-02-29"), ..partnership_input(lund, gold, "p") };
    let old = new_partnership(&app, &leap).await;
    let mut change = change(&app).await;
    let start = partnership::roll_over_start(&mut change, old, true).await.unwrap().unwrap();
    assert_eq!((start.input.agreement_start, start.input.agreement_end), (day("2028-03-01"), day("2029-02-28")));
    let input = PartnershipInput { tier: Some(silver), registration_code: "s".into(), ..start.input };
    let new = partnership::roll_over(&mut change, &start.from, &input).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(credits(&app, new).await.0, 32);
}

/// DM-PART-09: credits are used by what is allocated, whether it is used or not.
#[tokio::test]
async fn dm_part_09_credits_used_are_those_of_what_is_allocated() {
    let (app, lund, gold) = start().await;
    let id = new_partnership(&app, &PartnershipInput { name: "Used".into(), ..partnership_input(lund, gold, "p") }).await;
    let past = PartnershipInput { name: "Past".into(), agreement_end: day("2026-06-14"), ..partnership_input(lund, gold, "q") };
    new_partnership(&app, &past).await;
    let account = account_of(&app, lund).await;
    let (two, five) = (new_benefit(&app, "Two", "seat", 2).await, new_benefit(&app, "Five", "event", 5).await);
    let used = async || partnership::by_id(&mut *db(&app).await, id).await.unwrap().unwrap();
    assert_eq!(used().await.credits_used, 0);
    for (benefit, allocation) in [(two, 3), (five, 2)] {
        let input = account_benefit_input(account, benefit, allocation);
        new_account_benefit(&app, &shared::account_benefit::AccountBenefitInput { partnership: Some(id), ..input }).await;
    }
    new_account_benefit(&app, &account_benefit_input(account, five, 100)).await;
    app.run("UPDATE account_benefit SET frozen = (allocation = 3)").await;
    let names = async |filter: &'static str, value: Value| -> Vec<String> {
        let query = Query { filters: vec![(filter, value)], order: vec![("name", false)], today: today(), ..Query::default() };
        let rows: Vec<ListRow> = LISTING.page(&mut *db(&app).await, &query).await.unwrap().rows;
        rows.into_iter().map(|row| row.name).collect()
    };
    let name = |text: &str| Value::Name(text.into());
    for (credits, exceeds, under, over) in [
        (17, false, vec!["Past", "Used"], vec![]),
        (16, false, vec!["Past"], vec!["Used"]),
        (15, true, vec!["Past"], vec!["Used"]),
    ] {
        sqlx::query("UPDATE partnership SET credits = $2 WHERE id = $1")
            .bind(id)
            .bind(credits)
            .execute(app.pool())
            .await
            .unwrap();
        let found = used().await;
        assert_eq!((found.credits_used, found.exceeds()), (16, exceeds), "{credits}");
        assert_eq!(names("credits", name("under_limit")).await, under, "{credits}");
        assert_eq!(names("credits", name("over_limit")).await, over, "{credits}");
    }
    assert_eq!(names("active_only", Value::Bool(true)).await, ["Used"]);
    assert_eq!(names("tier", Value::Uuids(vec![gold])).await, ["Past", "Used"]);
    assert!(names("tier", Value::Uuids(vec![Uuid::nil()])).await.is_empty());
    assert_eq!(partnership::of_account(&mut *db(&app).await, account).await.unwrap().len(), 2);
    let tiers = partnership::tiers(&mut *db(&app).await).await.unwrap();
    assert_eq!(tiers.iter().map(partnership::Tier::label).collect::<Vec<_>>(), ["gold (100 credits)"]);
}

/// OFF-03, PAR-03: a role in a partnership is told of its account, too.
#[tokio::test]
async fn roles_in_a_partnership_are_found_by_it_and_by_its_account() {
    let (app, lund, tier) = start().await;
    let id = new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    let other = new_partnership(
        &app,
        &PartnershipInput {
            partner_organisation: Some(app.organization("kth.se", "KTH").await),
            ..partnership_input(lund, tier, "q")
        },
    )
    .await;
    let grace = app.person("Grace Hopper").create().await;
    let role = "INSERT INTO community_role (person_id, config_id, start, partnership_id)
        SELECT $1, id, '2026-06-15', $2 FROM community_role_config WHERE name = 'instructor'";
    sqlx::query(role).bind(grace.id).bind(id).execute(app.pool()).await.unwrap();
    let account = account_of(&app, lund).await;
    for source in [Source::Partnership(id), Source::Account(account)] {
        let related = account::related(&mut *db(&app).await, source, today()).await.unwrap();
        let [held] = &related.roles[..] else { panic!("{source:?}: {related:?}") };
        assert_eq!((held.person.as_str(), held.role.partnership_id, held.role.active), ("Grace Hopper", Some(id), true));
    }
    let related = account::related(&mut *db(&app).await, Source::Partnership(other), today()).await.unwrap();
    assert!(related.roles.is_empty() && related.benefits.is_empty(), "{related:?}");
}
