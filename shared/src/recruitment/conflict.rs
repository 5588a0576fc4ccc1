//! Whether somebody would be at two events at once (DM-RECR-12 … DM-RECR-14).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;

/// The days of an event, either of which may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

/// Whether two events share a day. First and last days count; one that lacks either meets nothing (DM-RECR-14). The SQL function
/// `events_of` says the same.
#[must_use]
pub fn overlap(one: Days, other: Days) -> bool {
    match (one.start, one.end, other.start, other.end) {
        (Some(start), Some(end), Some(other_start), Some(other_end)) => other_start <= end && other_end >= start,
        _ => false,
    }
}

/// What an instructor is warned of after applying (DM-RECR-13), as slugs of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warnings {
    /// Other events at which they teach within 14 days before or after.
    pub nearby: Vec<String>,
    /// Events of their other applications on the same days; declined ones do not count.
    pub applied: Vec<String>,
}

/// The warnings for a person who has applied to `recruitment`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn warnings(db: &mut PgConnection, recruitment: i32, person: i32) -> Result<Warnings> {
    Ok(sqlx::query_as!(
        Warnings,
        r#"SELECT
            ARRAY(SELECT x.slug FROM events_of($2, 'instructor', e.start - 14, e."end" + 14) x WHERE x.id <> e.id ORDER BY x.start, x.id)
                AS "nearby!",
            ARRAY(SELECT x.slug FROM instructor_recruitment_signup s JOIN instructor_recruitment i2 ON i2.id = s.recruitment_id
                JOIN event x ON x.id = i2.event_id
                WHERE s.person_id = $2 AND s.state <> 'd' AND x.id <> e.id AND x.start <= e."end" AND x."end" >= e.start
                ORDER BY x.start, x.id) AS "applied!"
           FROM instructor_recruitment i JOIN event e ON e.id = i.event_id WHERE i.id = $1"#,
        recruitment,
        person
    )
    .fetch_optional(db)
    .await?
    .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: &str, end: &str) -> Days {
        Days { start: start.parse().ok(), end: end.parse().ok() }
    }

    #[test]
    fn dm_recr_14_first_and_last_days_count_and_unknown_ones_meet_nothing() {
        let event = days("2026-07-10", "2026-07-12");
        for (start, end, meets) in [
            ("2026-07-12", "2026-07-14", true),
            ("2026-07-08", "2026-07-10", true),
            ("2026-07-11", "2026-07-11", true),
            ("2026-07-01", "2026-07-31", true),
            ("2026-07-13", "2026-07-14", false),
            ("2026-07-08", "2026-07-09", false),
            ("", "2026-07-11", false),
            ("2026-07-11", "", false),
            ("", "", false),
        ] {
            assert_eq!(overlap(event, days(start, end)), meets, "{start} {end}");
            assert_eq!(overlap(days(start, end), event), meets, "{start} {end}");
        }
    }
}
