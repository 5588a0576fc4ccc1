//! The transaction of one state-changing request.

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use crate::Result;
use crate::email_action::{self, Emails, Occurrence, Subject, Triggers};

/// A transaction with its revision (DM-VER-02). Dropped without [`Change::commit`], nothing has happened.
#[derive(Debug)]
pub struct Change {
    transaction: Transaction<'static, Postgres>,
    now: DateTime<Utc>,
    person: Option<i32>,
    has_revision: bool,
    emails: Emails,
    triggers: Triggers,
}

impl Change {
    pub(super) async fn open(pool: &PgPool, person: Option<i32>, comment: &str, now: DateTime<Utc>) -> Result<Self> {
        let mut change = Self::begin(pool, now).await?;
        sqlx::query!(
            "INSERT INTO revision (created_at, person_id, comment, transaction_id) VALUES ($1, $2, $3, pg_current_xact_id())",
            now,
            person,
            comment,
        )
        .execute(&mut *change)
        .await?;
        Ok(Self { person, has_revision: true, ..change })
    }

    /// The same without a revision.
    pub(super) async fn begin(pool: &PgPool, now: DateTime<Utc>) -> Result<Self> {
        let (emails, triggers) = (Emails::default(), Triggers::default());
        Ok(Self { transaction: pool.begin().await?, now, person: None, has_revision: false, emails, triggers })
    }

    /// The moment of the change: what every timestamp it writes shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Whose change it is; nobody for the system.
    #[must_use]
    pub fn person(&self) -> Option<i32> {
        self.person
    }

    /// Has emails follow from the change when it is committed, where the flag is on; a change follows from no request otherwise
    /// (EML-ACT-03).
    #[must_use]
    pub fn with_emails(mut self, emails: Emails) -> Self {
        self.emails = emails;
        self
    }

    /// Whether emails follow from it.
    #[must_use]
    pub fn has_emails(&self) -> bool {
        self.emails.is_on()
    }

    /// Has the emails about a record looked at when the change is committed, even if nothing of the record has changed.
    pub fn touch(&mut self, subject: Subject) {
        self.triggers.touch(subject);
    }

    /// Tells of what has happened once, and asks for an email of its own.
    pub fn occur(&mut self, occurrence: Occurrence) {
        self.triggers.occur(occurrence);
    }

    /// Emails that there are are kept right, and none begins but for what has occurred: records are put together, and nothing has
    /// happened to them.
    pub fn only_keep_emails(&mut self) {
        self.triggers.only_keep();
    }

    /// No emails follow from it: a record is put back as it was.
    pub fn silence(&mut self) {
        self.emails = Emails::default();
    }

    /// The date of the change.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// Makes the change last, with the emails that follow from it (EML-ENT-04). A change that versioned nothing leaves no revision
    /// (DM-VER-02).
    ///
    /// # Errors
    /// When the database cannot commit; then nothing has happened.
    pub async fn commit(mut self) -> Result<()> {
        let notices = if self.emails.is_on() {
            let triggers = std::mem::take(&mut self.triggers);
            // All actions are part of it: too large to stand in every future that commits.
            Box::pin(email_action::settle(&mut self, triggers)).await?
        } else {
            Vec::new()
        };
        if self.has_revision {
            sqlx::query!(
                "DELETE FROM revision r WHERE r.transaction_id = pg_current_xact_id()
                 AND NOT EXISTS (SELECT FROM version v WHERE v.revision_id = r.id)",
            )
            .execute(&mut *self.transaction)
            .await?;
        }
        self.transaction.commit().await?;
        self.emails.tell(notices);
        Ok(())
    }
}

impl Deref for Change {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}
