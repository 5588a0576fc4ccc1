//! What trainees do on their way to the badge.

use serde_json::{Map, Value};

use super::model::{Model, as_read, computed_text, day, flag, instant, number, text};
use crate::training_progress::State;

pub(super) const PROGRESS: Model = Model {
    name: "trainingprogress",
    from: "training_progress t JOIN person p ON p.id = t.trainee_id JOIN training_requirement r ON r.id = t.requirement_id
        LEFT JOIN involvement i ON i.id = t.involvement_type_id LEFT JOIN event e ON e.id = t.event_id",
    finish,
    fields: &[
        number("pk", "t.id"),
        text("trainee", "p.username"),
        day("date", "t.date"),
        text("requirement", "r.name"),
        text("state", "t.state"),
        computed_text("state_verbose"),
        text("involvement_type", "i.name"),
        text("event", "e.slug"),
        text("url", "t.url"),
        text("trainee_notes", "t.trainee_notes"),
        text("notes", "t.notes"),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
    ],
};

pub(super) const REQUIREMENT: Model = Model {
    name: "trainingrequirement",
    from: "training_requirement t",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("name", "t.name"),
        flag("url_required", "t.url_required"),
        flag("event_required", "t.event_required"),
        flag("involvement_required", "t.involvement_required"),
    ],
};

fn finish(progress: &mut Map<String, Value>) {
    let state = progress.get("state").and_then(Value::as_str).and_then(State::of);
    progress.insert("state_verbose".to_owned(), state.map_or("", State::label).into());
}
