//! What admins are told of emails that follow from what they did (EML-ACT-04 … EML-ACT-06).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::email_template::Signal;

/// So many notices of one change are told one by one.
const MOST: usize = 8;

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Good to know.
    Info,
    /// To look into.
    Warning,
}

/// What admins, and nobody else, are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub level: Level,
    /// What it says.
    pub text: String,
    /// The label and address of a link after it.
    pub link: Option<(String, String)>,
}

impl Notice {
    /// One about an email, with a link to it.
    pub(super) fn about(level: Level, text: String, signal: Signal, email: Uuid) -> Self {
        Self { level, text, link: Some((signal.label().to_owned(), format!("/emails/scheduled_email/{email}/"))) }
    }

    /// A warning about an email that there is not.
    pub(super) fn warning(text: String) -> Self {
        Self { level: Level::Warning, text, link: None }
    }
}

/// As many as people read, and how many more there are.
pub(super) fn few(mut notices: Vec<Notice>) -> Vec<Notice> {
    // What must be looked into comes first where not all is told.
    if notices.len() > MOST {
        notices.sort_by_key(|notice| notice.level == Level::Info);
        let more = notices.len() - MOST;
        notices.truncate(MOST);
        let link = Some(("Scheduled emails".to_owned(), "/emails/scheduled_emails/".to_owned()));
        notices.push(Notice { level: Level::Info, text: format!("{more} more emails follow from this change."), link });
    }
    notices
}

/// How far away a moment is, in words.
pub(super) fn relative(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (moment - now).num_minutes();
    let counted = |number: i64, unit: &str| format!("in {number} {unit}{}", if number == 1 { "" } else { "s" });
    match minutes {
        ..1 => "as soon as possible".to_owned(),
        1..60 => counted(minutes, "minute"),
        60..2880 => counted(minutes / 60, "hour"),
        _ => counted(minutes / 1440, "day"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn moments_are_told_as_distances() {
        let now = "2026-06-15T12:00:00Z".parse::<DateTime<Utc>>().unwrap();
        for (after, words) in [
            (Duration::days(-3), "as soon as possible"),
            (Duration::minutes(1), "in 1 minute"),
            (Duration::hours(1), "in 1 hour"),
            (Duration::hours(47), "in 47 hours"),
            (Duration::days(30), "in 30 days"),
        ] {
            assert_eq!(relative(now + after, now), words);
        }
    }

    #[test]
    fn of_many_notices_the_warnings_are_told() {
        let info = Notice { level: Level::Info, text: "i".into(), link: None };
        let mut all = vec![info; 20];
        all.push(Notice::warning("w".into()));
        let told = few(all);
        assert_eq!((told.len(), told[0].text.as_str()), (9, "w"));
        assert!(told[8].text.starts_with("13 more"), "{}", told[8].text);
    }
}
