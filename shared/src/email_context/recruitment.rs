//! Applications of instructors for workshops.

use serde_json::{Map, Value};

use super::model::{Model, computed_text, instant, number, text};
use crate::decision::Decision;

pub(super) const SIGNUP: Model = Model {
    name: "instructorrecruitmentsignup",
    from: "instructor_recruitment_signup t JOIN instructor_recruitment r ON r.id = t.recruitment_id
        JOIN event e ON e.id = r.event_id JOIN person p ON p.id = t.person_id",
    finish: decided,
    fields: &[
        number("pk", "t.id"),
        number("recruitment", "t.recruitment_id"),
        text("event", "e.slug"),
        text("person", "p.username"),
        text("interest", "t.interest"),
        text("user_notes", "t.user_notes"),
        text("notes", "t.notes"),
        text("state", "t.state"),
        computed_text("state_verbose"),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
    ],
};

/// The words for a state that is a decision.
pub(super) fn decided(object: &mut Map<String, Value>) {
    let state = object.get("state").and_then(Value::as_str).and_then(Decision::of);
    object.insert("state_verbose".to_owned(), state.map_or("", Decision::label).into());
}
