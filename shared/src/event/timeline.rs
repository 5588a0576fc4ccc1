//! The timeline of an event: everything that happened around it, and what is planned, as one line of time.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};
use sqlx::types::Json;

use crate::Result;
use crate::choice::choices;
use crate::db::Db;
use crate::error::Error;
use crate::history::{self, Told, Touched};
use crate::listing::{PageRequest, Rows};
use crate::record::Kind;
use crate::scheduled_email::State;

choices! {
    /// A kind of entry in the timeline.
    pub enum Happening {
        /// The event itself was made or changed.
        Edit = "edit" "Edits",
        /// A task at it was added, changed or removed.
        Task = "task" "Tasks",
        /// Somebody commented on it.
        Comment = "comment" "Comments",
        /// An email about it, its tasks or the search for its instructors was sent, called off, or is planned.
        Email = "email" "E-mails",
    }
}

/// An event, and how much there is to tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Event id.
    pub event: i32,
    /// How many entries there are of each kind; none of those that are missing.
    counts: Map<String, Value>,
}

impl Overview {
    /// How many entries there are of one kind.
    #[must_use]
    pub fn count(&self, kind: Happening) -> i64 {
        self.counts.get(kind.code()).and_then(Value::as_i64).unwrap_or(0)
    }

    /// How many entries there are of these kinds together.
    #[must_use]
    pub fn total(&self, kinds: &[Happening]) -> i64 {
        kinds.iter().map(|kind| self.count(*kind)).sum()
    }
}

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When it happened, or will.
    pub at: DateTime<Utc>,
    /// Who did it: id and full name. `None` for an unknown user, one who is gone, and what AMY does by itself.
    pub by: Option<(i32, String)>,
    /// What it is.
    pub what: What,
}

/// What an entry tells.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The event was made or changed.
    Edit {
        /// The version whose page tells more.
        version: i64,
        /// What changed.
        told: Told,
    },
    /// A task was added, changed or removed.
    Task {
        /// Its version, whose page tells more.
        version: i64,
        /// Task id.
        id: String,
        /// It is still there.
        is_there: bool,
        /// Full name of its person; `None` for one who is gone.
        person: Option<String>,
        /// Its role.
        role: Option<String>,
        /// What changed.
        told: Told,
    },
    /// Somebody commented.
    Comment {
        /// Comment id, for its anchor.
        id: String,
        /// Stored name of an author who is no person of AMY's.
        author: String,
        /// Markdown.
        body: String,
    },
    /// An email.
    Email {
        /// Email id.
        id: String,
        /// Name of its template.
        template: Option<String>,
        /// Subject, a template.
        subject: String,
        /// To whom it goes.
        to: Vec<String>,
        /// Where it is on its way.
        state: State,
        /// When it was, or is, to be sent.
        scheduled_at: DateTime<Utc>,
    },
}

impl What {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Happening {
        match self {
            Self::Edit { .. } => Happening::Edit,
            Self::Task { .. } => Happening::Task,
            Self::Comment { .. } => Happening::Comment,
            Self::Email { .. } => Happening::Email,
        }
    }
}

/// The event called `slug` with how much there is to tell of it; `None` when there is none. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn overview(db: &mut Db, slug: &str) -> Result<Option<Overview>> {
    let row = sqlx::query!(
        r#"SELECT e.id, (SELECT coalesce(jsonb_object_agg(n.kind, n.entries), '{}') FROM (
                SELECT t.kind, count(*) AS entries FROM event_timeline(e.id) t GROUP BY t.kind) n) AS "counts!: Json<Map<String, Value>>"
           FROM event e WHERE e.slug = $1"#,
        slug
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Overview { event: row.id, counts: row.counts.0 }))
}

