//! What has happened to an email.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Result;

/// So many rows of the log are shown.
pub const SHOWN: i64 = 500;

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LogRow {
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub created_at: DateTime<Utc>,
    /// The state before, by its code; none before the email was scheduled.
    pub state_before: Option<String>,
    /// The state after, by its code.
    pub state_after: String,
    /// What happened.
    pub details: String,
    /// Who did it; nobody for the system.
    pub author_id: Option<i32>,
    /// That person's full name.
    pub author: Option<String>,
}

/// The newest rows of an email's log, newest first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn log(db: &mut PgConnection, email: Uuid) -> Result<Vec<LogRow>> {
    Ok(sqlx::query_as!(
        LogRow,
        r#"SELECT l.id, l.created_at, l.state_before, l.state_after, l.details, l.author_id,
            CASE WHEN p.id IS NOT NULL THEN person_full_name(p) END AS author
           FROM scheduled_email_log l LEFT JOIN person p ON p.id = l.author_id
           WHERE l.scheduled_email_id = $1 ORDER BY l.created_at DESC, l.position DESC LIMIT $2"#,
        email,
        SHOWN
    )
    .fetch_all(db)
    .await?)
}
