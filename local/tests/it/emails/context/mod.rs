//! What emails tell, read from the database (emails.md 2.4 to 2.6).

mod batch;
mod shapes;
mod values;

use chrono::NaiveDate;
use shared::email_context::{Object, Resolved, resolve_on};
use shared::scheduled_email::{Context, Recipient};

use crate::support::TestApp;

/// The day on which the tests take place.
fn today() -> NaiveDate {
    "2026-06-15".parse().unwrap()
}

/// What one email's references lead to.
async fn resolved(app: &TestApp, context: &Context, recipients: &[Recipient]) -> Resolved {
    resolve_on(&mut *app.db().await, &[(context, recipients)], today()).await.unwrap().remove(0)
}

/// A record as templates see it.
async fn object(app: &TestApp, model: &str, pk: i32) -> Object {
    let context = resolved(app, &Context::default().record("it", model, pk), &[]).await.context.unwrap();
    context["it"].as_object().unwrap().clone()
}

/// Writes down one record of each model; the records that there are only one of have whatever can be had.
async fn one_of_each(app: &TestApp) {
    app.organization("lu.se", "Lund University").await;
    let ada = app.person("Ada Lovelace").create().await;
    let event = app
        .event("2026-07-01-lund")
        .hosted_by("lu.se")
        .between("2026-07-01", "2026-07-02")
        .in_country("SE")
        .tagged("online")
        .tagged("DC")
        .create()
        .await;
    app.task(&ada, "instructor", &event).await;
    app.run_all(
        "INSERT INTO consortium (name, description) VALUES ('Nordic', 'North');
         INSERT INTO consortium_organization SELECT c.id, o.id FROM consortium c, organization o WHERE o.domain = 'lu.se';
         INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code, extensions)
         VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'code', '{30,60}');
         INSERT INTO partnership_tier (name, credits) VALUES ('Gold', 10);
         WITH a AS (INSERT INTO account (consortium_id) SELECT id FROM consortium RETURNING id, consortium_id)
         INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_consortium_id, tier_id)
         SELECT 'Nordic', 5, a.id, '2026-01-01', '2026-12-31', consortium_id, r.id FROM a, partnership_tier r;
         INSERT INTO award (person_id, badge_id, awarded, event_id)
         SELECT p.id, b.id, '2026-06-03', e.id FROM person p, badge b, event e WHERE b.name = 'instructor';
         INSERT INTO training_progress (trainee_id, requirement_id, state, date, event_id)
         SELECT p.id, r.id, 'a', '2026-06-01', e.id FROM person p, training_requirement r, event e WHERE r.name = 'Training';
         INSERT INTO instructor_recruitment (event_id) SELECT id FROM event;
         INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, state)
         SELECT r.id, p.id, 'a' FROM instructor_recruitment r, person p;
         INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, language_id, workshop_format, event_id)
         SELECT 'Ada', 'ada@example.org', 'online', 'public', min(l.id), 'standard', e.id FROM language l, event e GROUP BY e.id;
         INSERT INTO self_organised_submission_curriculum (self_organised_submission_id, curriculum_id)
         SELECT s.id, c.id FROM self_organised_submission s, curriculum c WHERE c.slug IN (SELECT slug FROM curriculum ORDER BY slug LIMIT 2);",
    )
    .await;
}