/// A page of the timeline, newest first, with the entries of `kinds`: three statements, whatever there is to tell.
///
/// # Errors
/// When the database cannot be asked.
pub async fn timeline(
    db: &mut Db,
    overview: &Overview,
    kinds: &[Happening],
    page: PageRequest,
    today: NaiveDate,
) -> Result<Rows<Entry>> {
    let total = overview.total(kinds);
    let at = page.resolve(total);
    let codes: Vec<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    let found = sqlx::query_as!(
        Found,
        r#"SELECT m.kind AS "kind!", m.at AS "at!", m.record_id AS "record_id!", p.id AS "person_id?",
               nullif(person_full_name(p), '') AS person, x.version, coalesce(x.versions, '[]') AS "versions!: Json<Vec<Touched>>",
               (SELECT person_full_name(w) FROM person w WHERE w.id = (x.state ->> 'person_id')::int) AS task_person,
               (SELECT role_label(o.name, o.verbose_name) FROM role o WHERE o.id = (x.state ->> 'role_id')::int) AS task_role,
               EXISTS (SELECT FROM task k WHERE k.id = CASE m.kind WHEN 'task' THEN m.record_id::int END) AS "is_there!",
               c.comment AS "body?", c.user_name AS "author?", e.subject AS "subject?", e.state AS "state?",
               e.to_header AS "to_header?", e.scheduled_at AS "scheduled_at?", t.name AS "template?"
           FROM (SELECT * FROM event_timeline($1) l WHERE l.kind = ANY($2)
                 ORDER BY l.at DESC, l.kind, l.revision_id DESC, l.record_id DESC LIMIT $3 OFFSET $4) m
           LEFT JOIN revision r ON r.id = m.revision_id
           LEFT JOIN LATERAL (
               SELECT max(v.id) AS version, (array_agg(coalesce(v.after, v.before) ORDER BY v.id DESC))[1] AS state,
                   jsonb_agg(jsonb_build_object('table_name', v.table_name, 'operation', v.operation, 'before', v.before, 'after', v.after)
                       ORDER BY v.id) AS versions
               FROM version v
               WHERE v.revision_id = m.revision_id AND v.object_type = CASE m.kind WHEN 'edit' THEN 'event' ELSE 'task' END
                   AND v.object_id = m.record_id
           ) x ON true
           LEFT JOIN comment c ON c.id = CASE m.kind WHEN 'comment' THEN m.record_id::int END
           LEFT JOIN scheduled_email e ON e.id = CASE m.kind WHEN 'email' THEN m.record_id::uuid END
           LEFT JOIN email_template t ON t.id = e.template_id
           LEFT JOIN LATERAL (
               SELECT l.author_id FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id AND l.state_after = e.state
               ORDER BY l.created_at DESC, l.position DESC LIMIT 1
           ) a ON true
           LEFT JOIN person p ON p.id = coalesce(r.person_id, c.person_id, a.author_id)
           ORDER BY m.at DESC, m.kind, m.revision_id DESC, m.record_id DESC"#,
        overview.event,
        &codes,
        at.limit,
        at.offset
    )
    .fetch_all(&mut *db)
    .await?;
    let versioned: Vec<(&str, &[Touched])> =
        found.iter().filter_map(|row| Some((table(&row.kind)?, row.versions.as_slice()))).collect();
    let mut told = history::told(db, &versioned, today).await?.into_iter();
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let told = if table(&row.kind).is_some() { told.next() } else { None };
        rows.push(row.entry(told)?);
    }
    Ok(Rows { rows, total, at })
}

/// The table of the record that an entry of this kind has a version of; none for kinds that are not versioned.
fn table(kind: &str) -> Option<&'static str> {
    match Happening::of(kind)? {
        Happening::Edit => Some(Kind::Event.table()),
        Happening::Task => Some(Kind::Task.table()),
        Happening::Comment | Happening::Email => None,
    }
}

/// A row of the timeline as SQL finds it.
struct Found {
    kind: String,
    at: DateTime<Utc>,
    record_id: String,
    person_id: Option<i32>,
    person: Option<String>,
    version: Option<i64>,
    versions: Json<Vec<Touched>>,
    task_person: Option<String>,
    task_role: Option<String>,
    is_there: bool,
    body: Option<String>,
    author: Option<String>,
    subject: Option<String>,
    state: Option<String>,
    to_header: Option<Vec<String>>,
    scheduled_at: Option<DateTime<Utc>>,
    template: Option<String>,
}

impl Found {
    fn entry(self, told: Option<Told>) -> Result<Entry> {
        let impossible = |column, value: &str| Error::Inconsistent { table: "event_timeline", column, value: value.to_owned() };
        let id = self.record_id;
        let what = match (Happening::of(&self.kind), told, self.version) {
            (Some(Happening::Edit), Some(told), Some(version)) => What::Edit { version, told },
            (Some(Happening::Task), Some(told), Some(version)) => {
                What::Task { version, id, is_there: self.is_there, person: self.task_person, role: self.task_role, told }
            }
            (Some(Happening::Comment), ..) => {
                What::Comment { id, author: self.author.unwrap_or_default(), body: self.body.unwrap_or_default() }
            }
            (Some(Happening::Email), ..) => {
                let state = self.state.unwrap_or_default();
                What::Email {
                    id,
                    template: self.template,
                    subject: self.subject.unwrap_or_default(),
                    to: self.to_header.unwrap_or_default(),
                    state: State::of(&state).ok_or_else(|| impossible("state", &state))?,
                    scheduled_at: self.scheduled_at.unwrap_or(self.at),
                }
            }
            _ => return Err(impossible("kind", &self.kind)),
        };
        Ok(Entry { at: self.at, by: self.person_id.zip(self.person), what })
    }
}

/// The page of the timeline of the event called `slug`.
#[must_use]
pub fn timeline_url(slug: &str) -> String {
    format!("{}timeline/", crate::record::event_url(slug))
}
