//! What merging two events merges (DM-MERGE-20, DM-MERGE-21, EVT-03).

use serde_json::{Map, Value};

use super::declaration::Dropped::Deleted;
use super::declaration::{Mergeable, Related, Scalar, Twins};
use crate::record::Kind;

/// Two events. Membership, benefit and repository data stay the survivor's.
pub static EVENT: Mergeable = Mergeable {
    kind: Kind::Event,
    scalars: &[
        Scalar::of("slug", &["slug"]),
        Scalar::of("completed", &["completed"]),
        Scalar::of("assigned_to", &["assigned_to_id"]),
        Scalar::of("start", &["start"]),
        Scalar::of("end", &["end"]),
        Scalar::of("host", &["host_id"]),
        Scalar::of("sponsor", &["sponsor_id"]),
        Scalar::of("administrator", &["administrator_id"]),
        Scalar::of("public_status", &["public_status"]),
        Scalar::of("url", &["url"]),
        Scalar::of("language", &["language_id"]),
        Scalar::of("reg_key", &["reg_key"]),
        // D-06: AMY offers the next one, open applications and the category, and forgets them.
        Scalar::of("manual_attendance", &["manual_attendance"]),
        Scalar::of("country", &["country"]),
        Scalar::of("latitude", &["latitude"]),
        Scalar::of("longitude", &["longitude"]),
        Scalar::of("learners_pre", &["learners_pre"]),
        Scalar::of("learners_post", &["learners_post"]),
        Scalar::of("instructors_pre", &["instructors_pre"]),
        Scalar::of("instructors_post", &["instructors_post"]),
        Scalar::of("learners_longterm", &["learners_longterm"]),
        Scalar::of("open_TTT_applications", &["open_ttt_applications"]),
        Scalar::of("event_category", &["event_category_id"]),
        Scalar::text("contact", &["contact"], ";"),
        Scalar::text("venue", &["venue"], ", "),
        Scalar::text("address", &["address"], ", "),
    ],
    sets: &[
        Related::chosen("tags", "event_tag", "event_id", Deleted, Twins::Unique(&["tag_id"])),
        Related::chosen("curricula", "event_curriculum", "event_id", Deleted, Twins::Unique(&["curriculum_id"])),
        Related::chosen("lessons", "event_lesson", "event_id", Deleted, Twins::Unique(&["lesson_id"])),
        Related::chosen("task_set", "task", "event_id", Deleted, Twins::Unique(&["person_id", "role_id"])),
    ],
    moved: &[
        Related::moved("award", "event_id", Twins::None),
        // A trainee's second progress at the event that is left loses its event, as with any deleted event.
        Related::moved("training_progress", "event_id", Twins::Stay(&["trainee_id"])),
        // An event has one recruitment, and one request of each kind: a second one is in the way.
        Related::moved("instructor_recruitment", "event_id", Twins::Stay(&[])),
        Related::moved("workshop_request", "event_id", Twins::Stay(&[])),
        Related::moved("workshop_inquiry_request", "event_id", Twins::Stay(&[])),
        Related::moved("self_organised_submission", "event_id", Twins::Stay(&[])),
    ],
    settle: on_the_internet,
};

/// An online event is on the Internet, whichever event the rest was taken from (DM-EVENT-04).
fn on_the_internet(values: &mut Map<String, Value>) {
    if values.get("country").and_then(Value::as_str) == Some("W3") {
        for column in ["venue", "address"] {
            values.insert(column.to_owned(), "Internet".into());
        }
        for column in ["latitude", "longitude"] {
            values.insert(column.to_owned(), Value::Null);
        }
    }
}
