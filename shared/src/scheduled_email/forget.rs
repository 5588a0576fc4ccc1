//! Emails that wait, and somebody who is archived or deleted (EML-TRG-02, W-24).

use sqlx::types::Json;
use uuid::Uuid;

use super::transition::{Step, step_all};
use super::{Action, Recipient, Record, Scalar, TransitionError};
use crate::Result;
use crate::db::Change;
use crate::record::Kind;

/// What is a person's own: nobody else is ever written to about it.
const OWN: [Kind; 4] = [Kind::Person, Kind::Award, Kind::Task, Kind::InstructorRecruitmentSignup];

/// Calls off the emails that wait to be sent to an archived person and to nobody else, and are about what is theirs or about nothing:
/// sending them could only fail. Those about events, memberships and partnerships stay, since they are made once only (EML-ACT-02), and
/// go to whoever is entered next. Two statements.
///
/// # Errors
/// When the database refuses.
pub async fn forget(change: &mut Change, person: i32) -> Result<()> {
    let own = OWN.map(|kind| kind.object_type().to_owned());
    let alone: Vec<Uuid> = sqlx::query_scalar!(
        "SELECT id FROM scheduled_email WHERE state IN ('scheduled', 'failed') AND to_header_context_json = $1
            AND (target_type IS NULL OR target_type = ANY($2)) ORDER BY id FOR UPDATE",
        Json([Recipient::person(person)]) as _,
        &own
    )
    .fetch_all(&mut **change)
    .await?;
    let author = change.person();
    let step = Step::by(author, Action::Withdraw, "Called off: the person whom it would go to was archived.");
    step_all(change, &alone, step).await.map_err(TransitionError::into_error)?;
    Ok(())
}

/// Has the emails that wait and name a person who was deleted as the one who looks after something name nobody there: an email that is
/// never updated could not be sent otherwise (W-24). One statement.
///
/// # Errors
/// When the database refuses.
pub async fn forget_assignee(change: &mut Change, person: i32) -> Result<()> {
    let (now, author) = (change.now(), change.person());
    sqlx::query!(
        "WITH naming AS (
            SELECT id, state FROM scheduled_email WHERE state IN ('scheduled', 'locked', 'failed') AND context_json ->> 'assignee' = $1
            ORDER BY id FOR UPDATE
        ), logged AS (
            INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
            SELECT $3, id, state, state, 'Names no assignee any more: the person was deleted.', $4 FROM naming
        )
        UPDATE scheduled_email e SET version = e.version + 1, last_updated_at = $3,
            context_json = jsonb_set(e.context_json, '{assignee}', to_jsonb($2::text))
        FROM naming n WHERE n.id = e.id",
        Record::new("person", person).to_string(),
        Scalar::None.to_string(),
        now,
        author
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
