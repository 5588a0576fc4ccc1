//! Deciding about applications, and taking one's own back (DM-ST-25 … DM-ST-27, DM-RECR-15).

use crate::Result;
use crate::db::Change;
use crate::decision::Decision;
use crate::email_action::Subject;
use crate::event::ReportsLink;
use crate::task;

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The event.
    pub event: i32,
    /// The person.
    pub person: i32,
    /// The instructor's task at the event that was there before: worth a warning whatever was decided, since no decision
    /// deletes one.
    pub task_before: Option<i32>,
    /// The task that accepting has made.
    pub task_made: Option<i32>,
}

/// Sets an application's state, whatever it was and whether the process is open (DM-ST-25). Accepting sees to it that the person
/// is an instructor at the event (DM-ST-26). `None` when there is no such application.
///
/// # Errors
/// When the database refuses.
pub async fn decide(change: &mut Change, signup: i32, decision: Decision, reports: &ReportsLink) -> Result<Option<Decided>> {
    let now = change.now();
    let row = sqlx::query!(
        r#"UPDATE instructor_recruitment_signup s SET state = $2, last_updated_at = $3
           FROM instructor_recruitment i WHERE s.id = $1 AND i.id = s.recruitment_id
           RETURNING i.event_id, s.person_id, (SELECT t.id FROM task t JOIN role r ON r.id = t.role_id
                WHERE t.event_id = i.event_id AND t.person_id = s.person_id AND r.name = 'instructor') AS task"#,
        signup,
        decision.code(),
        now
    )
    .fetch_optional(&mut **change)
    .await?;
    let Some(row) = row else { return Ok(None) };
    // The same decision once more is one, too.
    change.touch(Subject::Signup(signup));
    let mut decided = Decided { event: row.event_id, person: row.person_id, task_before: row.task, task_made: None };
    if decision == Decision::Accepted {
        let task = task::ensure(change, row.event_id, row.person_id, task::INSTRUCTOR, reports).await?;
        if task.existed {
            decided.task_before = Some(task.id);
        } else {
            decided.task_made = Some(task.id);
        }
    }
    Ok(Some(decided))
}

/// Changes what staff wrote about an application (REC-06); gives whether there is one.
///
/// # Errors
/// When the database refuses.
pub async fn edit_notes(change: &mut Change, signup: i32, notes: &str) -> Result<bool> {
    let now = change.now();
    let done = sqlx::query!(
        "UPDATE instructor_recruitment_signup SET notes = $2, last_updated_at = $3 WHERE id = $1",
        signup,
        notes,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What came of taking an application back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resigned {
    /// It is gone.
    Done,
    /// It was decided about already, so they must write to us.
    Decided,
}

/// Deletes an application of `person`'s own in an open process, as long as nothing was decided (DM-RECR-15). A task stays.
/// `None` when there is no such application.
///
/// # Errors
/// When the database refuses.
pub async fn resign(change: &mut Change, signup: i32, person: i32) -> Result<Option<Resigned>> {
    let row = sqlx::query!(
        r#"WITH own AS (SELECT s.id, s.state FROM instructor_recruitment_signup s JOIN instructor_recruitment i ON i.id = s.recruitment_id
                WHERE s.id = $1 AND s.person_id = $2 AND i.status = 'o' FOR UPDATE OF s),
            gone AS (DELETE FROM instructor_recruitment_signup s USING own WHERE s.id = own.id AND own.state = 'p' RETURNING s.id)
           SELECT EXISTS (SELECT FROM gone) AS "gone!" FROM own"#,
        signup,
        person
    )
    .fetch_optional(&mut **change)
    .await?;
    Ok(row.map(|row| if row.gone { Resigned::Done } else { Resigned::Decided }))
}
