//! Writing tasks; each saves its event again (DM-TASK-10).

use super::TaskInput;
use crate::Result;
use crate::db::Change;
use crate::email_action::Subject;
use crate::event::{self, ReportsLink};

/// Stores a new task that has passed [`TaskInput::check`]; gives its id.
///
/// # Errors
/// When the database refuses; the same task may have been added meanwhile.
pub async fn create(change: &mut Change, input: &TaskInput, reports: &ReportsLink) -> Result<i32> {
    let id = sqlx::query_scalar!(
        "INSERT INTO task (event_id, person_id, role_id, seat_membership_id, allocated_benefit_id) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        input.event,
        input.person,
        input.role,
        input.seat_membership,
        input.allocated_benefit.flatten()
    )
    .fetch_one(&mut **change)
    .await?;
    event::resave(change, input.event, reports).await?;
    Ok(id)
}

/// Stores a changed task that has passed [`TaskInput::check`]; both its old and its new event are saved again. Gives whether a
/// benefit that it used gave way to the membership's seat: a form that does not ask for benefits cannot empty the field (DM-TASK-06).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: &TaskInput, reports: &ReportsLink) -> Result<bool> {
    let before = sqlx::query!("SELECT event_id, allocated_benefit_id FROM task WHERE id = $1 FOR UPDATE", id)
        .fetch_one(&mut **change)
        .await?;
    let wanted = input.allocated_benefit.unwrap_or(before.allocated_benefit_id);
    let benefit = wanted.filter(|_| input.seat_membership.is_none());
    sqlx::query!(
        "UPDATE task SET event_id = $2, person_id = $3, role_id = $4, seat_membership_id = $5, allocated_benefit_id = $6 WHERE id = $1",
        id,
        input.event,
        input.person,
        input.role,
        input.seat_membership,
        benefit
    )
    .execute(&mut **change)
    .await?;
    change.touch(Subject::Task(id));
    if before.event_id != input.event {
        event::resave(change, before.event_id, reports).await?;
    }
    event::resave(change, input.event, reports).await?;
    Ok(benefit != wanted)
}

/// Deletes a task; nothing refers to tasks.
///
/// # Errors
/// When the database refuses.
pub async fn remove(change: &mut Change, id: i32, reports: &ReportsLink) -> Result<()> {
    let event = sqlx::query_scalar!("DELETE FROM task WHERE id = $1 RETURNING event_id", id).fetch_one(&mut **change).await?;
    event::resave(change, event, reports).await
}
