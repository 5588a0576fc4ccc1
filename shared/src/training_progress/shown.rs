//! What trainees see of their progress (DM-TPROG-08, DM-TPROG-09, DSH-04).

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::PgConnection;

use super::input::read_state;
use super::{REQUIREMENTS, State, TRAINING};
use crate::Result;

/// Days from the end of a training until the rest must be done.
const CHECKOUT_DAYS: u64 = 90;

/// The piece of progress that stands for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Record id.
    pub id: i32,
    /// Name of the requirement.
    pub requirement: String,
    /// How it was judged.
    pub state: State,
    /// The activity, where it is one.
    pub activity: Option<String>,
    /// When the activity took place.
    pub date: Option<NaiveDate>,
    /// Address of the work.
    pub url: Option<String>,
    /// The trainee's words.
    pub trainee_notes: String,
    /// First day of the training.
    pub event_start: Option<NaiveDate>,
    /// Last day of the training.
    pub event_end: Option<NaiveDate>,
    /// When it was last changed, or else made.
    pub updated_at: DateTime<Utc>,
}

/// What a trainee has done, and whether they are an instructor already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingOf {
    /// Holds any of the instructor badges.
    pub is_instructor: bool,
    /// For each of [`REQUIREMENTS`] what stands for it: the passed one made last, else the one made last (DM-TPROG-08).
    pub progress: [Option<Shown>; 4],
}

/// How far a trainee has come: the first that applies (DSH-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A certified instructor.
    Instructor,
    /// Passed all four, waits for the badge.
    AllPassed,
    /// Has begun. With a passed training whose end is known, that and the deadline for the rest (DM-TPROG-09).
    Begun {
        /// First day, if known, and last day of the training.
        training: Option<(Option<NaiveDate>, NaiveDate)>,
        /// The last day for the rest.
        deadline: Option<NaiveDate>,
    },
    /// Has nothing yet.
    Nothing,
}

/// The last day for the rest after a training that ended on `end` (DM-TPROG-09).
#[must_use]
pub fn checkout_deadline(end: NaiveDate) -> NaiveDate {
    end.checked_add_days(Days::new(CHECKOUT_DAYS)).unwrap_or(NaiveDate::MAX)
}

impl StandingOf {
    /// The first that applies.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let passed = |shown: &Option<Shown>| shown.as_ref().is_some_and(|shown| shown.state == State::Passed);
        if self.is_instructor {
            Standing::Instructor
        } else if self.progress.iter().all(passed) {
            Standing::AllPassed
        } else if self.progress.iter().any(Option::is_some) {
            let trainings = self.progress.iter().flatten().filter(|shown| shown.requirement == TRAINING);
            let passed = trainings.filter(|shown| shown.state == State::Passed);
            let training = passed.filter_map(|shown| Some((shown.event_start, shown.event_end?))).next();
            Standing::Begun { training, deadline: training.map(|(_, end)| checkout_deadline(end)) }
        } else {
            Standing::Nothing
        }
    }
}

/// What `person` has done of each requirement, in two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn shown(db: &mut PgConnection, person: i32) -> Result<StandingOf> {
    let names: Vec<String> = REQUIREMENTS.map(str::to_owned).to_vec();
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (r.id) tp.id, r.name AS requirement, tp.state, i.display_name AS "activity?", tp.date, tp.url, tp.trainee_notes,
            e.start AS "event_start?", e."end" AS "event_end?", coalesce(tp.last_updated_at, tp.created_at) AS "updated_at!"
           FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
           LEFT JOIN involvement i ON i.id = tp.involvement_type_id LEFT JOIN event e ON e.id = tp.event_id
           WHERE tp.trainee_id = $1 AND r.name = ANY($2)
           ORDER BY r.id, tp.state = 'p' DESC, tp.created_at DESC, tp.id DESC"#,
        person,
        &names
    )
    .fetch_all(&mut *db)
    .await?;
    let badges: Vec<String> = crate::badge::INSTRUCTOR_BADGES.map(str::to_owned).to_vec();
    let is_instructor = sqlx::query_scalar!(r#"SELECT holds_badge($1, $2) AS "is!""#, person, &badges).fetch_one(db).await?;
    let mut standing = StandingOf { is_instructor, ..StandingOf::default() };
    for row in rows {
        let Some(place) = REQUIREMENTS.iter().position(|name| *name == row.requirement) else { continue };
        let shown = Shown {
            id: row.id,
            state: read_state(&row.state)?,
            requirement: row.requirement,
            activity: row.activity,
            date: row.date,
            url: row.url,
            trainee_notes: row.trainee_notes,
            event_start: row.event_start,
            event_end: row.event_end,
            updated_at: row.updated_at,
        };
        if let Some(slot) = standing.progress.get_mut(place) {
            *slot = Some(shown);
        }
    }
    Ok(standing)
}

/// Whether anything that the person did was failed: who gives them a badge or a task is asked to think twice (DM-ST-30). One
/// statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn has_failed(db: &mut PgConnection, person: i32) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM training_progress WHERE trainee_id = $1 AND state = $2) AS "failed!""#,
        person,
        State::Failed.key()
    )
    .fetch_one(db)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn progress(requirement: &str, state: State, end: Option<&str>) -> Option<Shown> {
        Some(Shown {
            id: 1,
            requirement: requirement.into(),
            state,
            activity: None,
            date: None,
            url: None,
            trainee_notes: String::new(),
            event_start: None,
            event_end: end.map(day),
            updated_at: DateTime::UNIX_EPOCH,
        })
    }

    #[test]
    fn dm_tprog_09_ninety_days_after_the_end() {
        assert_eq!(checkout_deadline(day("2026-01-01")), day("2026-04-01"));
        assert_eq!(checkout_deadline(day("2024-02-01")), day("2024-05-01"));
    }

    #[test]
    fn dm_tprog_09_a_deadline_is_told_of_a_passed_training_that_has_an_end() {
        let begun = |training| {
            let standing = StandingOf { progress: [training, None, None, None], ..StandingOf::default() };
            match standing.standing() {
                Standing::Begun { deadline, .. } => deadline,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(begun(progress(TRAINING, State::Passed, Some("2026-01-01"))), Some(day("2026-04-01")));
        assert_eq!(begun(progress(TRAINING, State::Passed, None)), None);
        assert_eq!(begun(progress(TRAINING, State::Failed, Some("2026-01-01"))), None);
        assert_eq!(begun(progress("Demo", State::Passed, Some("2026-01-01"))), None);
    }

    #[test]
    fn the_furthest_standing_is_told() {
        let four = |state| REQUIREMENTS.map(|name| progress(name, state, None));
        let standing = |is_instructor, progress| StandingOf { is_instructor, progress }.standing();
        assert_eq!(standing(true, Default::default()), Standing::Instructor);
        assert_eq!(standing(false, four(State::Passed)), Standing::AllPassed);
        let begun = Standing::Begun { training: None, deadline: None };
        assert_eq!(standing(false, four(State::AskedToRepeat)), begun);
        assert_eq!(standing(false, Default::default()), Standing::Nothing);
    }
}
