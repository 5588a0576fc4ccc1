//! Closing and reopening a process (DM-ST-20, DM-ST-21).

use crate::Result;
use crate::db::Change;

/// What a button asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusAction {
    /// No more applications.
    Close,
    /// Applications again.
    Reopen,
}

impl StatusAction {
    /// The action that a form names; nothing for any other.
    #[must_use]
    pub fn of(action: &str) -> Option<Self> {
        match action {
            "close" => Some(Self::Close),
            "reopen" => Some(Self::Reopen),
            _ => None,
        }
    }
}

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is closed already.
    #[error("This process is closed already.")]
    NotOpen,
    /// Nobody has decided about some application.
    #[error("Decide about the pending applications first.")]
    Pending,
    /// It is open already.
    #[error("This process is open already.")]
    NotClosed,
}

/// Closes an open process without pending applications, or reopens a closed one; any other changes nothing. `None` when there
/// is no such process.
///
/// # Errors
/// When the database refuses.
pub async fn change_status(change: &mut Change, id: i32, action: StatusAction) -> Result<Option<Result<(), Refused>>> {
    // The row is held first: an application that comes in meanwhile refers to it, and so waits or is seen. So does a task of the
    // event: emails follow from both, and each must see the other.
    let row = sqlx::query!(
        "SELECT r.status FROM instructor_recruitment r JOIN event e ON e.id = r.event_id WHERE r.id = $1
         FOR NO KEY UPDATE OF e FOR UPDATE OF r",
        id
    )
    .fetch_optional(&mut **change)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let becomes = match (action, row.status == super::Status::Open.code()) {
        (StatusAction::Close, false) => return Ok(Some(Err(Refused::NotOpen))),
        (StatusAction::Reopen, true) => return Ok(Some(Err(Refused::NotClosed))),
        (StatusAction::Close, true) => super::Status::Closed,
        (StatusAction::Reopen, false) => super::Status::Open,
    };
    let now = change.now();
    let done = sqlx::query!(
        "UPDATE instructor_recruitment SET status = $2, last_updated_at = $3 WHERE id = $1
         AND ($2 = 'o' OR NOT EXISTS (SELECT FROM instructor_recruitment_signup s WHERE s.recruitment_id = $1 AND s.state = 'p'))",
        id,
        becomes.code(),
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(Some(if done.rows_affected() == 1 { Ok(()) } else { Err(Refused::Pending) }))
}

#[cfg(test)]
mod tests {
    use super::StatusAction;

    #[test]
    fn dm_st_20_and_dm_st_21_there_are_two_actions() {
        assert_eq!(StatusAction::of("close"), Some(StatusAction::Close));
        assert_eq!(StatusAction::of("reopen"), Some(StatusAction::Reopen));
        for unknown in ["", "Close", "open", "o"] {
            assert_eq!(StatusAction::of(unknown), None, "{unknown}");
        }
    }
}
