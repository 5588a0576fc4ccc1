//! What a piece of progress must and must not have: one function of the requirement, the activity and what was given
//! (DM-TPROG-01 … DM-TPROG-05, D-09).

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::State;
use crate::check::FieldErrors;

/// What a requirement asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Requirement {
    /// An address of the work.
    pub url: bool,
    /// The training where it was passed.
    pub event: bool,
    /// A kind of activity in the community.
    pub involvement: bool,
}

/// What a kind of activity asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Activity {
    /// An address of the work.
    pub url: bool,
    /// The day when it took place.
    pub date: bool,
    /// Words about it.
    pub notes: bool,
}

/// What was filled in. `None` stands for a field that the form does not have; its rule is not asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Given<'a> {
    /// How it was judged.
    pub state: State,
    /// The address; empty for none.
    pub url: Option<&'a str>,
    /// Whether an event was chosen.
    pub event: Option<bool>,
    /// Whether an activity was chosen.
    pub involvement: Option<bool>,
    /// The day.
    pub date: Option<Option<NaiveDate>>,
    /// The trainee's notes; a form without them counts as one where they are empty.
    pub trainee_notes: Option<&'a str>,
    /// The admins' notes.
    pub notes: Option<&'a str>,
}

const NEEDED: &str = "This type of progress needs it.";
const ACTIVITY_NEEDS: &str = "This activity needs it.";
const NOT_ALLOWED: &str = "Leave this empty for this type of progress.";
const ACTIVITY_FORBIDS: &str = "Leave this empty for this activity.";

/// The last day on which something can have happened: today where the day begins first (UTC+14).
#[must_use]
pub fn latest_day(now: DateTime<Utc>) -> NaiveDate {
    (now + Duration::hours(14)).date_naive()
}

