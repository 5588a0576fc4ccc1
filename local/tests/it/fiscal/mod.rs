//! Organizations, memberships and the service offering: their rules and what is done to them (DM-ORG, DM-MEMB, DM-PART, DM-ACC,
//! DM-BEN, DM-CODE).

mod accounts;
mod benefits;
mod codes;
mod counts;
mod deletion;
mod membership_edits;
mod memberships;
mod organizations;
mod pages;
mod partnerships;
mod roll_overs;
mod rosters;
mod seats;

use chrono::NaiveDate;
use shared::access::Viewer;
use shared::account_benefit::{self, AccountBenefitInput};
use shared::check::{FieldErrors, Input};
use shared::db::{Change, Connection};
use shared::membership::{self, CreateInput, Terms};
use shared::partnership::{self, PartnershipInput};
use shared::record::Kind;
use uuid::Uuid;

use crate::support::{Person, TestApp};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day on which the tests take place.
fn today() -> NaiveDate {
    day("2026-06-15")
}

async fn db(app: &TestApp) -> Connection {
    app.amy.site.database().acquire().await.unwrap()
}

async fn change(app: &TestApp) -> Change {
    app.amy.site.database().change(None, "test", &app.clock).await.unwrap()
}

/// What a check says is wrong, by field.
async fn wrong<I: Input>(app: &TestApp, input: &I, own: &I::Own) -> FieldErrors {
    input.check(&mut *db(app).await, own).await.unwrap()
}

/// The names of the fields that are wrong.
fn fields(errors: &FieldErrors) -> Vec<&str> {
    errors.iter().map(|(field, _)| field).collect()
}

/// Somebody as the request of theirs sees them.
async fn viewer(app: &TestApp, person: &Person) -> Viewer {
    shared::access::viewer(&mut *db(app).await, person.id).await.unwrap().unwrap().0
}

/// Author and text of the comments on a record.
async fn comments(app: &TestApp, kind: Kind, id: impl ToString) -> Vec<(String, String)> {
    let comments = shared::comment::on(&mut *db(app).await, kind, &id.to_string()).await.unwrap();
    comments.into_iter().map(|comment| (comment.author, comment.body)).collect()
}

/// The terms of an agreement for 2026, with the seats of example A (pages-business.md §1.1).
fn terms() -> Terms {
    Terms {
        name: "Lund".into(),
        consortium: false,
        public_status: "private".into(),
        variant: "gold".into(),
        agreement_start: day("2026-01-01"),
        agreement_end: day("2026-12-31"),
        contribution_type: "financial".into(),
        registration_code: String::new(),
        agreement_link: "https://example.org/agreement".into(),
        workshops_without_admin_fee_per_agreement: Some(10),
        public_instructor_training_seats: 6,
        additional_public_instructor_training_seats: 4,
        inhouse_instructor_training_seats: 2,
        additional_inhouse_instructor_training_seats: 5,
        emergency_contact: "Call Ada.".into(),
    }
}

/// A new membership of an organization.
async fn new_membership(app: &TestApp, organization: i32, terms: Terms) -> i32 {
    let mut change = change(app).await;
    let input = CreateInput { main_organization: organization, terms, comment: String::new() };
    let id = membership::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// A tier of this name that comes with so many credits.
async fn tier(app: &TestApp, name: &str, credits: i32) -> Uuid {
    let row = sqlx::query_scalar("INSERT INTO partnership_tier (name, credits) VALUES ($1, $2) RETURNING id");
    row.bind(name).bind(credits).fetch_one(app.pool()).await.unwrap()
}

/// The form of a partnership for 2026 with an organization.
fn partnership_input(organization: i32, tier: Uuid, code: &str) -> PartnershipInput {
    PartnershipInput {
        partner_consortium: None,
        partner_organisation: Some(organization),
        name: "Lund".into(),
        tier: Some(tier),
        agreement_start: day("2026-01-01"),
        agreement_end: day("2026-12-31"),
        agreement_link: "https://example.org/agreement".into(),
        registration_code: code.into(),
        public_status: "private".into(),
    }
}

/// A new partnership.
async fn new_partnership(app: &TestApp, input: &PartnershipInput) -> i32 {
    let mut change = change(app).await;
    let id = partnership::create(&mut change, input).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// A benefit of this name and unit.
async fn new_benefit(app: &TestApp, name: &str, unit: &str, credits: i32) -> Uuid {
    let row = sqlx::query_scalar("INSERT INTO benefit (name, unit_type, credits) VALUES ($1, $2, $3) RETURNING id");
    row.bind(name).bind(unit).bind(credits).fetch_one(app.pool()).await.unwrap()
}

/// The account of an organization.
async fn account_of(app: &TestApp, organization: i32) -> Uuid {
    let row = sqlx::query_scalar(
        "INSERT INTO account (organization_id) VALUES ($1) ON CONFLICT (organization_id) DO UPDATE SET active = true RETURNING id",
    );
    row.bind(organization).fetch_one(app.pool()).await.unwrap()
}

/// The form of a benefit for 2026 of an account.
fn account_benefit_input(account: Uuid, benefit: Uuid, allocation: i32) -> AccountBenefitInput {
    AccountBenefitInput {
        account,
        benefit,
        start_date: Some(day("2026-01-01")),
        end_date: Some(day("2026-12-31")),
        allocation,
        ..AccountBenefitInput::default()
    }
}

/// A new benefit of an account.
async fn new_account_benefit(app: &TestApp, input: &AccountBenefitInput) -> Uuid {
    let mut change = change(app).await;
    let id = account_benefit::create(&mut change, input).await.unwrap();
    change.commit().await.unwrap();
    id
}
