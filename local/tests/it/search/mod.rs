//! Search over everything: the page of results (UTL-04), and what the box in the bar finds while one types.

mod quick;
mod whole;

use crate::support::{Answer, Event, Person, TestApp};

/// The page of results for a term that lists a single result too.
fn listing(term: &str) -> String {
    path("/dashboard/admin/search/", &[("term", term), ("no_redirect", "on")])
}

fn path(page: &str, pairs: &[(&str, &str)]) -> String {
    format!("{page}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// A record of each kind, with something in every field that is searched, and who may look.
struct World {
    app: TestApp,
    admin: Person,
    event: Event,
    grace: Person,
    comment: i32,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.organization("lu.se", "Lund University").await;
    let event = app.event("2026-07-01-autumn").hosted_by("lu.se").create().await;
    let grace = app.person("Grace Hopper").create().await;
    app.run_all(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code)
            VALUES ('Vintage', 'silver', '2026-01-01', '2026-12-31', 'financial', 'code-of-membership');
         INSERT INTO consortium (name, description) VALUES ('Nordic group', 'Northern people');
         INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, agreement_link, registration_code,
                partner_organisation_id)
            SELECT 'Great deal', 10, a.id, '2026-01-01', '2026-12-31', 'https://deals.example', 'code-of-partnership', a.organization_id
            FROM account a WHERE a.organization_id = (SELECT min(organization_id) FROM account);
         UPDATE event SET url = 'https://pages.example/autumn', contact = 'contact@host.example', venue = 'Grand hall',
            address = 'Long street';
         UPDATE person SET middle = 'Brewster', secondary_email = 'amazing@navy.mil', github = 'ghopper' WHERE family = 'Hopper';
         INSERT INTO training_request (personal, middle, family, member_code, email, secondary_email, github, affiliation, location,
                user_notes, review_process)
            VALUES ('Rosa', 'Quill', 'Applicant', 'mc-17', 'rosa@apply.example', 'second@apply.example', 'rosettastone',
                'Some Institute', 'Umbria', 'wants to teach', 'preapproved');",
    )
    .await;
    let comment = comment(&app, &event.id.to_string(), &grace, "Bring more chairs", "2026-01-01Z").await;
    World { app, admin, event, grace, comment }
}

/// A comment on an event by somebody whose name and address then were others; gives its id.
async fn comment(app: &TestApp, event: &str, author: &Person, text: &str, at: &str) -> i32 {
    sqlx::query_scalar(
        "INSERT INTO comment (object_type, object_id, person_id, user_name, user_email, comment, submit_date)
         VALUES ('workshops.event', $1, $2, 'Gracious Former', 'former@old.example', $3, $4::timestamptz) RETURNING id",
    )
    .bind(event)
    .bind(author.id)
    .bind(text)
    .bind(at)
    .fetch_one(app.pool())
    .await
    .unwrap()
}

impl World {
    async fn open(&self, path: &str) -> Answer {
        self.app.get(path).as_user(&self.admin).await.expect_page()
    }

    /// Switches the service offering off.
    async fn without_services(&self) {
        let off = "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)";
        self.app.run(off).await;
    }
}
