//! An email with everything that its page tells (emails.md 5.4).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::label::{About, kinds};
use super::provider::OUTCOME_UNKNOWN;
use super::worker::is_with_worker;
use super::{Attachment, Context, ContextValue, LogRow, Recipient, Reference, SHOWN, State};
use crate::db::{Change, Db};
use crate::{Error, Result};

/// An email.
#[derive(Debug, Clone)]
pub struct Details {
    /// Its id.
    pub id: Uuid,
    /// Where it is on its way.
    pub state: State,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed, by whomever.
    pub last_updated_at: Option<DateTime<Utc>>,
    /// When it is, or was, to be sent.
    pub scheduled_at: DateTime<Utc>,
    /// It is no template's: it says what it says as it is, to these addresses (emails.md 7).
    pub is_direct: bool,
    /// Id and name of its template.
    pub template: Option<(Uuid, String)>,
    /// What it is about.
    pub about: Option<About>,
    /// To whom it goes, as of the last change.
    pub to_header: Vec<String>,
    /// Sender.
    pub from_header: String,
    /// Where replies go; empty for the sender.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: Vec<String>,
    /// Blind copies.
    pub bcc_header: Vec<String>,
    /// Subject, a template; of direct mail as it is sent.
    pub subject: String,
    /// Body, Markdown and a template; of direct mail its plain text.
    pub body: String,
    /// The HTML that direct mail has besides its text.
    pub html: Option<String>,
    /// What the template's variables stand for, as it is stored.
    pub context_json: Value,
    /// To whom it goes, as it is stored.
    pub recipients_json: Value,
    /// Whether it goes to addresses that somebody wrote down (EML-UI-14).
    pub has_fixed_recipients: bool,
    /// Whether it can go to linked recipients again.
    pub may_relink: bool,
    /// Attempts since somebody last changed it.
    pub attempt_count: i32,
    /// When it is tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Until when a worker holds it, where one does.
    pub lease_expires_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub last_error_class: Option<String>,
    /// The provider's id of the message.
    pub ses_message_id: Option<String>,
    /// When the provider took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// When somebody last changed what it says.
    pub manually_edited_at: Option<DateTime<Utc>>,
    /// When somebody last set its time.
    pub manually_rescheduled_at: Option<DateTime<Utc>>,
    /// Its files, in the order in which they came.
    pub attachments: Vec<Attachment>,
    /// What has happened to it, newest first.
    pub log: Vec<LogRow>,
}

impl Details {
    /// What its template's variables stand for; `None` where what is stored cannot be read.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        serde_json::from_value(self.context_json.clone()).ok()
    }

    /// The award that it tells of, and whose certificate may go with it.
    #[must_use]
    pub fn award(&self) -> Option<i32> {
        match self.context()?.0.get("award")? {
            ContextValue::One(Reference::Record(record)) if record.entity == "award" => Some(record.pk),
            _ => None,
        }
    }

    /// To whom it goes; `None` where what is stored cannot be read.
    #[must_use]
    pub fn recipients(&self) -> Option<Vec<Recipient>> {
        serde_json::from_value(self.recipients_json.clone()).ok()
    }

    /// Whether a worker may be calling the provider for it at this moment, so that nobody can know yet whether it is sent.
    #[must_use]
    pub fn is_in_flight(&self, now: DateTime<Utc>) -> bool {
        self.state == State::Running && is_with_worker(self.lease_expires_at, now)
    }

    /// Whether it was given up without anybody knowing whether it was sent (EML-NEW-04).
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        self.state == State::DeadLetter && self.last_error_class.as_deref() == Some(OUTCOME_UNKNOWN)
    }

    /// When it is tried next: neither before its time nor before the next attempt, as the worker has it.
    #[must_use]
    pub fn due_at(&self) -> DateTime<Utc> {
        self.next_attempt_at.map_or(self.scheduled_at, |next| next.max(self.scheduled_at))
    }

    /// What its files have together, in bytes; those of unknown size do not count.
    #[must_use]
    pub fn attached(&self) -> i64 {
        self.attachments.iter().filter_map(|file| file.size).sum()
    }
}

/// The page of an email.
#[must_use]
pub fn url(id: Uuid) -> String {
    format!("/emails/scheduled_email/{id}/")
}

