//! The emails of a record, for the functions that show records (emails.md 5).

use shared::db::Db;
use shared::email_action::{self, About};
use shared::flag::Flag;
use shared::record::Kind;
use shared::scheduled_email::{self, Related};
use templates::pages::email as pages;

use crate::answer::{Answer, Failure};
use crate::flags::Flags;
use crate::site::Site;

/// The emails about the record `id` of `kind`, for its page; `None` while emails are switched off. At most one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related_emails(db: &mut Db, flags: &Flags, kind: Kind, id: i32) -> Result<Option<Vec<Related>>, Failure> {
    Ok(if flags.is_on(Flag::EmailModule) { Some(scheduled_email::related(db, kind, id).await?) } else { None })
}

/// The page of the emails of the record called `label`, whose own page is `url`: which there are, and which are to come.
///
/// # Errors
/// When the database cannot be asked.
pub async fn emails_of(site: &Site, db: &mut Db, about: About, label: &str, url: &str) -> Answer {
    let now = site.clock().now();
    let actions = email_action::explain(db, about, now).await?;
    let (kind, id) = about.record();
    let related = scheduled_email::related(db, kind, id).await?;
    Ok(pages::of_record(label, url, &actions, &related, now).into())
}
