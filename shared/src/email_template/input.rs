//! What the template form sends, and its rules.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Signal, fault};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;
use crate::scheduled_email::wrong_address;

/// The form's fields by their names. Lists of addresses are joined by `;`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateInput {
    /// Name, shown everywhere as the email's.
    pub name: String,
    /// Whether new emails are made of it.
    pub active: bool,
    /// The action that it is for, by its code; fixed once it is stored.
    pub signal: Option<Signal>,
    /// Sender.
    pub from_header: String,
    /// Where replies go; empty for the sender.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: String,
    /// Blind copies.
    pub bcc_header: String,
    /// Subject, a template.
    pub subject: String,
    /// Body, Markdown and a template.
    pub body: String,
}

/// What the rules must know besides.
#[derive(Debug, Clone, Copy, Default)]
pub struct Own {
    /// The template's own id when it exists.
    pub id: Option<Uuid>,
}

impl Input for TemplateInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        for (field, text) in
            [("name", &self.name), ("from_header", &self.from_header), ("subject", &self.subject), ("body", &self.body)]
        {
            errors.require(!text.trim().is_empty(), field, "Fill this in.");
        }
        let lists = [&self.from_header, &self.reply_to_header, &self.cc_header, &self.bcc_header];
        for (field, text) in ["from_header", "reply_to_header", "cc_header", "bcc_header"].into_iter().zip(lists) {
            if let Some(message) = wrong_address(text) {
                errors.add(field, message);
            }
        }
        for (field, source) in [("subject", &self.subject), ("body", &self.body)] {
            if let Some(fault) = fault(source) {
                errors.add(field, fault);
            }
        }
        let facts = sqlx::query!(
            r#"SELECT EXISTS (SELECT FROM email_template WHERE name = $1 AND id IS DISTINCT FROM $3) AS "name_taken!",
                EXISTS (SELECT FROM email_template WHERE signal = $2 AND id IS DISTINCT FROM $3) AS "signal_taken!",
                (SELECT signal FROM email_template WHERE id = $3) AS signal"#,
            self.name,
            self.signal.map_or("", Signal::code),
            own.id
        )
        .fetch_one(db)
        .await?;
        errors.require(!facts.name_taken, "name", "Another template has this name already.");
        errors.require(!facts.signal_taken, "signal", "There is a template for this action already.");
        match (self.signal, facts.signal) {
            (None, _) => errors.add("signal", "Choose one of the actions."),
            (Some(chosen), Some(stored)) => {
                errors.require(chosen.code() == stored, "signal", "The action of a template cannot be changed.");
            }
            (Some(_), None) => {}
        }
        Ok(errors)
    }
}

/// The field of the form that chooses a record to try a template out with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordInput {
    /// The record's number.
    pub record: i32,
}

impl Input for RecordInput {
    type Own = ();

    async fn check(&self, _db: &mut Db, _own: &()) -> Result<FieldErrors> {
        Ok(FieldErrors::default())
    }
}

/// A template as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: TemplateInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub last_updated_at: Option<DateTime<Utc>>,
}

/// The stored template `id`, as the form shows it: one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM email_template WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT t.name, t.active, t.signal, t.from_header, t.reply_to_header, t.cc_header, t.bcc_header, t.subject, t.body,
            t.created_at, t.last_updated_at, (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'email_template' AND v.object_id = t.id::text) AS "version!"
           FROM email_template t WHERE t.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        input: TemplateInput {
            name: row.name,
            active: row.active,
            signal: Signal::of(&row.signal),
            from_header: row.from_header,
            reply_to_header: row.reply_to_header,
            cc_header: row.cc_header.join(";"),
            bcc_header: row.bcc_header.join(";"),
            subject: row.subject,
            body: row.body,
        },
        version: row.version,
        created_at: row.created_at,
        last_updated_at: row.last_updated_at,
    }))
}
