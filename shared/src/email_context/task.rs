//! Tasks of persons at events.

use super::model::{Model, as_read, flag, text};

pub(super) const TASK: Model = Model {
    name: "task",
    from: "task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
        LEFT JOIN membership m ON m.id = t.seat_membership_id",
    finish: as_read,
    fields: &[
        text("event", "e.slug"),
        text("person", "p.username"),
        text("role", "r.name"),
        text("seat_membership", "m.name"),
        flag("seat_public", "t.seat_public"),
        flag("seat_open_training", "t.seat_open_training"),
    ],
};
