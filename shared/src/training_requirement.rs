//! What a trainee must pass (data-model.md §2.9).

use sqlx::PgConnection;

use crate::Result;

/// A requirement that a form offers, with what its progress must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Record id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Progress needs an address.
    pub url_required: bool,
    /// Progress needs a training.
    pub event_required: bool,
    /// Progress needs an activity in the community.
    pub involvement_required: bool,
}

/// All requirements by name: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        "SELECT id, name, url_required, event_required, involvement_required FROM training_requirement ORDER BY name"
    )
    .fetch_all(db)
    .await?)
}
