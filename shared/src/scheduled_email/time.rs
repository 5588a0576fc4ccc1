//! When emails are sent (DM-MAIL-06).

use chrono::{DateTime, Duration, Utc};

/// How long what is sent "at once" waits, so that a mistake can be taken back.
const AFTER: Duration = Duration::hours(1);

/// When an email is sent that is scheduled at once.
pub(super) fn immediately(now: DateTime<Utc>) -> DateTime<Utc> {
    now + AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_mail_06_at_once_is_an_hour() {
        let now: DateTime<Utc> = "2026-06-15T23:30:00Z".parse().unwrap();
        assert_eq!(immediately(now), "2026-06-16T00:30:00Z".parse::<DateTime<Utc>>().unwrap());
    }
}
