//! Accepting a request by making its event (DM-ST-11).

use super::Kind;
use super::kind::on_table;
use crate::Result;
use crate::db::Change;
use crate::email_action::Occurrence;
use crate::event::{self, EventInput, ReportsLink};
use crate::task;

/// What accepting a request has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The event.
    pub event: i32,
    /// The host's task at it, where the host is a person whom we know.
    pub host_task: Option<i32>,
}

/// Makes the event, links it to the request, accepts the request, and gives the person who asked the role `host`: all of it or
/// nothing. `None`, and nothing done, unless the request is there and still pending.
///
/// # Errors
/// When the database refuses; the slug or website may have been taken meanwhile.
pub async fn accept(
    change: &mut Change,
    kind: Kind,
    id: i32,
    event: EventInput,
    reports: &ReportsLink,
) -> Result<Option<Accepted>> {
    let now = change.now();
    // Taking the row first keeps a second click waiting, which then finds it accepted.
    let taken = on_table!(
        &mut **change,
        kind,
        "UPDATE "..." SET state = 'a', last_updated_at = $2 WHERE id = $1 AND state = 'p'",
        id,
        now
    )?;
    if taken.rows_affected() == 0 {
        return Ok(None);
    }
    let event = event::create(change, event, reports).await?;
    on_table!(&mut **change, kind, "UPDATE "..." SET event_id = $2 WHERE id = $1", id, event)?;
    let host = super::related(change, kind, id).await?.and_then(|related| related.host_person);
    let host_task = match host {
        Some(person) => Some(task::ensure(change, event, person, task::HOST, reports).await?.id),
        None => None,
    };
    if kind == Kind::Submission {
        change.occur(Occurrence::SelfOrganised(event));
    }
    Ok(Some(Accepted { event, host_task }))
}
