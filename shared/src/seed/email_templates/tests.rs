//! Each template is rendered with what its action provides, once with everything in it and once with as little as there can be.
//! A variable or key that is not provided is an error.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::*;
use crate::email_context::model;
use crate::email_render::Shape::{Optional, Record, Records, Scalar};
use crate::email_render::{Renderer, Shape, moment, warnings};

fn person(full: bool) -> Value {
    let or_null = |text: &str| if full { json!(text) } else { json!(null) };
    json!({
        "pk": 1, "username": "kowalska_ewa", "personal": "Ewa", "middle": "", "family": "Kowalska", "full_name": "Ewa Kowalska",
        "email": or_null("ewa@example.org"), "secondary_email": "", "airport_iata": "KRK", "country": "PL", "timezone": "",
        "github": or_null("ewa"), "twitter": null, "bluesky": null, "mastodon": null, "url": "", "user_notes": "",
        "affiliation": if full { "Uniwersytet" } else { "" }, "is_active": true, "occupation": "", "orcid": "", "gender": "U",
        "gender_other": "", "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z", "archived_at": null
    })
}

fn event(full: bool) -> Value {
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

fn signup(full: bool) -> Value {
    json!({
        "pk": 3, "recruitment": 2, "event": "2026-10-12-krakow", "person": "kowalska_ewa", "interest": "session",
        "user_notes": if full { "I can bring a colleague." } else { "" }, "notes": "", "state": "p", "state_verbose": "Pending",
        "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z"
    })
}

fn progress(requirement: &str, state: &str) -> Value {
    json!({
        "pk": 9, "trainee": "kowalska_ewa", "date": null, "requirement": requirement, "state": "p", "state_verbose": state,
        "involvement_type": null, "event": null, "url": null, "trainee_notes": "", "notes": "",
        "created_at": "2026-01-02T03:04:05Z", "last_updated_at": "2026-01-02T03:04:05Z"
    })
}

fn membership(full: bool) -> Value {
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

fn partnership(full: bool) -> Value {
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
fn context(signal: &str, full: bool) -> Map<String, Value> {
    let people = |least: usize| vec![person(full); if full { 3 } else { least }];
    let or_null = |value: Value| if full { value } else { json!(null) };
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
            json!({"person": person(full), "award": or_null(award), "award_id": 2})
        }
        "instructor_confirmed_for_workshop"
        | "instructor_declined_from_workshop"
        | "instructor_signs_up_for_workshop"
        | "admin_signs_instructor_up_for_workshop" => {
            json!({"person": person(full), "event": event(full), "instructor_recruitment_signup": signup(full)})
        }
        "persons_merged" => json!({"person": person(full)}),
        "instructor_task_created_for_workshop" => {
            json!({"person": person(full), "event": event(full), "task": or_null(task), "task_id": 6})
        }
        "instructor_training_approaching" => json!({"event": event(full), "instructors": people(2)}),
        "instructor_training_completed_not_badged" => {
            let some = |list: Value| if full { list } else { json!([]) };
            let requirement =
                json!({"pk": 2, "name": "Demo", "url_required": false, "event_required": false, "involvement_required": false});
            json!({
                "person": person(full),
                "passed_requirements": some(json!([progress("Training", "Passed")])),
                "not_passed_requirements": some(json!([progress("Get Involved", "Asked to repeat")])),
                "not_graded_requirements": some(json!([requirement])),
                "training_completed_date": moment("2026-09-03T00:00:00".parse().unwrap()),
                "certification_deadline": moment("2026-12-02T00:00:00".parse().unwrap())
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
            "assignee": or_null(person(full)), "workshop_host": or_null(organization), "event": event(full), "short_notice": full,
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

/// What the action of a signal provides, by name and shape (emails.md, sections 3.3 to 3.19).
fn variables(signal: &str) -> &'static [(&'static str, Shape)] {
    match signal {
        "instructor_badge_awarded" => &[("person", Record("person")), ("award", Optional("award")), ("award_id", Scalar("int"))],
        "instructor_confirmed_for_workshop"
        | "instructor_declined_from_workshop"
        | "instructor_signs_up_for_workshop"
        | "admin_signs_instructor_up_for_workshop" => &[
            ("person", Record("person")),
            ("event", Record("event")),
            ("instructor_recruitment_signup", Record("instructorrecruitmentsignup")),
        ],
        "persons_merged" => &[("person", Record("person"))],
        "instructor_task_created_for_workshop" => {
            &[("person", Record("person")), ("event", Record("event")), ("task", Optional("task")), ("task_id", Scalar("int"))]
        }
        "instructor_training_approaching" => &[("event", Record("event")), ("instructors", Records("person"))],
        "instructor_training_completed_not_badged" => &[
            ("person", Record("person")),
            ("passed_requirements", Records("trainingprogress")),
            ("not_passed_requirements", Records("trainingprogress")),
            ("not_graded_requirements", Records("trainingrequirement")),
            ("training_completed_date", Scalar("date")),
            ("certification_deadline", Scalar("date")),
        ],
        "new_membership_onboarding" => &[("membership", Record("membership"))],
        "new_partnership_onboarding" => &[("partnership", Record("partnership"))],
        "host_instructors_introduction" => &[
            ("assignee", Optional("person")),
            ("event", Record("event")),
            ("workshop_host", Optional("organization")),
            ("host", Optional("person")),
            ("instructors", Records("person")),
        ],
        "recruit_helpers" => &[
            ("assignee", Optional("person")),
            ("event", Record("event")),
            ("instructors", Records("person")),
            ("hosts", Records("person")),
        ],
        "post_workshop_7days" => &[
            ("assignee", Optional("person")),
            ("event", Record("event")),
            ("hosts", Records("person")),
            ("instructors", Records("person")),
            ("helpers", Records("person")),
        ],
        "new_self_organised_workshop" => &[
            ("assignee", Optional("person")),
            ("workshop_host", Optional("organization")),
            ("event", Record("event")),
            ("short_notice", Scalar("bool")),
            ("self_organised_submission", Record("selforganisedsubmission")),
        ],
        "ask_for_website" => &[("assignee", Optional("person")), ("event", Record("event")), ("instructors", Records("person"))],
        "membership_quarterly_3_months" | "membership_quarterly_6_months" | "membership_quarterly_9_months" => &[
            ("membership", Record("membership")),
            ("member_contacts", Records("person")),
            ("events", Records("event")),
            ("trainee_tasks", Records("task")),
            ("trainees", Records("person")),
        ],
        other => panic!("no action is called {other}"),
    }
}

/// Gives a sample of a model all the keys of it, null where the sample says nothing.
fn complete(name: &str, sample: &mut Value) {
    let fields = model(name).unwrap().fields;
    let sample = sample.as_object_mut().unwrap();
    for key in sample.keys() {
        assert!(fields.iter().any(|field| field.name == key), "{name} has no {key}");
    }
    for field in fields {
        sample.entry(field.name).or_insert(Value::Null);
    }
}

/// A sample of what the action provides, with all keys of each record.
fn sample(signal: &str, full: bool) -> Map<String, Value> {
    let mut context = context(signal, full);
    let named: BTreeSet<&str> = variables(signal).iter().map(|(name, _)| *name).collect();
    assert_eq!(context.keys().map(String::as_str).collect::<BTreeSet<&str>>(), named, "{signal}");
    for (name, shape) in variables(signal) {
        let value = &mut context[*name];
        match shape {
            Optional(_) if value.is_null() => {}
            Record(model) | Optional(model) => complete(model, value),
            Records(model) => value.as_array_mut().unwrap().iter_mut().for_each(|item| complete(model, item)),
            _ => {}
        }
    }
    context
}

/// EML-SEED-01
#[test]
fn eml_seed_01_every_template_renders_with_what_its_action_provides() {
    let columns = columns().unwrap();
    let [signals, subjects, bodies] = ["signal", "subject", "body"].map(|name| columns.column(name).unwrap());
    assert_eq!(signals.len(), 19);
    let renderer = Renderer::new();
    for ((signal, subject), body) in signals.iter().zip(subjects).zip(bodies) {
        assert_eq!(warnings(variables(signal), subject, body), Vec::<String>::new(), "{signal}");
        for full in [true, false] {
            let context = sample(signal, full);
            let rendered = renderer.render(subject, body, &context).unwrap_or_else(|problem| panic!("{signal}: {problem}"));
            let (subject_line, text) = (&rendered.subject, &rendered.text);
            assert!(text.starts_with("Dear ") && text.contains("The Carpentries"), "{signal}: {text}");
            for text in [subject_line, text] {
                assert!(
                    !text.to_lowercase().contains("none") && !text.contains("{{") && !text.contains("<>"),
                    "{signal}: {text}"
                );
            }
            assert!(subject_line.len() <= 255 && !text.contains("\n\n\n"), "{signal}: {text}");
            assert!(rendered.html.starts_with("<p>Dear ") && !rendered.html.contains("&lt;"), "{signal}: {}", rendered.html);
            let preview = renderer.preview(subject, body, &context);
            assert!(preview.faults.is_empty(), "{signal}: {preview:?}");
            assert_eq!((&preview.subject, &preview.html), (&rendered.subject, &rendered.html), "{signal}");
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
