//! The objects have just the keys that they are said to have.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use shared::email_context::{Holds, model, shapes};

use super::{object, one_of_each};
use crate::support::TestApp;

/// The keys of each model (emails.md 2.6).
const KEYS: [(&str, &str); 12] = [
    (
        "person",
        "pk username personal middle family full_name email secondary_email airport_iata country timezone github twitter bluesky mastodon
         url user_notes affiliation is_active occupation orcid gender gender_other created_at last_updated_at archived_at",
    ),
    (
        "event",
        "pk slug completed start end host sponsor membership administrator tags language url repository_url website_url reg_key contact
         country venue address latitude longitude assigned_to open_TTT_applications curricula lessons public_status
         human_readable_date eligible_for_instructor_recruitment workshop_reports_link main_tag",
    ),
    ("organization", "pk domain fullname country latitude longitude affiliated_organizations"),
    (
        "membership",
        "pk name variant agreement_start agreement_end extensions contribution_type workshops_without_admin_fee_per_agreement
         workshops_without_admin_fee_rolled_from_previous workshops_without_admin_fee_rolled_over public_instructor_training_seats
         additional_public_instructor_training_seats public_instructor_training_seats_rolled_from_previous
         public_instructor_training_seats_rolled_over inhouse_instructor_training_seats additional_inhouse_instructor_training_seats
         inhouse_instructor_training_seats_rolled_from_previous inhouse_instructor_training_seats_rolled_over organizations
         registration_code agreement_link public_status emergency_contact consortium persons rolled_from_membership
         rolled_to_membership workshops_without_admin_fee_total_allowed workshops_without_admin_fee_available
         workshops_without_admin_fee_completed workshops_without_admin_fee_planned workshops_without_admin_fee_remaining
         workshops_discounted_completed workshops_discounted_planned self_organized_workshops_completed
         self_organized_workshops_planned public_instructor_training_seats_total public_instructor_training_seats_utilized
         public_instructor_training_seats_remaining inhouse_instructor_training_seats_total
         inhouse_instructor_training_seats_utilized inhouse_instructor_training_seats_remaining",
    ),
    (
        "partnership",
        "pk name tier credits credits_extensions account agreement_start agreement_end extensions rolled_to_partnership agreement_link
         registration_code public_status partner_consortium partner_organisation created_at last_updated_at",
    ),
    ("award", "pk person badge awarded event awarded_by"),
    ("task", "event person role seat_membership seat_public seat_open_training"),
    (
        "trainingprogress",
        "pk trainee date requirement state state_verbose involvement_type event url trainee_notes notes created_at last_updated_at",
    ),
    ("trainingrequirement", "pk name url_required event_required involvement_required"),
    (
        "instructorrecruitmentsignup",
        "pk recruitment event person interest user_notes notes state state_verbose created_at last_updated_at",
    ),
    (
        "selforganisedsubmission",
        "pk assigned_to state state_verbose created_at last_updated_at data_privacy_agreement code_of_conduct_agreement
         host_responsibilities event personal family email institution institution_other_name institution_other_URL
         institution_department member_code online_inperson workshop_listed public_event public_event_other additional_contact start end
         workshop_url workshop_format workshop_format_other workshop_types workshop_types_other workshop_types_other_explain country
         language",
    ),
    ("consortium", "pk name description organizations created_at last_updated_at"),
];

/// The table of a model whose name is not its table's.
fn table(model: &str) -> &str {
    match model {
        "trainingprogress" => "training_progress",
        "trainingrequirement" => "training_requirement",
        "instructorrecruitmentsignup" => "instructor_recruitment_signup",
        "selforganisedsubmission" => "self_organised_submission",
        other => other,
    }
}

#[test]
fn eml_tpl_20_every_model_has_the_keys_of_api_v2() {
    assert_eq!(shapes().len(), KEYS.len());
    for (name, keys) in KEYS {
        let stated: BTreeSet<&str> = keys.split_whitespace().collect();
        let told: BTreeSet<&str> = model(name).unwrap().fields.iter().map(|field| field.name).collect();
        assert_eq!(told, stated, "{name}");
    }
}

#[tokio::test]
async fn eml_tpl_20_what_is_read_has_the_keys_that_are_told_and_what_they_hold() {
    let app = TestApp::start().await;
    one_of_each(&app).await;
    for model in shapes() {
        let statement = format!("SELECT max(id) FROM {}", table(model.name));
        let pk: i32 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(app.pool()).await.unwrap();
        let object = object(&app, model.name, pk).await;
        let told = model.fields.iter().map(|field| field.name).filter(|name| *name != "rolled_from_membership");
        let read: BTreeSet<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(read, told.collect(), "{}", model.name);
        for field in model.fields {
            let Some(value) = object.get(field.name).filter(|value| !value.is_null()) else { continue };
            let all = |of: fn(&Value) -> bool| value.as_array().is_some_and(|items| items.iter().all(of));
            let is_right = match field.holds {
                Holds::Text => value.is_string(),
                Holds::Texts => all(Value::is_string),
                Holds::Number => value.is_number(),
                Holds::Numbers => all(Value::is_number),
                Holds::Flag => value.is_boolean(),
                Holds::Day => value.as_str().is_some_and(|day| day.parse::<NaiveDate>().is_ok()),
                Holds::Instant => value.as_str().is_some_and(|at| at.ends_with('Z') && DateTime::parse_from_rfc3339(at).is_ok()),
            };
            assert!(is_right, "{}.{}: {value}", model.name, field.name);
        }
        if model.fields.iter().any(|field| field.name == "pk") {
            assert_eq!(object["pk"], pk, "{}", model.name);
        }
    }
}
