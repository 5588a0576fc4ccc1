//! The transaction of one state-changing request.

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use crate::Result;

/// A transaction with its revision (DM-VER-02). Dropped without [`Change::commit`], nothing has happened.
#[derive(Debug)]
pub struct Change {
    transaction: Transaction<'static, Postgres>,
    now: DateTime<Utc>,
}

impl Change {
    pub(super) async fn open(pool: &PgPool, person: Option<i32>, comment: &str, now: DateTime<Utc>) -> Result<Self> {
        let mut transaction = pool.begin().await?;
        sqlx::query!(
            "INSERT INTO revision (created_at, person_id, comment, transaction_id) VALUES ($1, $2, $3, pg_current_xact_id())",
            now,
            person,
            comment,
        )
        .execute(&mut *transaction)
        .await?;
        Ok(Self { transaction, now })
    }

    /// The moment of the change: what every timestamp it writes shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The date of the change.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// Makes the change last. A change that versioned nothing leaves no revision (DM-VER-02).
    ///
    /// # Errors
    /// When the database cannot commit; then nothing has happened.
    pub async fn commit(mut self) -> Result<()> {
        sqlx::query!(
            "DELETE FROM revision r WHERE r.transaction_id = pg_current_xact_id()
             AND NOT EXISTS (SELECT FROM version v WHERE v.revision_id = r.id)",
        )
        .execute(&mut *self.transaction)
        .await?;
        Ok(self.transaction.commit().await?)
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
