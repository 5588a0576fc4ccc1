//! Every action with the records of the demo: it gives what it says, and its template can be filled in with that.

use std::collections::BTreeSet;

use local::demo;
use serde_json::Value;
use shared::email_action::{sample, variables};
use shared::email_context::resolve;
use shared::email_render::{Renderer, Shape, warnings};
use shared::email_template::Signal;

use crate::support::Database;

/// The records that an action may be about.
fn records(signal: Signal) -> &'static str {
    match signal {
        Signal::InstructorBadgeAwarded => {
            "SELECT a.id FROM award a JOIN badge b ON b.id = a.badge_id WHERE b.name = 'instructor'"
        }
        Signal::InstructorConfirmedForWorkshop
        | Signal::InstructorDeclinedFromWorkshop
        | Signal::InstructorSignsUpForWorkshop
        | Signal::AdminSignsInstructorUpForWorkshop => "SELECT id FROM instructor_recruitment_signup",
        Signal::PersonsMerged => "SELECT id FROM person",
        Signal::InstructorTaskCreatedForWorkshop => {
            "SELECT t.id FROM task t JOIN role r ON r.id = t.role_id WHERE r.name = 'instructor'"
        }
        Signal::InstructorTrainingCompletedNotBadged => {
            "SELECT DISTINCT g.trainee_id FROM training_progress g JOIN training_requirement r ON r.id = g.requirement_id
                JOIN event e ON e.id = g.event_id WHERE r.name = 'Training' AND g.state = 'p' AND e.\"end\" IS NOT NULL"
        }
        Signal::InstructorTrainingApproaching
        | Signal::HostInstructorsIntroduction
        | Signal::RecruitHelpers
        | Signal::PostWorkshop7Days
        | Signal::AskForWebsite => "SELECT id FROM event",
        Signal::NewSelfOrganisedWorkshop => "SELECT event_id FROM self_organised_submission WHERE event_id IS NOT NULL",
        Signal::NewMembershipOnboarding
        | Signal::MembershipQuarterly3Months
        | Signal::MembershipQuarterly6Months
        | Signal::MembershipQuarterly9Months => "SELECT id FROM membership",
        Signal::NewPartnershipOnboarding => "SELECT id FROM partnership",
    }
}

/// Whether a value is what the action says of it.
fn is_a(shape: Shape, value: &Value) -> bool {
    match shape {
        Shape::Record(_) => value.is_object(),
        Shape::Optional(_) => value.is_object() || value.is_null(),
        Shape::Records(_) => value.is_array(),
        Shape::Scalar("int") => value.is_number(),
        Shape::Scalar("bool") => value.is_boolean(),
        // Days are objects that print themselves.
        Shape::Scalar(_) => value.is_object(),
    }
}

#[tokio::test]
async fn eml_acc_01_every_template_is_filled_in_with_records_of_the_demo() {
    let database = Database::new().await;
    demo::run(&database.pool, 1, "2026-06-15".parse().unwrap()).await.unwrap();
    let now = "2026-06-15T12:00:00Z".parse().unwrap();
    let renderer = Renderer::new();
    for signal in Signal::ALL {
        let of_template = |column: &str| format!("SELECT {column} FROM email_template WHERE signal = '{}'", signal.code());
        let (subject, body) = (database.text(&of_template("subject")).await, database.text(&of_template("body")).await);
        let variables = variables(*signal);
        assert_eq!(warnings(variables, &subject, &body), Vec::<String>::new(), "{signal}");
        let ids = database.texts(&format!("SELECT id FROM ({}) AS x (id) ORDER BY id LIMIT 20", records(*signal))).await;
        assert!(!ids.is_empty(), "{signal}: the demo has no record for it");
        let mut connection = database.pool.acquire().await.unwrap();
        for id in ids {
            let sample = sample(&mut connection, *signal, id.parse().unwrap(), now).await.unwrap().unwrap();
            let told = resolve(&mut connection, &[(&sample.plan.context, &sample.plan.recipients)]).await.unwrap().remove(0);
            let context = told.context.unwrap();
            let given: BTreeSet<&str> = context.keys().map(String::as_str).collect();
            assert_eq!(given, variables.iter().map(|(name, _)| *name).collect(), "{signal} {id}");
            for (name, shape) in variables {
                assert!(is_a(*shape, &context[*name]), "{signal} {id}: {name} is {}", context[*name]);
            }
            renderer.render(&subject, &body, &context).unwrap_or_else(|problem| panic!("{signal} {id}: {problem}"));
        }
    }
}
