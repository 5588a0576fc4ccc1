//! Benefits and what accounts have of them (OFF-07 … OFF-15, DM-BEN).

use shared::account::{self, Source, Target};
use shared::account_benefit::{self, AccountBenefitInput, LISTING, ListRow, Own, State, start};
use shared::benefit::{self, BenefitInput};
use shared::consortium::{self, ConsortiumInput};
use shared::listing::{Query, Value};
use uuid::Uuid;

use super::{
    account_benefit_input, account_of, change, day, db, fields, new_account_benefit, new_benefit, new_partnership,
    partnership_input, tier, today, wrong,
};
use crate::support::TestApp;

struct World {
    app: TestApp,
    lund: i32,
    account: Uuid,
    partnership: i32,
    seat: Uuid,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let tier = tier(&app, "gold", 100).await;
    let mut input = partnership_input(lund, tier, "p");
    input.agreement_start = day("2026-02-01");
    let partnership = new_partnership(&app, &input).await;
    let account = account_of(&app, lund).await;
    let seat = new_benefit(&app, "A seat", "seat", 1).await;
    World { app, lund, account, partnership, seat }
}

impl World {
    fn input(&self) -> AccountBenefitInput {
        account_benefit_input(self.account, self.seat, 2)
    }
}

fn new() -> Own {
    Own { id: None, today: today() }
}

/// DM-BEN-01: a partnership must be the account's, and gives its dates.
#[tokio::test]
async fn dm_ben_01_a_partnership_is_the_accounts_and_gives_its_dates() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let elsewhere = AccountBenefitInput { account: account_of(&w.app, kth).await, partnership: Some(w.partnership), ..w.input() };
    assert_eq!(fields(&wrong(&w.app, &elsewhere, &new()).await), ["partnership"]);
    let input = AccountBenefitInput { partnership: Some(w.partnership), start_date: None, ..w.input() };
    assert!(wrong(&w.app, &input, &new()).await.is_empty());
    let id = new_account_benefit(&w.app, &input).await;
    let dates = async || -> (chrono::NaiveDate, chrono::NaiveDate) {
        sqlx::query_as("SELECT start_date, end_date FROM account_benefit").fetch_one(w.app.pool()).await.unwrap()
    };
    assert_eq!(dates().await, (day("2026-02-01"), day("2026-12-31")));
    let mut opened = change(&w.app).await;
    account_benefit::update(&mut opened, id, &AccountBenefitInput { start_date: Some(day("2020-01-01")), ..input })
        .await
        .unwrap();
    opened.commit().await.unwrap();
    assert_eq!(dates().await, (day("2026-02-01"), day("2026-12-31")), "whatever was sent");
    // The database holds to it, too.
    let account = account_of(&w.app, kth).await;
    let foreign = sqlx::query("UPDATE account_benefit SET account_id = $1").bind(account);
    assert!(foreign.execute(w.app.pool()).await.is_err());
}

/// DM-BEN-02 and what else a form may have wrong.
#[tokio::test]
async fn dm_ben_02_without_a_partnership_both_dates_are_needed() {
    let w = world().await;
    assert!(wrong(&w.app, &w.input(), &new()).await.is_empty());
    let one_day = AccountBenefitInput { end_date: Some(day("2026-01-01")), ..w.input() };
    assert!(wrong(&w.app, &one_day, &new()).await.is_empty());
    for (input, expected) in [
        (AccountBenefitInput { start_date: None, end_date: None, ..w.input() }, vec!["end_date", "start_date"]),
        (AccountBenefitInput { start_date: None, ..w.input() }, vec!["start_date"]),
        (AccountBenefitInput { end_date: Some(day("2025-12-31")), ..w.input() }, vec!["end_date"]),
        (AccountBenefitInput { allocation: -1, ..w.input() }, vec!["allocation"]),
        (AccountBenefitInput { account: Uuid::nil(), ..w.input() }, vec!["account"]),
        (AccountBenefitInput { benefit: Uuid::nil(), ..w.input() }, vec!["benefit"]),
        (AccountBenefitInput { discount: Some(Uuid::nil()), ..w.input() }, vec!["discount"]),
        (AccountBenefitInput { curriculum: Some(-1), ..w.input() }, vec!["curriculum"]),
    ] {
        assert_eq!(fields(&wrong(&w.app, &input, &new()).await), expected, "{input:?}");
    }
}

