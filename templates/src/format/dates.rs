//! Single dates and times, with months abbreviated as the Associated Press does.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Timelike as _, Utc};

const MONTHS: [&str; 12] = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

/// `Sept. 5, 2026`
#[must_use]
pub fn date(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    format!("{month} {}, {}", day.day(), day.year())
}

/// `2026-09-05`, as inputs and dense tables show it.
#[must_use]
pub fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// `3:07 p.m.`, `3 p.m.`, `noon`, `midnight`
#[must_use]
pub fn time(time: NaiveTime) -> String {
    let (afternoon, hour) = time.hour12();
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (_, 0) => format!("{hour} {}", half_of_day(afternoon)),
        (_, minute) => format!("{hour}:{minute:02} {}", half_of_day(afternoon)),
    }
}

fn half_of_day(afternoon: bool) -> &'static str {
    if afternoon { "p.m." } else { "a.m." }
}

/// `Sept. 5, 2026, 3:07 p.m. UTC`
#[must_use]
pub fn date_time(moment: DateTime<Utc>) -> String {
    format!("{}, {} UTC", date(moment.date_naive()), time(moment.time()))
}

/// `Sep 5, 3 p.m.`, as the change log writes it.
#[must_use]
pub fn log_time(moment: DateTime<Utc>) -> String {
    format!("{}, {}", moment.format("%b %-d"), time(moment.time()))
}

/// `Sep 5 2026, 3 p.m.`, as the version page writes it.
#[must_use]
pub fn version_time(moment: DateTime<Utc>) -> String {
    format!("{}, {}", moment.format("%b %-d %Y"), time(moment.time()))
}

/// `Saturday 05 September 2026`, as training progress is explained.
#[must_use]
pub fn weekday_date(day: NaiveDate) -> String {
    day.format("%A %d %B %Y").to_string()
}

/// `Saturday 05 September 2026 at 15:07 UTC`
#[must_use]
pub fn weekday_time(moment: DateTime<Utc>) -> String {
    moment.format("%A %d %B %Y at %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn months_are_abbreviated_as_in_newspapers() {
        let year = [
            "Jan. 5", "Feb. 5", "March 5", "April 5", "May 5", "June 5", "July 5", "Aug. 5", "Sept. 5", "Oct. 5", "Nov. 5",
            "Dec. 5",
        ];
        for (month, expected) in (1..).zip(year) {
            let day = NaiveDate::from_ymd_opt(2026, month, 5).expect("a day");
            assert_eq!(date(day), format!("{expected}, 2026"));
        }
    }

    #[test]
    fn times_drop_zero_minutes_and_name_noon_and_midnight() {
        let table = [
            ("2026-09-05T15:07:59Z", "Sept. 5, 2026, 3:07 p.m. UTC"),
            ("2026-09-05T15:00:30Z", "Sept. 5, 2026, 3 p.m. UTC"),
            ("2026-09-05T12:00:00Z", "Sept. 5, 2026, noon UTC"),
            ("2026-09-05T12:01:00Z", "Sept. 5, 2026, 12:01 p.m. UTC"),
            ("2026-09-05T00:00:00Z", "Sept. 5, 2026, midnight UTC"),
            ("2026-09-05T00:30:00Z", "Sept. 5, 2026, 12:30 a.m. UTC"),
            ("2026-03-15T09:00:00Z", "March 15, 2026, 9 a.m. UTC"),
        ];
        for (input, expected) in table {
            assert_eq!(date_time(moment(input)), expected);
        }
    }

    #[test]
    fn the_change_log_and_the_version_page_have_forms_of_their_own() {
        assert_eq!(log_time(moment("2026-09-05T15:00:00Z")), "Sep 5, 3 p.m.");
        assert_eq!(version_time(moment("2026-09-05T15:07:00Z")), "Sep 5 2026, 3:07 p.m.");
        assert_eq!(iso(moment("2026-09-05T15:07:00Z").date_naive()), "2026-09-05");
    }
}
