//! Each template is rendered with what its action provides, once with everything in it and once with as little as there can be.
//! A variable or key that is not provided is an error.

use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Object, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};
use serde_json::{Map, json};

use super::*;

/// A `value:date` link as a template sees it.
#[derive(Debug)]
struct Day(NaiveDate);

impl Object for Day {
    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, arguments: &[Value]) -> Result<Value, Error> {
        match (method, arguments) {
            ("strftime", [format]) => Ok(self.0.format(format.as_str().unwrap_or_default()).to_string().into()),
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}

fn day() -> Value {
    Value::from_object(Day(NaiveDate::from_ymd_opt(2026, 9, 3).unwrap()))
}

fn person(full: bool) -> serde_json::Value {
    let or_null = |text: &str| if full { json!(text) } else { json!(null) };
    json!({
        "pk": 1, "username": "kowalska_ewa", "personal": "Ewa", "middle": "", "family": "Kowalska", "full_name": "Ewa Kowalska",
        "email": or_null("ewa@example.org"), "secondary_email": "", "airport_iata": "KRK", "country": "PL", "timezone": "",
        "github": or_null("ewa"), "twitter": null, "bluesky": null, "mastodon": null, "url": "", "user_notes": "",
        "affiliation": if full { "Uniwersytet" } else { "" }, "is_active": true, "occupation": "", "orcid": "", "gender": "U",
        "gender_other": "", "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z", "archived_at": null
    })
}

fn event(full: bool) -> serde_json::Value {
    let or_null = |text: &str| if full { json!(text) } else { json!(null) };
    let or_empty = |text: &'static str| if full { text } else { "" };
    json!({
        "pk": 5, "slug": "2026-10-12-krakow", "completed": false, "start": or_null("2026-10-12"), "end": or_null("2026-10-13"),
        "host": "uj.edu.pl", "sponsor": null, "membership": null, "administrator": or_null("software-carpentry.org"),
        "tags": ["SWC"], "language": null, "url": or_null("https://example.org/krakow/"), "repository_url": null,
        "website_url": or_null("https://example.org/krakow/"), "reg_key": "", "contact": "", "country": or_empty("PL"),
        "venue": or_empty("Library"), "address": or_empty("Rynek 1"), "latitude": null, "longitude": null, "assigned_to": null,
        "open_TTT_applications": false, "curricula": [], "lessons": [], "public_status": "public",
        "human_readable_date": "Oct 12 - 13, 2026", "eligible_for_instructor_recruitment": true,
        "workshop_reports_link": or_empty("https://reports.example.org/"), "main_tag": or_null("SWC")
    })
}

fn signup(full: bool) -> serde_json::Value {
    json!({
        "pk": 3, "recruitment": 2, "event": "2026-10-12-krakow", "person": "kowalska_ewa", "interest": "session",
        "user_notes": if full { "I can bring a colleague." } else { "" }, "notes": "", "state": "p", "state_verbose": "Pending",
        "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z"
    })
}

fn progress(requirement: &str, state: &str) -> serde_json::Value {
    json!({
        "pk": 9, "trainee": "kowalska_ewa", "date": null, "requirement": requirement, "state": "p", "state_verbose": state,
        "involvement_type": null, "event": null, "url": null, "trainee_notes": "", "notes": "",
        "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z"
    })
}

fn membership(full: bool) -> serde_json::Value {
    let number = if full { 4 } else { 0 };
    let mut membership = json!({
        "pk": 7, "name": "Uniwersytet", "variant": "gold", "agreement_start": "2026-07-01", "agreement_end": "2027-06-30",
        "extensions": [], "contribution_type": "financial", "organizations": ["uj.edu.pl"],
        "registration_code": if full { json!("uj-2026") } else { json!(null) },
        "agreement_link": if full { "https://example.org/agreement" } else { "" }, "public_status": "public",
        "emergency_contact": "", "consortium": false, "persons": ["kowalska_ewa"], "rolled_to_membership": null
    });
    let computed = [
        "workshops_without_admin_fee_total_allowed",
        "workshops_without_admin_fee_available",
        "workshops_without_admin_fee_completed",
        "workshops_without_admin_fee_planned",
        "workshops_without_admin_fee_remaining",
        "workshops_discounted_completed",
        "workshops_discounted_planned",
        "self_organized_workshops_completed",
        "self_organized_workshops_planned",
        "public_instructor_training_seats_total",
        "public_instructor_training_seats_utilized",
        "public_instructor_training_seats_remaining",
        "inhouse_instructor_training_seats_total",
        "inhouse_instructor_training_seats_utilized",
        "inhouse_instructor_training_seats_remaining",
    ];
    membership.as_object_mut().unwrap().extend(computed.map(|name| (name.to_owned(), json!(number))));
    membership
}

fn partnership(full: bool) -> serde_json::Value {
    let or_null = |text: &str| if full { json!(text) } else { json!(null) };
    json!({
        "pk": 8, "name": "Uniwersytet", "tier": or_null("gold (64 credits)"), "credits": 64, "credits_extensions": [],
        "account": "05e2b9da-e6b3-43f0-8c88-1458414b8945", "agreement_start": "2026-07-01", "agreement_end": "2027-06-30",
        "extensions": [], "rolled_to_partnership": null, "agreement_link": if full { "https://example.org/agreement" } else { "" },
        "registration_code": or_null("uj-2026"), "public_status": "public", "partner_consortium": null, "partner_organisation": 4,
        "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z"
    })
}

/// What the action of a signal provides (emails.md, sections 3.3 to 3.19).
fn context(signal: &str, full: bool) -> Map<String, serde_json::Value> {
    let people = |least: usize| vec![person(full); if full { 3 } else { least }];
    let or_null = |value: serde_json::Value| if full { value } else { json!(null) };
    let organization = json!({
        "pk": 4, "domain": "uj.edu.pl", "fullname": "Uniwersytet", "country": "PL", "latitude": null, "longitude": null,
        "affiliated_organizations": []
    });
    let task = json!({
        "event": "2026-10-12-krakow", "person": "kowalska_ewa", "role": "instructor", "seat_membership": null, "seat_public": true,
        "seat_open_training": false
    });
    let context = match signal {
        "instructor_badge_awarded" => {
            let award = json!({
                "pk": 2, "person": "kowalska_ewa", "badge": "instructor", "awarded": "2026-09-03", "event": null, "awarded_by": null
            });
            json!({"person": person(full), "award": award, "award_id": 2})
        }
        "instructor_confirmed_for_workshop"
        | "instructor_declined_from_workshop"
        | "instructor_signs_up_for_workshop"
        | "admin_signs_instructor_up_for_workshop" => {
            json!({"person": person(full), "event": event(full), "instructor_recruitment_signup": signup(full)})
        }
        "persons_merged" => json!({"person": person(full)}),
        "instructor_task_created_for_workshop" => {
            json!({"person": person(full), "event": event(full), "task": task, "task_id": 6})
        }
        "instructor_training_approaching" => json!({"event": event(full), "instructors": people(2)}),
        "instructor_training_completed_not_badged" => {
            let some = |list: serde_json::Value| if full { list } else { json!([]) };
            let requirement =
                json!({"pk": 2, "name": "Demo", "url_required": false, "event_required": false, "involvement_required": false});
            json!({
                "person": person(full),
                "passed_requirements": some(json!([progress("Training", "Passed")])),
                "not_passed_requirements": some(json!([progress("Get Involved", "Asked to repeat")])),
                "not_graded_requirements": some(json!([requirement]))
            })
        }
        "new_membership_onboarding" => json!({"membership": membership(full)}),
        "new_partnership_onboarding" => json!({"partnership": partnership(full)}),
        "host_instructors_introduction" => json!({
            "assignee": or_null(person(full)), "event": event(full), "workshop_host": or_null(organization),
            "host": or_null(person(full)), "instructors": people(2)
        }),
        "recruit_helpers" => json!({
            "assignee": or_null(person(full)), "event": event(full), "instructors": people(1), "hosts": people(1)
        }),
        "post_workshop_7days" => json!({
            "assignee": or_null(person(full)), "event": event(full), "hosts": people(1), "instructors": people(1), "helpers": people(0)
        }),
        "new_self_organised_workshop" => json!({
            "assignee": or_null(person(full)), "workshop_host": organization, "event": event(full), "short_notice": full,
            "self_organised_submission": {"pk": 1, "personal": "Ewa", "family": "Kowalska", "email": "ewa@example.org"}
        }),
        "ask_for_website" => json!({"assignee": or_null(person(full)), "event": event(full), "instructors": people(1)}),
        "membership_quarterly_3_months" | "membership_quarterly_6_months" | "membership_quarterly_9_months" => json!({
            "membership": membership(full), "member_contacts": people(1), "events": if full { vec![event(true), event(false)] } else { vec![] },
            "trainee_tasks": if full { vec![task] } else { vec![] }, "trainees": people(0)
        }),
        other => panic!("no action is called {other}"),
    };
    context.as_object().unwrap().clone()
}

fn render(template: &str, signal: &str, full: bool) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    let mut values: Vec<(String, Value)> =
        context(signal, full).into_iter().map(|(name, value)| (name, serde_json::from_value(value).unwrap())).collect();
    if signal == "instructor_training_completed_not_badged" {
        values.extend([("training_completed_date".to_owned(), day()), ("certification_deadline".to_owned(), day())]);
    }
    environment.render_str(template, Value::from_pairs(values))
}

