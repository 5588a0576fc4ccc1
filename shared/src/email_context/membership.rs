//! Memberships, with the numbers that their pages show.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::model::{Model, computed_number, day, flag, number, numbers, text, texts};
use crate::Result;
use crate::db::Db;
use crate::membership::{self, Membership};

/// What [`finish`] takes away where there is none.
const ROLLED_FROM: &str = "rolled_from_membership";

pub(super) const MEMBERSHIP: Model = Model {
    name: "membership",
    from: "membership t",
    finish,
    fields: &[
        number("pk", "t.id"),
        text("name", "t.name"),
        text("variant", "t.variant"),
        day("agreement_start", "t.agreement_start"),
        day("agreement_end", "t.agreement_end"),
        numbers("extensions", "t.extensions"),
        text("contribution_type", "t.contribution_type"),
        number("workshops_without_admin_fee_per_agreement", "t.workshops_without_admin_fee_per_agreement"),
        number("workshops_without_admin_fee_rolled_from_previous", "t.workshops_without_admin_fee_rolled_from_previous"),
        number("workshops_without_admin_fee_rolled_over", "t.workshops_without_admin_fee_rolled_over"),
        number("public_instructor_training_seats", "t.public_instructor_training_seats"),
        number("additional_public_instructor_training_seats", "t.additional_public_instructor_training_seats"),
        number("public_instructor_training_seats_rolled_from_previous", "t.public_instructor_training_seats_rolled_from_previous"),
        number("public_instructor_training_seats_rolled_over", "t.public_instructor_training_seats_rolled_over"),
        number("inhouse_instructor_training_seats", "t.inhouse_instructor_training_seats"),
        number("additional_inhouse_instructor_training_seats", "t.additional_inhouse_instructor_training_seats"),
        number("inhouse_instructor_training_seats_rolled_from_previous", "t.inhouse_instructor_training_seats_rolled_from_previous"),
        number("inhouse_instructor_training_seats_rolled_over", "t.inhouse_instructor_training_seats_rolled_over"),
        texts(
            "organizations",
            "ARRAY(SELECT DISTINCT o.domain FROM member x JOIN organization o ON o.id = x.organization_id WHERE x.membership_id = t.id
                ORDER BY o.domain)",
        ),
        text("registration_code", "t.registration_code"),
        text("agreement_link", "t.agreement_link"),
        text("public_status", "t.public_status"),
        text("emergency_contact", "t.emergency_contact"),
        flag("consortium", "t.consortium"),
        texts(
            "persons",
            "ARRAY(SELECT DISTINCT p.username FROM membership_task x JOIN person p ON p.id = x.person_id WHERE x.membership_id = t.id
                ORDER BY p.username)",
        ),
        text(ROLLED_FROM, "(SELECT r.name FROM membership r WHERE r.rolled_to_membership_id = t.id)"),
        text("rolled_to_membership", "(SELECT r.name FROM membership r WHERE r.id = t.rolled_to_membership_id)"),
        computed_number("workshops_without_admin_fee_total_allowed"),
        computed_number("workshops_without_admin_fee_available"),
        computed_number("workshops_without_admin_fee_completed"),
        computed_number("workshops_without_admin_fee_planned"),
        computed_number("workshops_without_admin_fee_remaining"),
        computed_number("workshops_discounted_completed"),
        computed_number("workshops_discounted_planned"),
        computed_number("self_organized_workshops_completed"),
        computed_number("self_organized_workshops_planned"),
        computed_number("public_instructor_training_seats_total"),
        computed_number("public_instructor_training_seats_utilized"),
        computed_number("public_instructor_training_seats_remaining"),
        computed_number("inhouse_instructor_training_seats_total"),
        computed_number("inhouse_instructor_training_seats_utilized"),
        computed_number("inhouse_instructor_training_seats_remaining"),
    ],
};

fn finish(membership: &mut Map<String, Value>) {
    if membership.get(ROLLED_FROM).is_some_and(Value::is_null) {
        membership.remove(ROLLED_FROM);
    }
}

/// What is counted for the memberships `ids`, as their pages count it: one statement.
pub(super) async fn counted(db: &mut Db, ids: &[i32], today: NaiveDate) -> Result<Vec<(i32, Map<String, Value>)>> {
    Ok(membership::by_ids(db, ids, today).await?.iter().map(|membership| (membership.id, numbers_of(membership))).collect())
}

fn numbers_of(membership: &Membership) -> Map<String, Value> {
    let Membership { workshops, public_seats, inhouse_seats, .. } = membership;
    [
        ("workshops_without_admin_fee_total_allowed", workshops.total_allowed()),
        ("workshops_without_admin_fee_available", workshops.available()),
        ("workshops_without_admin_fee_completed", workshops.completed()),
        ("workshops_without_admin_fee_planned", workshops.planned()),
        ("workshops_without_admin_fee_remaining", workshops.remaining()),
        ("workshops_discounted_completed", workshops.discounted_completed()),
        ("workshops_discounted_planned", workshops.discounted_planned()),
        ("self_organized_workshops_completed", workshops.self_organised_completed),
        ("self_organized_workshops_planned", workshops.self_organised_planned),
        ("public_instructor_training_seats_total", public_seats.total()),
        ("public_instructor_training_seats_utilized", public_seats.utilized),
        ("public_instructor_training_seats_remaining", public_seats.remaining()),
        ("inhouse_instructor_training_seats_total", inhouse_seats.total()),
        ("inhouse_instructor_training_seats_utilized", inhouse_seats.utilized),
        ("inhouse_instructor_training_seats_remaining", inhouse_seats.remaining()),
    ]
    .into_iter()
    .map(|(key, number)| (key.to_owned(), number.into()))
    .collect()
}
