//! When emails are sent (DM-MAIL-06).

use chrono::{DateTime, Duration, Utc};

/// How long what is sent "at once" waits, so that a mistake can be taken back.
pub const IMMEDIATELY_AFTER: Duration = Duration::hours(1);
/// A month of the rules about emails.
pub const ONE_MONTH: Duration = Duration::days(30);
/// Two of them.
pub const TWO_MONTHS: Duration = Duration::days(60);

/// When an email is sent that is scheduled at once.
#[must_use]
pub fn immediately(now: DateTime<Utc>) -> DateTime<Utc> {
    now + IMMEDIATELY_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_mail_06_at_once_is_an_hour_and_a_month_thirty_days() {
        let now: DateTime<Utc> = "2026-06-15T23:30:00Z".parse().unwrap();
        assert_eq!(immediately(now), "2026-06-16T00:30:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!((ONE_MONTH.num_days(), TWO_MONTHS.num_days()), (30, 60));
    }
}
