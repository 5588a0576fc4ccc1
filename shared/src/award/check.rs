//! The rules of an award (DM-AWARD-02, DM-AWARD-05, DM-AWARD-07, DM-ST-30).

use super::AwardInput;
use crate::Result;
use crate::badge::{INSTRUCTOR, RETIRED};
use crate::check::{FieldErrors, Input};
use crate::db::Db;

impl Input for AwardInput {
    type Own = ();

    async fn check(&self, db: &mut Db, _own: &()) -> Result<FieldErrors> {
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM person WHERE id = $1) AS "person!",
                (SELECT name FROM badge WHERE id = $2) AS badge,
                ($3::int IS NULL OR EXISTS (SELECT FROM event WHERE id = $3)) AS "event!",
                ($3::int IS NULL OR earned_instructor_at($1, $3)) AS "earned!",
                ($4::int IS NULL OR EXISTS (SELECT FROM person WHERE id = $4)) AS "awarded_by!",
                EXISTS (SELECT FROM award WHERE person_id = $1 AND badge_id = $2) AS "held!",
                EXISTS (SELECT FROM training_progress WHERE trainee_id = $1 AND state = 'f') AS "failed!""#,
            self.person,
            self.badge,
            self.event,
            self.awarded_by
        )
        .fetch_one(db)
        .await?;
        let mut errors = FieldErrors::default();
        errors.require(facts.person, "person", "This person does not exist any more. Choose another.");
        errors.require(facts.awarded_by, "awarded_by", "This person does not exist any more. Choose another.");
        errors.require(facts.event, "event", "This event does not exist any more. Choose another.");
        match facts.badge.as_deref() {
            None => errors.add("badge", "This badge does not exist any more. Choose another."),
            Some(badge) => {
                errors.require(!RETIRED.contains(&badge), "badge", "This badge is not awarded any more. Choose another.");
                errors.require(
                    badge != INSTRUCTOR || !facts.event || facts.earned,
                    "event",
                    "This person has not passed a training there. Choose the event of a training that they passed, or none.",
                );
            }
        }
        errors.require(
            !facts.failed || self.confirmed,
            "confirmed",
            "This person failed a part of their training. Tick the box to award the badge all the same.",
        );
        errors.require(!facts.held, FieldErrors::FORM, "This person holds this badge already.");
        Ok(errors)
    }
}
