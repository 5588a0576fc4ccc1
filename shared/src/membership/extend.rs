//! Making a membership longer (DM-MEMB-17).

use crate::Result;
use crate::access::Viewer;
use crate::agreement::{ExtendInput, Extension};
use crate::comment;
use crate::db::Change;
use crate::record::Kind;

/// Moves the end of the membership, adds the days to its extensions, and leaves a comment by `author`. Gives the days; `None`
/// where the new end is not after the current one, and then nothing has changed.
///
/// # Errors
/// When the database refuses.
pub async fn extend(change: &mut Change, id: i32, input: &ExtendInput, author: &Viewer) -> Result<Option<i32>> {
    let days = sqlx::query_scalar!(
        r#"UPDATE membership m SET agreement_end = $2, extensions = m.extensions || ($2 - m.agreement_end)
           FROM (SELECT id, agreement_end FROM membership WHERE id = $1 FOR UPDATE) old
           WHERE m.id = old.id AND old.agreement_end < $2 RETURNING $2 - old.agreement_end AS "days!""#,
        id,
        input.new_agreement_end
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(days) = days {
        let (by, now) = (format!("{days} days"), format!("new end date: {}", input.new_agreement_end));
        let text = Extension { by: &by, on: change.today(), now: &now, comment: &input.comment }.text();
        comment::add(change, Kind::Membership, &id.to_string(), author, &text, None).await?;
    }
    Ok(days)
}
