//! The pages of partnerships (PAR-01 … PAR-08).

mod delete;
mod details;
mod emails;
mod extension;
mod form;
mod list;
mod roll_over;

use uuid::Uuid;

use crate::fiscal::{new_partnership, partnership_input, tier};
use crate::support::{Answer, Person, TestApp};

const LIST: &str = "/fiscal/partnerships/";

struct World {
    app: TestApp,
    admin: Person,
    /// An organization.
    lund: i32,
    /// A tier with 100 credits.
    gold: Uuid,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let gold = tier(&app, "gold", 100).await;
    World { app, admin, lund, gold }
}

impl World {
    /// A partnership of gold with Lund for 2026.
    async fn partnership(&self, code: &str) -> i32 {
        new_partnership(&self.app, &partnership_input(self.lund, self.gold, code)).await
    }

    async fn open(&self, path: &str) -> Answer {
        self.app.get(path).as_user(&self.admin).await.expect_page()
    }

    /// Changes what is stored of a partnership, as in `credits = 16`.
    async fn set(&self, id: i32, what: &str) {
        self.app.run_all(&format!("UPDATE partnership SET {what} WHERE id = {id}")).await;
    }

    /// Olga owns the account of Lund.
    async fn owner(&self) -> Person {
        let olga = self.app.person("Olga Owner").create().await;
        let account = crate::fiscal::account_of(&self.app, self.lund).await;
        let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
        sqlx::query(owner).bind(account).bind(olga.id).execute(self.app.pool()).await.unwrap();
        olga
    }

    /// The emails that welcome partners: what each is about, and its state.
    async fn welcomes(&self) -> Vec<(i32, String)> {
        let emails = "SELECT e.target_id, e.state FROM scheduled_email e JOIN email_template t ON t.id = e.template_id
            WHERE t.signal = 'new_partnership_onboarding' AND e.target_type = 'fiscal.partnership' ORDER BY e.created_at, e.target_id";
        sqlx::query_as(emails).fetch_all(self.app.pool()).await.unwrap()
    }
}

/// The address of a partnership's page, or of one below it.
fn url(id: i32, ending: &str) -> String {
    format!("{LIST}{id}/{ending}")
}
