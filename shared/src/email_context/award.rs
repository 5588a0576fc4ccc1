//! Awards of badges.

use super::model::{Model, as_read, day, number, text};

pub(super) const AWARD: Model = Model {
    name: "award",
    from: "award t JOIN person p ON p.id = t.person_id JOIN badge b ON b.id = t.badge_id
        LEFT JOIN event e ON e.id = t.event_id LEFT JOIN person w ON w.id = t.awarded_by_id",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("person", "p.username"),
        text("badge", "b.name"),
        day("awarded", "t.awarded"),
        text("event", "e.slug"),
        text("awarded_by", "w.username"),
    ],
};
