//! Registration codes (DM-CODE-01 … DM-CODE-04, DM-MEMB-12, DM-PART-04, DM-BEN-03).

use shared::account_benefit::{self, AccountBenefitInput};
use shared::agreement::code::{Use, is_valid};
use shared::membership::{CreateInput, Terms};
use shared::partnership;
use uuid::Uuid;

use super::{
    account_benefit_input, account_of, day, db, fields, new_account_benefit, new_benefit, new_membership, new_partnership,
    partnership_input, terms, tier, today, wrong,
};
use crate::support::{Person, TestApp};

struct World {
    app: TestApp,
    lund: i32,
    tier: Uuid,
    account: Uuid,
    benefit: Uuid,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let (tier, account) = (tier(&app, "gold", 64).await, account_of(&app, lund).await);
    let benefit = new_benefit(&app, "A seat", "seat", 1).await;
    World { app, lund, tier, account, benefit }
}

impl World {
    fn membership(&self, code: &str) -> CreateInput {
        let terms = Terms { registration_code: code.into(), ..terms() };
        CreateInput { main_organization: self.lund, terms, comment: String::new() }
    }

    fn account_benefit(&self, code: &str) -> AccountBenefitInput {
        AccountBenefitInput { registration_code: code.into(), ..account_benefit_input(self.account, self.benefit, 1) }
    }

    async fn valid(&self, code: &str, used_for: Use, day: &str) -> bool {
        is_valid(&mut *db(&self.app).await, code, used_for, super::day(day), true).await.unwrap()
    }
}

/// DM-CODE-01, DM-MEMB-12, DM-PART-04, DM-BEN-03: a code is one record's, whatever its kind, and every form names that record.
#[tokio::test]
async fn dm_code_01_a_code_is_one_records() {
    let w = world().await;
    new_membership(&w.app, w.lund, Terms { registration_code: "m".into(), ..terms() }).await;
    new_partnership(&w.app, &partnership_input(w.lund, w.tier, "p")).await;
    new_account_benefit(&w.app, &w.account_benefit("b")).await;
    let new = account_benefit::Own { id: None, today: today() };
    for (code, holder) in [
        ("m", Some("The membership “Lund Gold membership Jan 01 - Dec 31, 2026”")),
        (" p ", Some("The partnership “Lund Gold partnership Jan 01 - Dec 31, 2026”")),
        (
            "b",
            Some(
                "The account benefit “Account Benefit \"A seat\" (seat, 1 credits) for \"Lund University <lu.se>\" \
                 (allocation: 1, valid: Jan 01 - Dec 31, 2026)”",
            ),
        ),
        ("M", None),
        ("x", None),
    ] {
        let says = holder.map(|holder| format!("{holder} has this code already. Choose another."));
        for errors in [
            wrong(&w.app, &w.membership(code), &today()).await,
            wrong(&w.app, &partnership_input(w.lund, w.tier, code), &partnership::Own::new(today())).await,
            wrong(&w.app, &w.account_benefit(code), &new).await,
        ] {
            assert_eq!(errors.of("registration_code").first(), says.as_ref(), "{code}");
        }
    }
    // Blank is no code: any number of memberships and benefits may have none.
    assert!(wrong(&w.app, &w.membership("  "), &today()).await.is_empty());
    let none: i64 = w.app.value("SELECT count(*) FROM membership WHERE registration_code = ''").await;
    assert_eq!(none, 0);
    // The database holds to it, too, however the row comes there.
    for statement in [
        "UPDATE partnership SET registration_code = 'm'",
        "UPDATE account_benefit SET registration_code = 'p'",
        "UPDATE membership SET registration_code = 'b'",
    ] {
        assert!(sqlx::query(statement).execute(w.app.pool()).await.is_err(), "{statement}");
    }
}

/// DM-MEMB-12: a record's own code is no other's.
#[tokio::test]
async fn dm_memb_12_ones_own_code_may_stay() {
    let w = world().await;
    let id = new_membership(&w.app, w.lund, Terms { registration_code: "m".into(), ..terms() }).await;
    let stored = shared::membership::stored(&mut *db(&w.app).await, id, false).await.unwrap().unwrap();
    assert!(wrong(&w.app, &stored.input, &stored.own(today())).await.is_empty());
    let p = new_partnership(&w.app, &partnership_input(w.lund, w.tier, "p")).await;
    let stored = partnership::stored(&mut *db(&w.app).await, p, false).await.unwrap().unwrap();
    assert!(wrong(&w.app, &stored.input, &partnership::Own::edited(&stored, today())).await.is_empty());
    let b = new_account_benefit(&w.app, &w.account_benefit("b")).await;
    let own = account_benefit::Own { id: Some(b), today: today() };
    assert!(wrong(&w.app, &w.account_benefit("b"), &own).await.is_empty());
}

