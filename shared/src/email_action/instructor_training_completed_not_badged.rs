//! Reminds a trainee of what is left to do, and until when (emails.md 3.12).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{PASSED, Trainee};
use super::wish::{Condition, Now, Wish, shift};
use crate::badge;
use crate::email_template::Signal;
use crate::scheduled_email::{Context, Scalar};
use crate::training_progress::{REQUIREMENTS, TRAINING};

/// A training that began longer ago than so many days is not reminded of.
const LATEST: i64 = 90;
/// So many days after the training the reminder is sent.
const REMINDED: i64 = 60;
/// So many days after the training everything is to be done.
const DEADLINE: i64 = 90;

pub(super) static ACTION: Action = Action {
    signal: Signal::InstructorTrainingCompletedNotBadged,
    exists: Exists::LiveUnlessSent,
    variables: &[
        ("person", Shape::Record("person")),
        ("passed_requirements", Shape::Records("trainingprogress")),
        ("not_passed_requirements", Shape::Records("trainingprogress")),
        ("not_graded_requirements", Shape::Records("trainingrequirement")),
        ("training_completed_date", Shape::Scalar("date")),
        ("certification_deadline", Shape::Scalar("date")),
    ],
    of: Of::Trainee(wish),
};

fn wish(trainee: &Trainee, now: Now) -> Wish {
    let earliest = shift(now.today(), -LATEST);
    let (passed, others): (Vec<_>, Vec<_>) = trainee.progress.iter().partition(|progress| progress.state == PASSED);
    let trainings = passed.iter().filter(|progress| progress.requirement == TRAINING);
    let is_recent = trainings.clone().any(|training| training.start.is_some_and(|start| start >= earliest));
    let missing: Vec<&str> =
        REQUIREMENTS.into_iter().filter(|name| !passed.iter().any(|progress| progress.requirement == *name)).collect();
    let said = if missing.is_empty() { "nothing".to_owned() } else { missing.join(", ") };
    let (recent, badged) = (yes(is_recent), yes(trainee.is_badged));
    let conditions = vec![
        // Looked at right before sending, too (EML-NEW-06): the reminder goes out two months after the training, and these days are not
        // over by then, but by the deadline, after which it would remind of nothing that can be done any more.
        Condition::new(format!("a passed training that began on {earliest} or later: {recent}"), is_recent),
        Condition::new(format!("something left to pass: {said}"), !missing.is_empty()),
        Condition::new(format!("no badge {}: {badged}", badge::INSTRUCTOR), !trainee.is_badged),
    ];
    let ids = |progress: &[&super::facts::Progress]| progress.iter().map(|progress| progress.id).collect::<Vec<i32>>();
    let mut context = Context::default()
        .record("person", "person", trainee.person.id)
        .records("passed_requirements", "trainingprogress", &ids(&passed))
        .records("not_passed_requirements", "trainingprogress", &ids(&others))
        .records("not_graded_requirements", "trainingrequirement", &trainee.ungraded);
    // The newest training counts, whatever the page that was saved is about.
    let completed = trainings.filter_map(|training| training.end).max();
    if let Some(completed) = completed {
        let date = |day: chrono::NaiveDate| Scalar::Date(day.and_time(chrono::NaiveTime::MIN));
        context = context
            .value("training_completed_date", date(completed))
            .value("certification_deadline", date(shift(completed, DEADLINE)));
    }
    let mut wish = Wish::new(conditions).with(context).to([&trainee.person]);
    wish.when = completed.map(|day| now.days_after(day, REMINDED)).ok_or("no training that they passed has an end date");
    wish
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}
