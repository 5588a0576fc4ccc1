//! What merging two events merges (DM-MERGE-20, DM-MERGE-21, EVT-03).

use serde_json::{Map, Value};

use super::declaration::Dropped::Deleted;
use super::declaration::{Hooks, Mergeable, Related, Scalar, Twins};
use super::related::Ids;
use crate::Result;
use crate::db::Change;
use crate::email_action;
use crate::record::Kind;

/// Two events. Membership, benefit and repository data stay the survivor's.
pub static EVENT: Mergeable = Mergeable {
    kind: Kind::Event,
    scalars: &[
        Scalar::of("slug", &["slug"]),
        Scalar::of("completed", &["completed"]).shown("CASE WHEN t.completed THEN 'yes' ELSE 'no' END"),
        Scalar::of("assigned_to", &["assigned_to_id"])
            .shown("(SELECT person_label(p) FROM person p WHERE p.id = t.assigned_to_id)"),
        Scalar::of("start", &["start"]),
        Scalar::of("end", &["end"]),
        Scalar::of("host", &["host_id"]).shown("(SELECT organization_label(o) FROM organization o WHERE o.id = t.host_id)"),
        Scalar::of("sponsor", &["sponsor_id"])
            .shown("(SELECT organization_label(o) FROM organization o WHERE o.id = t.sponsor_id)"),
        Scalar::of("administrator", &["administrator_id"])
            .shown("(SELECT organization_label(o) FROM organization o WHERE o.id = t.administrator_id)"),
        Scalar::of("public_status", &["public_status"]),
        Scalar::of("url", &["url"]),
        Scalar::of("language", &["language_id"]).shown("(SELECT l.name FROM language l WHERE l.id = t.language_id)"),
        Scalar::of("reg_key", &["reg_key"]),
        // D-06: AMY offers the next one, open applications and the category, and forgets them.
        Scalar::of("manual_attendance", &["manual_attendance"]),
        Scalar::of("country", &["country"]).shown("(SELECT c.name FROM country c WHERE c.code = t.country)"),
        Scalar::of("latitude", &["latitude"]),
        Scalar::of("longitude", &["longitude"]),
        Scalar::of("learners_pre", &["learners_pre"]),
        Scalar::of("learners_post", &["learners_post"]),
        Scalar::of("instructors_pre", &["instructors_pre"]),
        Scalar::of("instructors_post", &["instructors_post"]),
        Scalar::of("learners_longterm", &["learners_longterm"]),
        Scalar::of("open_TTT_applications", &["open_ttt_applications"])
            .shown("CASE WHEN t.open_ttt_applications THEN 'yes' ELSE 'no' END"),
        Scalar::of("event_category", &["event_category_id"])
            .shown("(SELECT c.name FROM event_category c WHERE c.id = t.event_category_id)"),
        Scalar::text("contact", &["contact"], ";"),
        Scalar::text("venue", &["venue"], ", "),
        Scalar::text("address", &["address"], ", "),
    ],
    sets: &[
        Related::chosen(
            "tags",
            "event_tag",
            "event_id",
            Deleted,
            Twins::Unique(&["tag_id"]),
            "(SELECT x.name FROM tag x WHERE x.id = r.tag_id)",
        ),
        Related::chosen(
            "curricula",
            "event_curriculum",
            "event_id",
            Deleted,
            Twins::Unique(&["curriculum_id"]),
            "(SELECT x.name FROM curriculum x WHERE x.id = r.curriculum_id)",
        ),
        Related::chosen(
            "lessons",
            "event_lesson",
            "event_id",
            Deleted,
            Twins::Unique(&["lesson_id"]),
            "(SELECT x.name FROM lesson x WHERE x.id = r.lesson_id)",
        ),
        Related::chosen(
            "task_set",
            "task",
            "event_id",
            Deleted,
            Twins::Unique(&["person_id", "role_id"]),
            "(SELECT person_label(p) FROM person p WHERE p.id = r.person_id) || ', ' || (SELECT role_label(o.name, o.verbose_name) FROM role o WHERE o.id = r.role_id)",
        ),
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
        Related::moved("calendar_feed", "event_id", Twins::None),
    ],
    lost: &[],
    consents: None,
    is_stamped: false,
    settle: on_the_internet,
    hooks: Hooks {
        before: |change, ids, _| Box::pin(async move { recruitments(change, ids).await.map(|()| Value::Null) }),
        // Emails about the event that goes are called off, but for what was sent; those of others tell of the survivor.
        after: |change, ids, _| Box::pin(email_action::repoint(change, (Kind::Event, "event"), ids.other, ids.base, false)),
    },
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

/// Where both events recruit, the sign-ups of both go to the survivor's recruitment.
async fn recruitments(change: &mut Change, ids: Ids) -> Result<()> {
    sqlx::query!(
        "UPDATE instructor_recruitment_signup s SET recruitment_id = kept.id
         FROM instructor_recruitment kept, instructor_recruitment gone
         WHERE kept.event_id = $1 AND gone.event_id = $2 AND s.recruitment_id = gone.id
           AND NOT EXISTS (SELECT FROM instructor_recruitment_signup x WHERE x.recruitment_id = kept.id AND x.person_id = s.person_id)",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "DELETE FROM instructor_recruitment r WHERE r.event_id = $2
           AND EXISTS (SELECT FROM instructor_recruitment kept WHERE kept.event_id = $1)",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
