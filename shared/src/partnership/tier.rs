//! Tiers of partnerships: how many credits they begin with.

use uuid::Uuid;

use crate::Result;
use crate::db::Db;

/// A tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Tier id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Credits that a partnership of this tier begins with.
    pub credits: i32,
}

impl Tier {
    /// Display string.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({} credits)", self.name, self.credits)
    }
}

/// All tiers, those with fewer credits first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn tiers(db: &mut Db) -> Result<Vec<Tier>> {
    Ok(sqlx::query_as!(Tier, "SELECT id, name, credits FROM partnership_tier ORDER BY credits, name, id").fetch_all(db).await?)
}