/// The email `id`, with its files and its log: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn details(db: &mut Db, id: Uuid, today: NaiveDate) -> Result<Option<Details>> {
    let (types, tables) = kinds();
    let row = sqlx::query!(
        r#"SELECT e.id, e.state, e.created_at, e.last_updated_at, e.scheduled_at, e.is_direct, e.html, e.template_id, t.name AS "template?", e.target_type,
            e.target_id, a.key AS "key?", a.label AS "label?", e.to_header AS "to_header!: Vec<String>", e.from_header, e.reply_to_header,
            e.cc_header AS "cc_header!: Vec<String>", e.bcc_header AS "bcc_header!: Vec<String>", e.subject, e.body, e.context_json,
            e.to_header_context_json, e.recipients_override, e.linked_recipients IS NOT NULL AS "may_relink!", e.attempt_count,
            e.next_attempt_at, e.lease_expires_at, e.last_error_class, e.ses_message_id, e.sent_at, e.manually_edited_at, e.manually_rescheduled_at,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 's3_path', f.s3_path, 's3_bucket', f.s3_bucket,
                    'presigned_url', f.presigned_url, 'presigned_url_expiration', f.presigned_url_expiration, 'size', f.size,
                    'is_pending', f.is_pending)
                    ORDER BY f.created_at, f.id)
                FROM attachment f WHERE f.email_id = e.id), '[]') AS "attachments!: Json<Vec<Attachment>>",
            coalesce((SELECT jsonb_agg(to_jsonb(l) ORDER BY l.created_at DESC, l.position DESC)
                FROM (SELECT g.id, g.created_at, g.position, g.state_before, g.state_after, g.details, g.author_id,
                        CASE WHEN p.id IS NOT NULL THEN person_full_name(p) END AS author
                    FROM scheduled_email_log g LEFT JOIN person p ON p.id = g.author_id
                    WHERE g.scheduled_email_id = e.id ORDER BY g.created_at DESC, g.position DESC LIMIT $5) l), '[]') AS "log!: Json<Vec<LogRow>>"
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           LEFT JOIN LATERAL (
               SELECT record_key(k.tbl, r) AS key, record_label(k.tbl, r, $4) AS label
               FROM unnest($2::text[], $3::text[]) AS k (object_type, tbl) CROSS JOIN LATERAL record_row(k.tbl, e.target_id::text) r
               WHERE k.object_type = e.target_type AND r IS NOT NULL
           ) a ON true
           WHERE e.id = $1"#,
        id,
        &types,
        &tables,
        today,
        SHOWN
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Details {
        id: row.id,
        state: state(row.state)?,
        created_at: row.created_at,
        last_updated_at: row.last_updated_at,
        scheduled_at: row.scheduled_at,
        is_direct: row.is_direct,
        template: row.template_id.zip(row.template),
        about: About::of(row.target_type.as_deref(), row.target_id, row.key, row.label),
        to_header: row.to_header,
        from_header: row.from_header,
        reply_to_header: row.reply_to_header,
        cc_header: row.cc_header,
        bcc_header: row.bcc_header,
        subject: row.subject,
        body: row.body,
        html: row.html,
        context_json: row.context_json,
        recipients_json: row.to_header_context_json,
        has_fixed_recipients: row.recipients_override,
        may_relink: row.recipients_override && row.may_relink,
        attempt_count: row.attempt_count,
        next_attempt_at: row.next_attempt_at,
        lease_expires_at: row.lease_expires_at,
        last_error_class: row.last_error_class,
        ses_message_id: row.ses_message_id,
        sent_at: row.sent_at,
        manually_edited_at: row.manually_edited_at,
        manually_rescheduled_at: row.manually_rescheduled_at,
        attachments: row.attachments.0,
        log: row.log.0,
    }))
}

fn state(code: String) -> Result<State> {
    State::of(&code).ok_or(Error::Inconsistent { table: "scheduled_email", column: "state", value: code })
}

/// An email as the forms that change it start from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Where it is on its way.
    pub state: State,
    /// It is no template's (emails.md 7).
    pub is_direct: bool,
    /// It was given up without anybody knowing whether it was sent (EML-NEW-04).
    pub is_in_doubt: bool,
    /// What it says.
    pub input: super::ContentInput,
    /// When it is to be sent.
    pub scheduled_at: DateTime<Utc>,
    /// Its newest version, to notice a faster hand; never 0.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// Full name of who did that; nobody for the system.
    pub changed_by: Option<String>,
    /// Bytes of its files that are known.
    pub attached: i64,
    /// Name of its template, or its subject.
    pub label: String,
}

/// The email `id` as forms start from it: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: Uuid) -> Result<Option<Stored>> {
    let row = sqlx::query!(
        r#"SELECT e.state, e.scheduled_at, e.is_direct, e.version, e.to_header AS "to_header!: Vec<String>", e.from_header, e.reply_to_header,
            e.cc_header AS "cc_header!: Vec<String>", e.bcc_header AS "bcc_header!: Vec<String>", e.subject, e.body,
            coalesce(l.created_at, e.created_at) AS "changed_at!", CASE WHEN p.id IS NOT NULL THEN person_full_name(p) END AS changed_by,
            coalesce((SELECT sum(f.size) FROM attachment f WHERE f.email_id = e.id), 0)::bigint AS "attached!",
            coalesce(t.name, e.subject) AS "label!",
            (e.state = 'dead_letter' AND e.last_error_class IS NOT DISTINCT FROM 'outcome_unknown') AS "is_in_doubt!"
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           LEFT JOIN LATERAL (
               SELECT g.created_at, g.author_id FROM scheduled_email_log g WHERE g.scheduled_email_id = e.id
               ORDER BY g.created_at DESC, g.position DESC LIMIT 1
           ) l ON true
           LEFT JOIN person p ON p.id = l.author_id
           WHERE e.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        state: state(row.state)?,
        is_direct: row.is_direct,
        is_in_doubt: row.is_in_doubt,
        input: super::ContentInput {
            to_header: row.to_header.join(";"),
            from_header: row.from_header,
            reply_to_header: row.reply_to_header,
            cc_header: row.cc_header.join(";"),
            bcc_header: row.bcc_header.join(";"),
            subject: row.subject,
            body: row.body,
        },
        scheduled_at: row.scheduled_at,
        // Emails count from 0, which in a form means that there is no version.
        version: i64::from(row.version) + 1,
        changed_at: row.changed_at,
        changed_by: row.changed_by,
        attached: row.attached,
        label: row.label,
    }))
}

/// The same, held until the change is over, so that nobody changes it meanwhile: two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn held(change: &mut Change, id: Uuid) -> Result<Option<Stored>> {
    sqlx::query!("SELECT id FROM scheduled_email WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut **change).await?;
    stored(change, id).await
}
