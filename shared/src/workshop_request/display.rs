//! What pages say about a request beside its answers (DM-WREQ-10 … DM-WREQ-12).

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::Kind;
use crate::Result;

/// Whether the wished day follows the request too soon to prepare a workshop: within 90 days of a request, 60 of an inquiry
/// (DM-WREQ-10). Without a day it does not.
#[must_use]
pub fn is_too_soon(kind: Kind, preferred: Option<NaiveDate>, created: NaiveDate) -> bool {
    let least = match kind {
        Kind::Request => 90,
        Kind::Inquiry => 60,
        Kind::Submission => return false,
    };
    preferred.is_some_and(|day| (day - created).num_days() < least)
}

/// When the workshop should be: the day, else what they wrote (DM-WREQ-11).
#[must_use]
pub fn dates(preferred: Option<NaiveDate>, described: &str) -> String {
    preferred.map_or_else(|| described.to_owned(), |day| day.to_string())
}

/// Records of ours that a request seems to mean (DM-WREQ-12).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Related {
    /// The person with exactly this name and address.
    pub host_person: Option<i32>,
    /// The organization whose full name they typed.
    pub host_organization: Option<i32>,
}

/// The records that the request `id` of `kind` seems to mean: one statement. `None` when there is no such request.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related(db: &mut PgConnection, kind: Kind, id: i32) -> Result<Option<Related>> {
    Ok(sqlx::query_as!(
        Related,
        r#"SELECT
            (SELECT p.id FROM person p WHERE p.personal = r.personal AND p.family = r.family AND p.email = lower(r.email)) AS host_person,
            (SELECT o.id FROM organization o WHERE o.fullname = r.institution_other_name) AS host_organization
           FROM common_request r WHERE r.kind = $1 AND r.id = $2"#,
        kind.table(),
        id
    )
    .fetch_optional(db)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dm_wreq_10_ninety_days_are_enough_for_a_request_and_sixty_for_an_inquiry() {
        let created = day("2026-06-15");
        for (kind, last_too_soon, first_fine) in
            [(Kind::Request, "2026-09-12", "2026-09-13"), (Kind::Inquiry, "2026-08-13", "2026-08-14")]
        {
            assert!(is_too_soon(kind, Some(day(last_too_soon)), created), "{kind:?}");
            assert!(!is_too_soon(kind, Some(day(first_fine)), created), "{kind:?}");
            assert!(!is_too_soon(kind, None, created), "{kind:?}");
        }
        assert!(!is_too_soon(Kind::Submission, Some(created), created));
    }

    #[test]
    fn dm_wreq_11_the_day_goes_before_the_description() {
        assert_eq!(dates(Some(day("2026-07-01")), "in July"), "2026-07-01");
        assert_eq!(dates(None, "in July"), "in July");
        assert_eq!(dates(None, ""), "");
    }
}
