//! What the form under the list of applications sends, and its rules (DM-TREQ-11).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::Action;
use super::super::bulk::require_possible;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The fields of the form by their names. Those of the service offering are there only while it is switched on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingInput {
    /// The chosen applications.
    pub requests: Vec<i32>,
    /// The training.
    pub event: i32,
    /// The membership whose seats all of them take.
    pub seat_membership: Option<i32>,
    /// The benefit that all of them draw on.
    #[serde(default)]
    pub allocated_benefit: Option<Uuid>,
    /// Let each application's registration code tell.
    pub auto_assign: bool,
    /// The benefit to look for where a code is a partnership's.
    #[serde(default)]
    pub benefit_override: Option<Uuid>,
}

impl Input for TrainingInput {
    /// Whether the flag `SERVICE_OFFERING` is on.
    type Own = bool;

    /// Two statements: the applications, and the rest.
    async fn check(&self, db: &mut Db, own: &bool) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        require_possible(db, &self.requests, Action::MatchToTraining, &mut errors).await?;
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = $1 AND t.name = 'TTT') AS "training!",
                ($2::int IS NULL OR EXISTS (SELECT FROM membership WHERE id = $2)) AS "membership!",
                ($3::uuid IS NULL OR EXISTS (SELECT FROM account_benefit a JOIN benefit b ON b.id = a.benefit_id
                    WHERE a.id = $3 AND b.unit_type = 'seat')) AS "allocated!",
                ($4::uuid IS NULL OR EXISTS (SELECT FROM benefit WHERE id = $4 AND unit_type = 'seat')) AS "override!""#,
            self.event,
            self.seat_membership,
            self.allocated_benefit,
            self.benefit_override
        )
        .fetch_one(db)
        .await?;
        errors.require(facts.training, "event", "This is no training. Choose an event tagged TTT.");
        errors.require(facts.membership, "seat_membership", "This membership does not exist any more. Choose another.");
        errors.require(facts.allocated, "allocated_benefit", "Choose a benefit that consists of seats.");
        errors.require(facts.r#override, "benefit_override", "Choose a benefit that consists of seats.");
        let (seat, benefit) = (self.seat_membership.is_some(), self.allocated_benefit.is_some());
        errors.require(!(seat && benefit), "allocated_benefit", "Choose either a membership or a benefit, not both.");
        errors.require(
            !(self.auto_assign && (seat || benefit)),
            "auto_assign",
            "Either let the registration codes tell, or choose a membership or benefit for all.",
        );
        errors.require(
            !own || self.benefit_override.is_some(),
            "benefit_override",
            "Choose the benefit to look for where a code is a partnership's.",
        );
        Ok(errors)
    }
}

/// The benefit that the form starts from.
const USUAL: &str = "Instructor Training";

/// The id of the benefit that the form starts from, if there is one: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn usual_benefit(db: &mut Db) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM benefit WHERE name = $1 AND unit_type = 'seat' ORDER BY active DESC, id LIMIT 1",
        USUAL
    )
    .fetch_optional(db)
    .await?)
}
