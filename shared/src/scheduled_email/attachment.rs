//! Files sent with an email (DM-MAIL-05).

use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::transition::{Step, step};
use super::{Action, TransitionError};
use crate::Result;
use crate::db::Change;

/// How long a link to a file works, unless somebody asks for another time.
pub const LINK_LIFE: Duration = Duration::seconds(3600);
/// The column holds so many characters of a key.
const LONGEST_KEY: usize = 200;
/// What a file without a name is called.
const UNNAMED: &str = "attachment";

/// A file sent with an email.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The name that its recipient sees.
    pub filename: String,
    /// Its key in the bucket.
    pub s3_path: String,
    /// The bucket; empty for the configured one.
    pub s3_bucket: String,
    /// The last link that was made to it.
    pub presigned_url: String,
    /// Until when the link works.
    pub presigned_url_expiration: Option<DateTime<Utc>>,
    /// Its size in bytes, where it is known.
    pub size: Option<i64>,
    /// It is made when the email is sent, and is never in the bucket (emails.md 3.8).
    pub is_pending: bool,
}

impl Attachment {
    /// The link, as long as it works.
    #[must_use]
    pub fn link(&self, now: DateTime<Utc>) -> Option<&str> {
        (!is_expired(self.presigned_url_expiration, now) && !self.presigned_url.is_empty()).then_some(self.presigned_url.as_str())
    }
}

/// Whether a link works no more: it has no time, or its time has come.
fn is_expired(expiration: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    expiration.is_none_or(|expiration| now >= expiration)
}

/// The key of a file in the bucket: `{email id}/{attachment id}-{filename}`, the name without what parts paths and cut to fit.
#[must_use]
pub fn object_key(email: Uuid, attachment: Uuid, filename: &str) -> String {
    let key = format!("{email}/{attachment}-");
    let safe: String = filename.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\')).collect();
    let safe = if safe.trim().is_empty() { UNNAMED } else { safe.trim() };
    // The end stays, since it tells the type.
    let room = LONGEST_KEY - key.len();
    let cut = safe.chars().count().saturating_sub(room);
    key + &safe.chars().skip(cut).collect::<String>()
}

/// Adds a file that is in the bucket under [`object_key`] with this `id` to an email that may still be changed. One of this name
/// that would be made when the email is sent (emails.md 3.8) gives way to it: it may be one that cannot be made.
///
/// # Errors
/// When the email is in no state to be changed, or the database refuses.
pub async fn add_attachment(
    change: &mut Change,
    email: Uuid,
    id: Uuid,
    filename: &str,
    bucket: &str,
    author: Option<i32>,
) -> Result<Attachment, TransitionError> {
    let gave_way =
        sqlx::query!("DELETE FROM attachment WHERE email_id = $1 AND is_pending AND filename = right($2, 200)", email, filename)
            .execute(&mut **change)
            .await?
            .rows_affected();
    let instead = if gave_way > 0 { ", in place of the one that would be made" } else { "" };
    let details = format!("Somebody added the file “{filename}”{instead}.");
    step(change, email, Step::by(author, Action::Edit, &details)).await?;
    let now = change.now();
    // Of a long name the end stays, since it tells the type.
    Ok(sqlx::query_as!(
        Attachment,
        "INSERT INTO attachment (id, created_at, last_updated_at, email_id, filename, s3_path, s3_bucket)
         VALUES ($1, $2, $2, $3, right($4, 200), $5, $6)
         RETURNING id, filename, s3_path, s3_bucket, presigned_url, presigned_url_expiration, size, is_pending",
        id,
        now,
        email,
        filename,
        object_key(email, id, filename),
        bucket
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Notes how large a file is.
///
/// # Errors
/// When the database refuses.
pub async fn keep_size(change: &mut Change, id: Uuid, size: i64) -> Result<()> {
    sqlx::query!("UPDATE attachment SET size = $2 WHERE id = $1", id, size).execute(&mut **change).await?;
    Ok(())
}

/// The files of an email, in the order in which they came: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn attachments(db: &mut PgConnection, email: Uuid) -> Result<Vec<Attachment>> {
    Ok(sqlx::query_as!(
        Attachment,
        "SELECT id, filename, s3_path, s3_bucket, presigned_url, presigned_url_expiration, size, is_pending FROM attachment
         WHERE email_id = $1 ORDER BY created_at, id",
        email
    )
    .fetch_all(db)
    .await?)
}

/// Keeps a link to a file that works for `life` from now; gives whether there is such a file.
///
/// # Errors
/// When the database refuses.
pub async fn keep_link(change: &mut Change, id: Uuid, url: &str, life: Duration) -> Result<bool> {
    let now = change.now();
    let done = sqlx::query!(
        "UPDATE attachment SET presigned_url = $2, presigned_url_expiration = $3, last_updated_at = $4 WHERE id = $1",
        id,
        url,
        now + life,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_mail_05_a_key_names_email_and_attachment_and_fits() {
        let (email, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let start = "00000000-0000-0000-0000-000000000001/00000000-0000-0000-0000-000000000002-";
        assert_eq!(object_key(email, id, "certificate.pdf"), format!("{start}certificate.pdf"));
        assert_eq!(object_key(email, id, "../a\\b\n.pdf"), format!("{start}..ab.pdf"));
        assert_eq!(object_key(email, id, " / "), format!("{start}attachment"));
        let long = object_key(email, id, &format!("{}.pdf", "é".repeat(300)));
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with("é.pdf"));
    }

    #[test]
    fn dm_mail_05_a_link_without_a_time_or_past_it_works_no_more() {
        let now: DateTime<Utc> = "2026-06-15T12:00:00Z".parse().unwrap();
        assert!(is_expired(None, now) && is_expired(Some(now), now));
        assert!(!is_expired(Some(now + Duration::seconds(1)), now));
        assert_eq!(LINK_LIFE.num_seconds(), 3600);
    }
}
