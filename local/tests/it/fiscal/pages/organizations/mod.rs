//! The pages of organizations (ORG-01 … ORG-05).

mod addresses;
mod delete;
mod details;
mod form;
mod list;

use crate::support::{Answer, Person, TestApp};

const LIST: &str = "/fiscal/organizations/";
/// The page of Lund University.
const LUND: &str = "/fiscal/organization/lu.se/";

struct World {
    app: TestApp,
    admin: Person,
    /// Lund University.
    lund: i32,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    World { app, admin, lund }
}

impl World {
    async fn open(&self, path: &str) -> Answer {
        self.app.get(path).as_user(&self.admin).await.expect_page()
    }

    /// Whoever may look, and has these permissions besides.
    async fn clerk(&self, name: &str, permissions: &[&str]) -> Person {
        let clerk = self.app.person(name).in_group("trainers");
        permissions.iter().fold(clerk, |clerk, permission| clerk.with_permission(permission)).create().await
    }

    /// No services are offered any more.
    async fn offer_nothing(&self) {
        let off = "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)";
        self.app.run(off).await;
    }
}