/// DM-CODE-02, DM-CODE-04: the days, with the grace of each use.
#[tokio::test]
async fn dm_code_02_codes_are_valid_on_their_days_and_some_around() {
    let w = world().await;
    new_membership(&w.app, w.lund, Terms { registration_code: "m".into(), ..terms() }).await;
    new_partnership(&w.app, &partnership_input(w.lund, w.tier, "p")).await;
    new_account_benefit(&w.app, &w.account_benefit("b")).await;
    for code in ["m", "p", "b", " b "] {
        for (used_for, day, expected) in [
            (Use::Training, "2025-10-03", true),
            (Use::Training, "2025-10-02", false),
            (Use::Training, "2027-03-31", true),
            (Use::Training, "2027-04-01", false),
            (Use::Workshop, "2025-11-02", true),
            (Use::Workshop, "2025-11-01", false),
            (Use::Workshop, "2026-12-31", true),
            (Use::Workshop, "2027-01-01", false),
        ] {
            assert_eq!(w.valid(code, used_for, day).await, expected, "{code} {used_for:?} {day}");
        }
    }
    for unknown in ["M", "x", "m ber", "m\0"] {
        assert!(!w.valid(unknown, Use::Workshop, "2026-06-15").await, "{unknown:?}");
    }
}

/// DM-CODE-02: a benefit's code is spent when all of it is used, and gone when it is frozen.
#[tokio::test]
async fn dm_code_02_a_benefits_code_is_spent_with_it() {
    let w = world().await;
    let id = new_account_benefit(&w.app, &w.account_benefit("b")).await;
    let both = async || (w.valid("b", Use::Training, "2026-06-15").await, w.valid("b", Use::Workshop, "2026-06-15").await);
    assert_eq!(both().await, (true, true));
    let (person, event) = (w.app.admin().await, w.app.event("2026-05-01-ttt").tagged("TTT").create().await);
    let task = w.app.task(&person, "helper", &event).await;
    let uses = |benefit: Option<Uuid>| {
        sqlx::query("UPDATE task SET allocated_benefit_id = $2 WHERE id = $1").bind(task).bind(benefit).execute(w.app.pool())
    };
    uses(Some(id)).await.unwrap();
    assert_eq!(both().await, (false, false), "whatever the role");
    uses(None).await.unwrap();
    w.app.run("UPDATE account_benefit SET frozen = true").await;
    assert_eq!(both().await, (false, false));
}

/// DM-CODE-03: for training a membership must have a seat left in one of its pools; for workshops it need not.
#[tokio::test]
async fn dm_code_03_a_membership_without_seats_is_for_workshops_only() {
    let w = world().await;
    let two = Terms {
        registration_code: "m".into(),
        public_instructor_training_seats: 1,
        additional_public_instructor_training_seats: 0,
        inhouse_instructor_training_seats: 1,
        additional_inhouse_instructor_training_seats: 0,
        ..terms()
    };
    let id = new_membership(&w.app, w.lund, two).await;
    let event = w.app.event("2026-05-01-ttt").tagged("TTT").create().await;
    let take = async |person: &Person, public: bool| {
        let task = w.app.task(person, "learner", &event).await;
        sqlx::query("UPDATE task SET seat_membership_id = $2, seat_public = $3 WHERE id = $1")
            .bind(task)
            .bind(id)
            .bind(public)
            .execute(w.app.pool())
            .await
            .unwrap();
    };
    assert!(w.valid("m", Use::Training, "2026-06-15").await);
    take(&w.app.person("A A").create().await, true).await;
    assert!(w.valid("m", Use::Training, "2026-06-15").await, "one pool is free");
    take(&w.app.person("B B").create().await, false).await;
    assert!(!w.valid("m", Use::Training, "2026-06-15").await);
    assert!(w.valid("m", Use::Workshop, "2026-06-15").await);
}

/// DM-CODE-04: without the flag any code will do, and no code is nothing to be wrong.
#[tokio::test]
async fn dm_code_04_only_codes_are_checked_and_only_while_enforced() {
    let w = world().await;
    let mut db = db(&w.app).await;
    for (code, enforce, expected) in [("x", true, false), ("x", false, true), ("", true, true), ("  ", true, true)] {
        let found = is_valid(&mut db, code, Use::Training, day("2026-06-15"), enforce).await.unwrap();
        assert_eq!(found, expected, "{code:?} {enforce}");
    }
    drop(db);
    assert_eq!(
        fields(&wrong(&w.app, &partnership_input(w.lund, w.tier, " "), &partnership::Own::new(today())).await),
        ["registration_code"]
    );
}
