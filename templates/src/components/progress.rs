//! A piece of training progress as a pill (GLB-09).

use maud::{Markup, html};
use shared::training_progress::{Progress, State};

use super::{Colour, pill};
use crate::format;

/// The requirement in the colour of its state, explained by all that is known of it; it leads to `href` where there is one.
#[must_use]
pub fn progress_pill(progress: &Progress, href: Option<&str>) -> Markup {
    let colour = match progress.state {
        State::NotEvaluated => Colour::Yellow,
        State::Failed => Colour::Red,
        State::AskedToRepeat => Colour::Cyan,
        State::Passed => Colour::Green,
    };
    let details = details(progress);
    match href {
        Some(href) => html! { a.pill-link href=(href) title=(details) { (pill(&progress.requirement, colour, None)) } },
        None => pill(&progress.requirement, colour, Some(&details)),
    }
}

/// State, requirement, activity, day and notes in words.
fn details(progress: &Progress) -> String {
    let mut text = format!("{} {}", progress.state.label(), progress.requirement);
    if let Some(activity) = progress.activity.as_deref().filter(|activity| !activity.is_empty()) {
        text.push_str(&format!(": {activity}"));
    }
    let when = match progress.date {
        Some(day) => format::weekday_date(day),
        None => format::weekday_time(progress.created_at),
    };
    text.push_str(&format!(", on {when}."));
    if !progress.notes.trim().is_empty() {
        text.push_str(&format!(" Notes: {}", progress.notes.trim()));
    }
    text
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeZone as _, Utc};

    use super::*;

    fn progress() -> Progress {
        Progress {
            id: 1,
            requirement: "Get Involved".into(),
            state: State::AskedToRepeat,
            activity: Some("Other: <b>baked</b>".into()),
            date: NaiveDate::from_ymd_opt(2026, 6, 5),
            created_at: Utc.with_ymd_and_hms(2026, 6, 7, 8, 9, 0).unwrap(),
            notes: "Once more".into(),
        }
    }

    #[test]
    fn glb_09_a_pill_tells_state_activity_day_and_notes() {
        let told = progress_pill(&progress(), None).into_string();
        assert!(told.contains("pill-cyan"), "{told}");
        let words = "Asked to repeat Get Involved: Other: &lt;b&gt;baked&lt;/b&gt;, on Friday 05 June 2026. Notes: Once more";
        assert!(told.contains(words), "{told}");
    }

    #[test]
    fn glb_09_without_a_day_the_time_of_writing_is_told() {
        let told = progress_pill(&Progress { date: None, activity: None, notes: String::new(), ..progress() }, Some("/x/"));
        let told = told.into_string();
        assert!(told.contains("Asked to repeat Get Involved, on Sunday 07 June 2026 at 08:09 UTC."), "{told}");
        assert!(told.contains("href=\"/x/\""), "{told}");
    }
}
