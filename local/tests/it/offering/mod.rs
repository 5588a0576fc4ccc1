//! The pages of the service offering (OFF-01 … OFF-21).

mod account_benefits;
mod accounts;
mod benefits;
mod categories;

use shared::account::{self, Target};
use uuid::Uuid;

use crate::support::{Answer, Person, TestApp};

/// Takes the service offering away.
const FLAG_OFF: &str =
    "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)";

/// Lund University with an account and a partnership for 2026.
struct World {
    app: TestApp,
    admin: Person,
    /// The organization.
    lund: i32,
    /// Its account.
    account: Uuid,
    /// Its partnership.
    partnership: i32,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let account = account_of(&app, Target::Organization(lund)).await;
    let partnership = partnership_with(&app, lund, account, "Lund").await;
    World { app, admin, lund, account, partnership }
}

/// The account of a person, an organization or a consortium; made where there is none.
async fn account_of(app: &TestApp, target: Target) -> Uuid {
    let mut change = app.change(None).await;
    let id = account::find_or_create(&mut change, target).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// A new partnership of this name with an organization for 2026.
async fn partnership_with(app: &TestApp, organization: i32, account: Uuid, name: &str) -> i32 {
    let partnership =
        "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
        VALUES ($3, 100, $2, '2026-01-01', '2026-12-31', $1) RETURNING id";
    sqlx::query_scalar(partnership).bind(organization).bind(account).bind(name).fetch_one(app.pool()).await.unwrap()
}

impl World {
    async fn open(&self, path: &str) -> Answer {
        self.app.get(path).as_user(&self.admin).await.expect_page()
    }

    /// A new benefit of this name and unit.
    async fn benefit(&self, name: &str, unit: &str) -> Uuid {
        let benefit = "INSERT INTO benefit (name, unit_type, credits) VALUES ($1, $2, 1) RETURNING id";
        sqlx::query_scalar(benefit).bind(name).bind(unit).fetch_one(self.app.pool()).await.unwrap()
    }

    /// So much of a benefit for Lund in 2026, in its partnership or without one.
    async fn account_benefit(&self, benefit: Uuid, partnership: Option<i32>, allocation: i32) -> Uuid {
        let account_benefit =
            "INSERT INTO account_benefit (account_id, benefit_id, partnership_id, start_date, end_date, allocation)
            VALUES ($1, $2, $3, '2026-01-01', '2026-12-31', $4) RETURNING id";
        let row = sqlx::query_scalar(account_benefit).bind(self.account).bind(benefit).bind(partnership).bind(allocation);
        row.fetch_one(self.app.pool()).await.unwrap()
    }

    /// What the partnership is called.
    async fn partnership_label(&self) -> String {
        self.app.value("SELECT partnership_label(p) FROM partnership p WHERE name = 'Lund'").await
    }

    /// Grace learns at a training, on a seat of this benefit; gives the task's id.
    async fn seat(&self, benefit: Uuid) -> i32 {
        let grace = self.app.person("Grace Hopper").create().await;
        let training = self.app.event("2026-05-01-ttt").create().await;
        let task = self.app.task(&grace, "learner", &training).await;
        let seat = "UPDATE task SET allocated_benefit_id = $1 WHERE id = $2";
        sqlx::query(seat).bind(benefit).bind(task).execute(self.app.pool()).await.unwrap();
        task
    }

    /// A workshop at Lund uses this benefit.
    async fn workshop(&self, benefit: Uuid) {
        self.app.event("2026-07-01-lund").hosted_by("lu.se").between("2026-07-01", "2026-07-02").create().await;
        let used = "UPDATE event SET allocated_benefit_id = $1 WHERE slug = '2026-07-01-lund'";
        sqlx::query(used).bind(benefit).execute(self.app.pool()).await.unwrap();
    }
}
