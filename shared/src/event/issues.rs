//! Workshops with issues (DM-EVENT-32, REP-02).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;

/// A past workshop about which something is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Event id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Nobody told how many came, and no learner is known; not asked of who does not answer.
    pub missing_attendance: bool,
    /// Country, venue, address or coordinates are not known; an online event needs no coordinates.
    pub missing_location: bool,
    /// It begins after it ends.
    pub bad_dates: bool,
    /// Nobody has taught.
    pub missing_instructors: bool,
    /// Addresses of hosts, organizers and instructors who agreed to be written to.
    pub contacts: Vec<String>,
    /// Further contacts as they were told, joined by `;`.
    pub contact: String,
}

/// Active past events with issues, newest first; only those of `assignee` where one is given. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn issues(db: &mut PgConnection, assignee: Option<i32>, today: NaiveDate) -> Result<Vec<Issue>> {
    Ok(sqlx::query_as!(
        Issue,
        r#"SELECT e.id, e.slug, e.start, e."end", e.contact, i.missing_attendance AS "missing_attendance!",
            i.missing_location AS "missing_location!", i.bad_dates AS "bad_dates!", i.missing_instructors AS "missing_instructors!",
            ARRAY(SELECT DISTINCT p.email FROM task t JOIN role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id
                WHERE t.event_id = e.id AND r.name IN ('host', 'organizer', 'instructor') AND p.email IS NOT NULL AND may_contact(p)
                ORDER BY 1) AS "contacts!"
           FROM event e JOIN event_status s ON s.event_id = e.id
           CROSS JOIN LATERAL (SELECT
                e.manual_attendance = 0 AND count(*) FILTER (WHERE r.name = 'learner') = 0 AND NOT event_has_tag(e.id, 'unresponsive')
                    AS missing_attendance,
                e.country IS NULL OR e.venue = '' OR e.address = '' OR ((e.latitude IS NULL OR e.longitude IS NULL)
                    AND e.country <> 'W3' AND NOT event_has_tag(e.id, 'online')) AS missing_location,
                coalesce(e.start > e."end", false) AS bad_dates,
                count(*) FILTER (WHERE r.name = 'instructor') = 0 AS missing_instructors
                FROM task t JOIN role r ON r.id = t.role_id WHERE t.event_id = e.id) i
           WHERE s.active AND e.start < $1 AND (e."end" < $1 OR e."end" IS NULL)
             AND ($2::int IS NULL OR e.assigned_to_id = $2)
             AND (i.missing_attendance OR i.missing_location OR i.bad_dates OR i.missing_instructors)
           ORDER BY e.start DESC, e.id"#,
        today,
        assignee
    )
    .fetch_all(db)
    .await?)
}
