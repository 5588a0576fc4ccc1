//! Giving a partnership more days or more credits (PAR-05, PAR-06, DM-PART-07).

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::access::Viewer;
use crate::agreement::{ExtendInput, Extension};
use crate::check::{FieldErrors, Input};
use crate::comment;
use crate::db::{Change, Db};
use crate::record::Kind;

/// Moves the end of the partnership, adds the days to its extensions, and leaves a comment by `author`. Gives the days; `None`
/// where the new end is not after the current one, and then nothing has changed.
///
/// # Errors
/// When the database refuses.
pub async fn extend(change: &mut Change, id: i32, input: &ExtendInput, author: &Viewer) -> Result<Option<i32>> {
    let now = change.now();
    let days = sqlx::query_scalar!(
        r#"UPDATE partnership p SET last_updated_at = $3, agreement_end = $2, extensions = p.extensions || ($2 - p.agreement_end)
           FROM (SELECT id, agreement_end FROM partnership WHERE id = $1 FOR UPDATE) old
           WHERE p.id = old.id AND old.agreement_end < $2 RETURNING $2 - old.agreement_end AS "days!""#,
        id,
        input.new_agreement_end,
        now
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(days) = days {
        let (by, end) = (format!("{days} days"), format!("new end date: {}", input.new_agreement_end));
        tell(change, id, &by, &end, &input.comment, author).await?;
    }
    Ok(days)
}

/// The fields of the screen that gives more credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendCreditsInput {
    /// The new number of credits.
    pub new_credits: i32,
    /// Why; goes into the comment that the extension leaves.
    #[serde(default)]
    pub comment: String,
}

impl Input for ExtendCreditsInput {
    /// The credits as they are now.
    type Own = i32;

    async fn check(&self, _db: &mut Db, now: &i32) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(self.new_credits > *now, "new_credits", "Enter more than the current credits.");
        Ok(errors)
    }
}

/// Sets the credits of the partnership, adds the difference to their extensions, and leaves a comment by `author`. Gives the
/// difference; `None` where there are no fewer credits now, and then nothing has changed.
///
/// # Errors
/// When the database refuses.
pub async fn extend_credits(change: &mut Change, id: i32, input: &ExtendCreditsInput, author: &Viewer) -> Result<Option<i32>> {
    let now = change.now();
    let difference = sqlx::query_scalar!(
        r#"UPDATE partnership p SET last_updated_at = $3, credits = $2, credits_extensions = p.credits_extensions || ($2 - p.credits)
           FROM (SELECT id, credits FROM partnership WHERE id = $1 FOR UPDATE) old
           WHERE p.id = old.id AND old.credits < $2 RETURNING $2 - old.credits AS "difference!""#,
        id,
        input.new_credits,
        now
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(difference) = difference {
        let (by, credits) = (format!("{difference} credits"), format!("new credits: {}", input.new_credits));
        tell(change, id, &by, &credits, &input.comment, author).await?;
    }
    Ok(difference)
}

async fn tell(change: &mut Change, id: i32, by: &str, now: &str, said: &str, author: &Viewer) -> Result<()> {
    let text = Extension { by, on: change.today(), now, comment: said }.text();
    comment::add(change, Kind::Partnership, &id.to_string(), author, &text, None).await?;
    Ok(())
}
