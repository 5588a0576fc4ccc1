//! Which emails would go out in a time, for people who try rules and templates out.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::decision::Decision;
use super::explain;
use super::facts::Facts;
use super::trigger::Subject;
use super::wish::{Now, shift};
use crate::Result;
use crate::db::Db;

/// An email that would go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// When.
    pub at: DateTime<Utc>,
    /// The action, by its code.
    pub signal: String,
    /// The kind and the id of the record that it is about, as in `event 7`; empty for none.
    pub about: String,
    /// To whom.
    pub to: Vec<String>,
    /// It is scheduled already; else it would be as soon as its record is saved.
    pub is_scheduled: bool,
}

/// The emails that go out between two days, both included: those that are scheduled, and those that the records ask for but do not have,
/// by their dates. What happens once, and what follows from awards and applications, is no matter of dates. The earliest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn simulate(db: &mut Db, from: NaiveDate, to: NaiveDate, now: DateTime<Utc>) -> Result<Vec<Simulated>> {
    let now = Now(now);
    let mut emails = scheduled(db, from, to).await?;
    let subjects = dated(db, now.today()).await?;
    let facts = Facts::read(db, subjects).await?;
    for explained in explain::all(db, &facts, now).await? {
        let at = explained.at.filter(|at| (from..=to).contains(&at.date_naive()));
        if let (Some(at), Decision::Create) = (at, explained.decision) {
            emails.push(Simulated {
                at,
                signal: explained.signal.code().to_owned(),
                about: format!("{} {}", explained.target.kind.table(), explained.target.id),
                to: explained.to,
                is_scheduled: false,
            });
        }
    }
    emails.sort_by(|one, other| (one.at, &one.signal, &one.about).cmp(&(other.at, &other.signal, &other.about)));
    Ok(emails)
}

async fn scheduled(db: &mut Db, from: NaiveDate, to: NaiveDate) -> Result<Vec<Simulated>> {
    let rows = sqlx::query!(
        r#"SELECT e.scheduled_at, coalesce(t.signal, '') AS "signal!", e.target_type, e.target_id, e.to_header AS "to_header!: Vec<String>"
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           WHERE e.state IN ('scheduled', 'failed') AND (e.scheduled_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2"#,
        from,
        to
    )
    .fetch_all(db)
    .await?;
    let emails = rows.into_iter().map(|row| {
        let kind = row.target_type.as_deref().and_then(crate::record::Kind::of).map(crate::record::Kind::table);
        let about = kind.zip(row.target_id).map(|(kind, id)| format!("{kind} {id}"));
        Simulated {
            at: row.scheduled_at,
            signal: row.signal,
            about: about.unwrap_or_default(),
            to: row.to_header,
            is_scheduled: true,
        }
    });
    Ok(emails.collect())
}

/// The records whose emails are a matter of dates, as long as there may be one: one statement.
async fn dated(db: &mut Db, today: NaiveDate) -> Result<BTreeSet<Subject>> {
    let rows = sqlx::query!(
        r#"SELECT 'event' AS "subject!", id AS "id!" FROM event WHERE start >= $1 OR "end" >= $1 - 7
           UNION ALL SELECT x.subject, m.id FROM membership m, (VALUES ('onboarding'), ('reports')) AS x (subject)
            WHERE greatest(m.agreement_end, m.agreement_start + 180) >= $1
           UNION ALL SELECT 'partnership', id FROM partnership WHERE agreement_end >= $1
           UNION SELECT 'trainee', g.trainee_id FROM training_progress g JOIN event e ON e.id = g.event_id
            WHERE g.state = 'p' AND e.start >= $2"#,
        today,
        shift(today, -90)
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Subject::of(&row.subject, row.id)).collect())
}