/// DM-BEN-02, DM-BEN-04: what the form starts from, and what it fixes.
#[tokio::test]
async fn dm_ben_04_the_form_starts_from_where_it_was_opened() {
    let w = world().await;
    let ada = w.app.person("Ada Lovelace").create().await;
    let mut opened = change(&w.app).await;
    let individual = account::find_or_create(&mut opened, Target::Person(ada.id)).await.unwrap();
    opened.commit().await.unwrap();
    let mut db = db(&w.app).await;
    let mut open = async |account, partnership| {
        let start = start(&mut db, account, partnership, today()).await.unwrap()?;
        Some((start.account, start.partnership, start.asks_partnership, start.dates.start, start.dates.end))
    };
    let (usual_start, usual_end) = (today(), day("2027-06-15"));
    assert_eq!(open(None, None).await, Some((None, None, true, usual_start, usual_end)));
    assert_eq!(open(Some(w.account), None).await, Some((Some(w.account), None, true, usual_start, usual_end)));
    assert_eq!(open(Some(individual), None).await, Some((Some(individual), None, false, usual_start, usual_end)));
    let of_partnership = Some((Some(w.account), Some(w.partnership), false, day("2026-02-01"), day("2026-12-31")));
    assert_eq!(open(Some(w.account), Some(w.partnership)).await, of_partnership);
    assert_eq!(open(None, Some(w.partnership)).await, of_partnership);
    for (account, partnership) in [(Some(Uuid::nil()), None), (None, Some(-1)), (Some(individual), Some(w.partnership))] {
        assert_eq!(open(account, partnership).await, None, "{account:?} {partnership:?}");
    }
}

/// DM-BEN-05, DM-ST-41: the display string and the list say what it is today.
#[tokio::test]
async fn dm_ben_05_what_it_is_follows_from_its_days() {
    let w = world().await;
    let id = new_account_benefit(&w.app, &w.input()).await;
    let rest = "Account Benefit \"A seat\" (seat, 1 credits) for \"Lund University <lu.se>\" (allocation: 2, valid: Jan 01 - Dec 31, 2026)";
    for (day, state, sign) in [
        (day("2025-12-31"), State::Future, "(FUTURE) "),
        (day("2026-01-01"), State::Active, ""),
        (day("2026-12-31"), State::Active, ""),
        (day("2027-01-01"), State::Expired, "(EXPIRED) "),
    ] {
        let found = account_benefit::by_id(&mut *db(&w.app).await, id, day).await.unwrap().unwrap();
        assert_eq!((found.row.state(day), found.label), (state, format!("{sign}{rest}")), "{day}");
    }
    w.app.run("UPDATE account_benefit SET frozen = true").await;
    let found = account_benefit::by_id(&mut *db(&w.app).await, id, day("2025-01-01")).await.unwrap().unwrap();
    assert_eq!((found.row.state(day("2025-01-01")), found.label), (State::Frozen, format!("(FROZEN) {rest}")));
}

/// DM-ST-41: no form thaws what a roll-over froze.
#[tokio::test]
async fn dm_st_41_frozen_is_final() {
    let w = world().await;
    let id = new_account_benefit(&w.app, &w.input()).await;
    w.app.run("UPDATE account_benefit SET frozen = true").await;
    let mut opened = change(&w.app).await;
    let stored = account_benefit::stored(&mut opened, id, today(), true).await.unwrap().unwrap();
    assert_eq!(stored.input, w.input());
    account_benefit::update(&mut opened, id, &AccountBenefitInput { allocation: 9, ..stored.input }).await.unwrap();
    opened.commit().await.unwrap();
    assert_eq!(w.app.value::<String>("SELECT allocation || ' ' || frozen FROM account_benefit").await, "9 true");
}

/// DM-BEN-06: seats are used by tasks in whatever role, events by events.
#[tokio::test]
async fn dm_ben_06_what_is_used_is_counted_in_its_unit() {
    let w = world().await;
    let event_benefit = new_benefit(&w.app, "A workshop", "event", 5).await;
    let seats = new_account_benefit(&w.app, &w.input()).await;
    let events = new_account_benefit(&w.app, &AccountBenefitInput { benefit: event_benefit, ..w.input() }).await;
    let event = w.app.event("2026-05-01-ttt").create().await;
    for (name, role) in [("A A", "learner"), ("B B", "instructor"), ("C C", "helper")] {
        let person = w.app.person(name).create().await;
        w.app.task(&person, role, &event).await;
    }
    sqlx::query("UPDATE task SET allocated_benefit_id = $1").bind(seats).execute(w.app.pool()).await.unwrap();
    sqlx::query("UPDATE event SET allocated_benefit_id = $1").bind(events).execute(w.app.pool()).await.unwrap();
    let query = Query { order: vec![("benefit", false)], ..Query::default() };
    let rows: Vec<ListRow> = LISTING.page(&mut *db(&w.app).await, &query).await.unwrap().rows;
    let used: Vec<_> = rows.iter().map(|row| (row.benefit.as_str(), row.used, row.allocation)).collect();
    assert_eq!(used, [("A seat", 3, 2), ("A workshop", 1, 2)]);
    let mut db = db(&w.app).await;
    assert_eq!(account_benefit::using_tasks(&mut db, &[seats, events]).await.unwrap().len(), 3);
    assert_eq!(account_benefit::using_events(&mut db, &[seats, events]).await.unwrap()[0].benefit, events);
    // DM-BEN-07: too many is a warning, and nothing else.
    let seat_use = account_benefit::benefit_use(&mut db, seats, event.id, today()).await.unwrap().unwrap();
    assert_eq!((seat_use.used, seat_use.warnings(today()).len()), (3, 1));
    drop(db);
    // What is used in one unit is not counted in another from one day to the next.
    let own = Own { id: Some(seats), today: today() };
    assert_eq!(fields(&wrong(&w.app, &AccountBenefitInput { benefit: event_benefit, ..w.input() }, &own).await), ["benefit"]);
    let other_unit = BenefitInput { name: "A seat".into(), unit_type: "event".into(), active: true, ..BenefitInput::default() };
    assert_eq!(fields(&wrong(&w.app, &other_unit, &Some(w.seat)).await), ["unit_type"]);
}

