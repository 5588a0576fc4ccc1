//! What the task form sends, and its rules (TSK-02, DM-TASK-01 … DM-TASK-06).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{INSTRUCTOR, LEARNER};
use crate::Result;
use crate::benefit;
use crate::check::{FieldErrors, Input, asked};
use crate::db::Db;

/// The task form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskInput {
    /// Event id.
    pub event: i32,
    /// Person id.
    pub person: i32,
    /// Role id.
    pub role: i32,
    /// Membership whose training seat is used.
    pub seat_membership: Option<i32>,
    /// Benefit of an account, counted in seats, that it uses; `None` leaves it as it is (some forms do not ask).
    #[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]
    pub allocated_benefit: Option<Option<Uuid>>,
}

/// A task as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: TaskInput,
    /// Counts as an open applicant; kept, not asked for.
    pub seat_open_training: bool,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored task `id` as the form shows it: one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut PgConnection, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM task WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT t.event_id, t.person_id, t.role_id, t.seat_membership_id, t.seat_open_training, t.allocated_benefit_id,
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'task' AND v.object_id = t.id::text) AS "version!"
           FROM task t WHERE t.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        input: TaskInput {
            event: row.event_id,
            person: row.person_id,
            role: row.role_id,
            seat_membership: row.seat_membership_id,
            allocated_benefit: Some(row.allocated_benefit_id),
        },
        seat_open_training: row.seat_open_training,
        version: row.version,
    }))
}

/// What a task's rules must know besides its input.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// The task's own number when it exists.
    pub id: Option<i32>,
    /// Whether it counts as an open application.
    pub open_training: bool,
    /// The current date, which decides what community roles are active.
    pub today: NaiveDate,
}

impl Input for TaskInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM event WHERE id = $1) AS "event!",
                EXISTS (SELECT FROM person WHERE id = $2) AS "person!",
                (SELECT name FROM role WHERE id = $3) AS role,
                ($4::int IS NULL OR EXISTS (SELECT FROM membership WHERE id = $4)) AS "membership!",
                ($8::uuid IS NULL OR EXISTS (SELECT FROM account_benefit a JOIN benefit b ON b.id = a.benefit_id
                    WHERE a.id = $8 AND b.unit_type = $9)) AS "benefit!",
                EXISTS (SELECT FROM task WHERE event_id = $1 AND person_id = $2 AND role_id = $3 AND id IS DISTINCT FROM $5) AS "taken!",
                EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = $1 AND t.name = 'TTT') AS "is_ttt!",
                coalesce((SELECT open_ttt_applications FROM event WHERE id = $1), false) AS "is_open!",
                ARRAY(SELECT community_role_is_active(c, $6) FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
                    WHERE c.person_id = $2 AND lower(cc.name) = (
                        SELECT CASE WHEN o.domain = $7 THEN 'trainer' ELSE 'instructor' END
                        FROM event e LEFT JOIN organization o ON o.id = e.administrator_id WHERE e.id = $1)) AS "community_roles!""#,
            self.event,
            self.person,
            self.role,
            self.seat_membership,
            own.id,
            own.today,
            crate::event::INSTRUCTOR_TRAINING,
            self.allocated_benefit.flatten(),
            benefit::SEAT
        )
        .fetch_one(db)
        .await?;

        errors.require(facts.event, "event", "This event does not exist any more. Choose another.");
        errors.require(facts.person, "person", "This person does not exist any more. Choose another.");
        errors.require(facts.role.is_some(), "role", "This role does not exist any more. Choose another.");
        errors.require(facts.membership, "seat_membership", "This membership does not exist any more. Choose another.");
        errors.require(facts.benefit, "allocated_benefit", "Choose a benefit that is counted in seats.");
        // DM-TASK-06
        errors.require(
            self.seat_membership.is_none() || self.allocated_benefit.flatten().is_none(),
            "allocated_benefit",
            "A task takes a membership's seat or a benefit's, and not both. Empty one of them.",
        );
        errors.require(!facts.taken, FieldErrors::FORM, "This person has this role at this event already.");
        let role = facts.role.unwrap_or_default();
        // DM-TASK-05: having no such community role at all is fine.
        let roles: Vec<bool> = facts.community_roles;
        errors.require(
            role != INSTRUCTOR || roles.is_empty() || roles.contains(&true),
            "role",
            "This person's community role is inactive, so they cannot be an instructor here.",
        );
        if self.seat_membership.is_some() {
            errors.require(facts.is_ttt, "seat_membership", "Only an event tagged TTT has training seats.");
            errors.require(
                !own.open_training,
                FieldErrors::FORM,
                "A task cannot use a member's seat and be an open application at the same time.",
            );
        }
        if own.open_training {
            errors.require(facts.is_ttt && facts.is_open, FieldErrors::FORM, "This event takes no open applications.");
        }
        if self.seat_membership.is_some() || own.open_training {
            errors.require(role == LEARNER, "role", "Only a learner takes a training seat.");
        }
        Ok(errors)
    }
}