/// Holds what was given against the requirement and, where one was chosen, the activity. `latest` is [`latest_day`].
#[must_use]
pub fn violations(requirement: Requirement, activity: Option<Activity>, given: &Given<'_>, latest: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let activity = activity.filter(|_| requirement.involvement);
    // DM-TPROG-01, and D-09 for what may not have one.
    if let Some(url) = given.url {
        if url.is_empty() {
            errors.require(!requirement.url, "url", NEEDED);
            errors.require(requirement.url || !activity.is_some_and(|activity| activity.url), "url", ACTIVITY_NEEDS);
        } else {
            errors.require(requirement.url || requirement.involvement, "url", NOT_ALLOWED);
        }
    }
    // DM-TPROG-02, DM-TPROG-03
    for (field, required, given) in
        [("event", requirement.event, given.event), ("involvement_type", requirement.involvement, given.involvement)]
    {
        if let Some(given) = given {
            errors.require(given || !required, field, NEEDED);
            errors.require(!given || required, field, NOT_ALLOWED);
        }
    }
    // DM-TPROG-04: a missing activity has its own message, and says nothing of the day.
    if let Some(date) = given.date {
        match (requirement.involvement, activity, date) {
            (false, _, Some(_)) => errors.add("date", NOT_ALLOWED),
            (true, Some(Activity { date: true, .. }), None) => errors.add("date", ACTIVITY_NEEDS),
            (true, Some(Activity { date: false, .. }), Some(_)) => errors.add("date", ACTIVITY_FORBIDS),
            (_, _, Some(day)) => errors.require(day <= latest, "date", "This day is in the future."),
            _ => {}
        }
    }
    // DM-TPROG-05
    let notes = given.notes.unwrap_or("");
    let asked_of = if given.notes.is_some() { "notes" } else { "trainee_notes" };
    if (given.notes.is_some() || given.trainee_notes.is_some()) && activity.is_some_and(|activity| activity.notes) {
        let told = !notes.is_empty() || given.trainee_notes.is_some_and(|text| !text.is_empty());
        errors.require(told, asked_of, "This activity needs words about it.");
    }
    if given.notes.is_some() {
        errors.require(given.state != State::Failed || !notes.is_empty(), "notes", "Say why it failed.");
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-06-15";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn requirement(url: bool, event: bool, involvement: bool) -> Requirement {
        Requirement { url, event, involvement }
    }

    /// No activity, and every kind of it.
    fn activities() -> Vec<Option<Activity>> {
        let mut all = vec![None];
        for n in 0..8 {
            all.push(Some(Activity { url: n & 1 > 0, date: n & 2 > 0, notes: n & 4 > 0 }));
        }
        all
    }

    /// Every requirement with every activity.
    fn everything() -> impl Iterator<Item = (Requirement, Option<Activity>)> {
        (0..8).flat_map(|n| activities().into_iter().map(move |a| (requirement(n & 1 > 0, n & 2 > 0, n & 4 > 0), a)))
    }

    fn messages(requirement: Requirement, activity: Option<Activity>, given: &Given<'_>, field: &str) -> usize {
        let errors = violations(requirement, activity, given, day(TODAY));
        assert!(errors.iter().all(|(wrong, _)| wrong == field), "{errors:?} is about more than {field}");
        errors.of(field).len()
    }

    #[test]
    fn dm_tprog_01_url_and_d_09() {
        // Required by: the requirement, the activity. Then: is it an error to leave it out, to give it?
        let table = [
            ((false, false), None, (0, 1)),
            ((false, false), Some(false), (0, 1)),
            // An activity that the requirement does not ask for decides nothing.
            ((false, false), Some(true), (0, 1)),
            ((false, true), None, (0, 0)),
            ((false, true), Some(false), (0, 0)),
            ((false, true), Some(true), (1, 0)),
            ((true, false), None, (1, 0)),
            ((true, false), Some(false), (1, 0)),
            ((true, false), Some(true), (1, 0)),
            ((true, true), None, (1, 0)),
            ((true, true), Some(false), (1, 0)),
            ((true, true), Some(true), (1, 0)),
        ];
        for (requirement, activity) in everything() {
            let row = |entry: &&((bool, bool), Option<bool>, (usize, usize))| {
                entry.0 == (requirement.url, requirement.involvement) && entry.1 == activity.map(|activity| activity.url)
            };
            let (_, _, expected) = table.iter().find(row).unwrap();
            let wrong = |url| messages(requirement, activity, &Given { url: Some(url), ..Given::default() }, "url");
            assert_eq!((wrong(""), wrong("https://x.org")), *expected, "{requirement:?} {activity:?}");
        }
    }

    #[test]
    fn dm_tprog_02_event_and_dm_tprog_03_involvement_are_there_exactly_where_they_are_required() {
        for (requirement, activity) in everything() {
            let event = |given| messages(requirement, activity, &Given { event: Some(given), ..Given::default() }, "event");
            assert_eq!((event(false), event(true)), if requirement.event { (1, 0) } else { (0, 1) });
            let given = |given| Given { involvement: Some(given), ..Given::default() };
            let involvement = |chosen| messages(requirement, activity, &given(chosen), "involvement_type");
            assert_eq!((involvement(false), involvement(true)), if requirement.involvement { (1, 0) } else { (0, 1) });
        }
    }

    #[test]
    fn dm_tprog_04_date() {
        // Whether an activity is asked for, the activity's wish. Then: no day, today, tomorrow.
        let table = [
            (false, None, [0, 1, 1]),
            (false, Some(false), [0, 1, 1]),
            (false, Some(true), [0, 1, 1]),
            (true, None, [0, 0, 1]),
            (true, Some(false), [0, 1, 1]),
            (true, Some(true), [1, 0, 1]),
        ];
        for (requirement, activity) in everything() {
            let row = |entry: &&(bool, Option<bool>, [usize; 3])| {
                entry.0 == requirement.involvement && entry.1 == activity.map(|activity| activity.date)
            };
            let (_, _, expected) = table.iter().find(row).unwrap();
            let days = [None, Some(day(TODAY)), Some(day("2026-06-16"))];
            let wrong = days.map(|date| messages(requirement, activity, &Given { date: Some(date), ..Given::default() }, "date"));
            assert_eq!(wrong, *expected, "{requirement:?} {activity:?}");
        }
    }

    #[test]
    fn dm_tprog_04_today_is_where_the_day_begins_first() {
        let at = |text: &str| latest_day(text.parse().unwrap());
        assert_eq!(at("2026-06-15T09:59:59Z"), day("2026-06-15"));
        assert_eq!(at("2026-06-15T10:00:00Z"), day("2026-06-16"));
    }

    #[test]
    fn dm_tprog_05_notes() {
        for (requirement, activity) in everything() {
            let asked = requirement.involvement && activity.is_some_and(|activity| activity.notes);
            for state in State::ALL {
                for (trainee_notes, notes) in [("", ""), ("a", ""), ("", "b"), ("a", "b")] {
                    let silent = trainee_notes.is_empty() && notes.is_empty();
                    let unexplained = state == State::Failed && notes.is_empty();
                    let given = Given { state, trainee_notes: Some(trainee_notes), notes: Some(notes), ..Given::default() };
                    let expected = usize::from(asked && silent) + usize::from(unexplained);
                    assert_eq!(messages(requirement, activity, &given, "notes"), expected, "{given:?}");
                }
                // The trainee's own form asks them, and not for the admins' notes.
                let given = Given { state, trainee_notes: Some(""), ..Given::default() };
                assert_eq!(messages(requirement, activity, &given, "trainee_notes"), usize::from(asked));
            }
        }
    }

    #[test]
    fn a_field_that_the_form_does_not_have_is_not_asked_for() {
        for (requirement, activity) in everything() {
            assert!(violations(requirement, activity, &Given::default(), day(TODAY)).is_empty());
        }
    }
}