/// OFF-12
#[tokio::test]
async fn the_list_of_account_benefits_is_filtered_by_what_they_are_of() {
    let w = world().await;
    new_account_benefit(&w.app, &AccountBenefitInput { partnership: Some(w.partnership), ..w.input() }).await;
    let curriculum: i32 = w.app.id_of("curriculum", "swc-python").await.parse().unwrap();
    new_account_benefit(&w.app, &AccountBenefitInput { curriculum: Some(curriculum), allocation: 7, ..w.input() }).await;
    for (filter, value, found) in [
        ("account", Value::Uuids(vec![w.account]), 2),
        ("partnership", Value::Ints(vec![w.partnership]), 1),
        ("benefit", Value::Uuids(vec![w.seat]), 2),
        ("benefit", Value::Uuids(vec![Uuid::nil()]), 0),
        ("curriculum", Value::Ints(vec![curriculum]), 1),
    ] {
        let query = Query { filters: vec![(filter, value)], ..Query::default() };
        let total = LISTING.page::<ListRow>(&mut *db(&w.app).await, &query).await.unwrap().total;
        assert_eq!(total, found, "{filter}");
    }
    let mut db = db(&w.app).await;
    for (source, found) in [(Source::Account(w.account), 2), (Source::Partnership(w.partnership), 1)] {
        assert_eq!(account::related(&mut db, source, today()).await.unwrap().benefits.len(), found, "{source:?}");
    }
    let choices = account_benefit::filter_choices(&mut db).await.unwrap();
    assert!(choices.accounts.iter().any(|(_, label)| label == "Lund University <lu.se>"));
    assert!(choices.discounts.iter().any(|(_, label)| label == "Full Discount"));
}

/// OFF-08, OFF-10
#[tokio::test]
async fn a_benefit_is_kept_and_changed() {
    let app = TestApp::start().await;
    let input = BenefitInput {
        name: "Mentoring".into(),
        description: "An hour with a mentor.".into(),
        unit_type: "seat".into(),
        credits: 3,
        active: true,
    };
    assert!(wrong(&app, &input, &None).await.is_empty());
    for (input, field) in [
        (BenefitInput { credits: -1, ..input.clone() }, "credits"),
        (BenefitInput { unit_type: "hour".into(), ..input.clone() }, "unit_type"),
    ] {
        assert_eq!(fields(&wrong(&app, &input, &None).await), [field]);
    }
    let mut opened = change(&app).await;
    let id = benefit::create(&mut opened, &input).await.unwrap();
    let changed = BenefitInput { credits: 0, active: false, unit_type: "event".into(), ..input };
    benefit::update(&mut opened, id, &changed).await.unwrap();
    opened.commit().await.unwrap();
    let stored = benefit::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
    assert_eq!((stored.label.as_str(), stored.input), ("Benefit \"Mentoring\" (event, 0 credits)", changed));
    let query = Query { filters: vec![("active", Value::Bool(false))], ..Query::default() };
    let rows: Vec<benefit::Details> = benefit::LISTING.page(&mut *db(&app).await, &query).await.unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Mentoring"]);
    assert!(benefit::by_id(&mut *db(&app).await, Uuid::nil()).await.unwrap().is_none());
}

/// CON-01, CON-02, CON-04
#[tokio::test]
async fn a_consortium_is_kept_and_changed() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let input =
        ConsortiumInput { name: "Sweden".into(), description: "Swedish universities".into(), organisations: vec![w.lund, kth] };
    assert!(wrong(&w.app, &input, &()).await.is_empty());
    let gone = ConsortiumInput { organisations: vec![-1], ..input.clone() };
    assert_eq!(fields(&wrong(&w.app, &gone, &()).await), ["organisations"]);
    let mut opened = change(&w.app).await;
    let id = consortium::create(&mut opened, &input).await.unwrap();
    opened.commit().await.unwrap();
    let both = Query { filters: vec![("contains_organisations", Value::Ints(vec![w.lund, kth]))], ..Query::default() };
    let page = consortium::LISTING.page::<consortium::ListRow>(&mut *db(&w.app).await, &both).await.unwrap();
    assert_eq!((page.total, page.rows[0].organisations.len()), (1, 2), "once, however many organizations match");
    let mut opened = change(&w.app).await;
    consortium::update(&mut opened, id, &ConsortiumInput { name: "Skåne".into(), organisations: vec![], ..input }).await.unwrap();
    opened.commit().await.unwrap();
    let details = consortium::by_id(&mut *db(&w.app).await, id).await.unwrap().unwrap();
    assert_eq!((details.name.as_str(), details.organisations.len()), ("Skåne", 0));
    let stored = consortium::stored(&mut *db(&w.app).await, id, true).await.unwrap().unwrap();
    assert!(stored.version > 0 && stored.input.organisations.is_empty());
}