/// EML-SEED-01
#[test]
fn every_template_renders_with_what_its_action_provides() {
    let columns = columns().unwrap();
    let [signals, subjects, bodies] = ["signal", "subject", "body"].map(|name| columns.column(name).unwrap());
    assert_eq!(signals.len(), 19);
    for ((signal, subject), body) in signals.iter().zip(subjects).zip(bodies) {
        for full in [true, false] {
            let subject = render(subject, signal, full).unwrap_or_else(|error| panic!("subject of {signal}: {error}"));
            let body = render(body, signal, full).unwrap_or_else(|error| panic!("body of {signal}: {error}"));
            assert!(body.starts_with("Dear ") && body.contains("The Carpentries"), "{signal}: {body}");
            for text in [&subject, &body] {
                assert!(!text.contains("none") && !text.contains("{{") && !text.contains("<>"), "{signal}: {text}");
            }
            assert!(subject.len() <= 255 && !body.contains("\n\n\n"), "{signal}: {body}");
        }
    }
}

#[test]
fn every_text_belongs_to_a_signal() {
    let columns = columns().unwrap();
    let signals = columns.column("signal").unwrap();
    assert!(BODIES.iter().all(|(signal, _)| signals.iter().any(|known| known == signal)));
    assert_eq!(BODIES.len(), signals.len());
}
