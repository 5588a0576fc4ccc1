//! What the award form sends (AWD-01), and what it may start from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::badge::INSTRUCTOR;
use crate::db::Db;

/// The award form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardInput {
    /// Who gets it.
    pub person: i32,
    /// Which badge.
    pub badge: i32,
    /// When.
    pub awarded: NaiveDate,
    /// Where it was earned.
    pub event: Option<i32>,
    /// Who gives it.
    pub awarded_by: Option<i32>,
    /// Whoever awards knows that the person failed something on the way (DM-ST-30); asked where they did.
    #[serde(default, skip_serializing)]
    pub confirmed: bool,
}

/// What the form is filled with when it is opened for a trainee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// The badge `instructor`.
    pub badge: i32,
    /// The event of the trainee's training, if they passed exactly one.
    pub event: Option<i32>,
}

/// The preset for a trainee (DM-AWARD-04); `None` where there is no badge for instructors. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn after_training(db: &mut Db, person: i32) -> Result<Option<Preset>> {
    Ok(sqlx::query_as!(
        Preset,
        "SELECT b.id AS badge, (
            SELECT max(p.event_id) FROM training_progress p JOIN training_requirement r ON r.id = p.requirement_id
            WHERE p.trainee_id = $1 AND p.state = 'p' AND r.name = 'Training' HAVING count(*) = 1) AS event
         FROM badge b WHERE b.name = $2",
        person,
        INSTRUCTOR
    )
    .fetch_optional(db)
    .await?)
}
